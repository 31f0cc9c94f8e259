import { localReason } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import type { RegistryInUse } from '../domain/handover';
import { type DeclaredStack, title } from '../domain/model';
import type { Orphan } from '../domain/orphans';
import type { Finding, PlannedStack } from '../domain/plan';
import type { RuleRecord, StackResource } from '../domain/records';
import { baseOf, isInstance } from '../domain/resource-types';

/** Where a rule may come from, besides a plan. */
export interface Sources {
  readonly declared: readonly DeclaredStack[];
  readonly orphans: readonly Orphan[];
  readonly deletedFirst: readonly Orphan[];
}

/** A stack with what is lost of it, and what it has made. */
interface Losing {
  readonly losses: readonly { readonly logicalId: string; readonly type: string }[];
  readonly resources: readonly StackResource[];
}

/** The ids of the registries that a stack loses with their images. */
export function lostRegistries({ losses, resources }: Losing): string[] {
  const lost = new Set(losses.filter(({ type }) => isInstance(type)).map(({ logicalId }) => logicalId));
  return resources
    .filter(({ logicalId, physicalId }) => lost.has(baseOf(logicalId)) && physicalId !== '')
    .map(({ physicalId }) => physicalId);
}

/** The registries that a plan deletes, with the rules that would be left; asked only where it deletes any. */
export async function registriesInUse(
  plan: readonly PlannedStack[],
  findings: ReadonlyMap<string, Finding>,
  sources: Sources,
  cr: CrClient,
): Promise<RegistryInUse[]> {
  const made = (key: string) => findings.get(key)?.resources ?? [];
  const lost = plan
    .filter(({ action }) => action === 'update' || action === 'create')
    .flatMap(planned =>
      lostRegistries({ losses: planned.losses, resources: made(planned.stack.key) }).map(id => ({ planned, id })),
    );
  return sideBySide(lost, async ({ planned, id }): Promise<RegistryInUse> => {
    const { key, region } = planned.stack;
    const rules = await rulesAt(region, id, cr);
    if (typeof rules === 'string') {
      const problem = `Whether sync rules begin or end at the registry ${id}, which it would delete, is not known: ${rules} Run this again later.`;
      return { id, stack: key, users: [], problems: [problem] };
    }
    const ends = rules.map(rule => fateOf(rule, planned, { plan, made, sources }));
    return {
      id,
      stack: key,
      users: [...new Set(ends.flatMap(({ user }) => user ?? []))],
      problems: ends.flatMap(({ left }, index) => (left === undefined ? [] : inUseProblem(id, rules[index], left))),
    };
  });
}

/** The rules that begin or end at a registry, or why they are not known. */
export async function rulesAt(region: string, id: string, cr: CrClient): Promise<RuleRecord[] | string> {
  try {
    return await cr.rules(region, id);
  } catch (error) {
    return localReason(error);
  }
}

interface Fate {
  /** The stack that deletes it when it is updated. */
  readonly user?: string;
  /** Where it stays: whose it is, and what to do. */
  readonly left?: { readonly whose: string; readonly todo: string };
}

interface Known {
  readonly plan: readonly PlannedStack[];
  readonly made: (key: string) => readonly StackResource[];
  readonly sources: Sources;
}

function fateOf({ id }: RuleRecord, losing: PlannedStack, { plan, made, sources }: Known): Fate {
  const ownerOf = (resources: readonly StackResource[]) => resources.find(({ physicalId }) => physicalId === id);
  const owner = plan.find(({ stack }) => ownerOf(made(stack.key)) !== undefined);
  if (owner !== undefined) {
    const { logicalId } = ownerOf(made(owner.stack.key))!;
    const goes = owner === losing || (losing.action === 'update' && losesRule(owner, baseOf(logicalId)));
    const left = { whose: ` of ${title(owner.stack)}`, todo: 'Let that stack no longer replicate to it' };
    return goes ? { user: owner.stack.key } : { left };
  }
  if (sources.deletedFirst.some(({ resources }) => ownerOf(resources) !== undefined)) {
    return {};
  }
  const orphan = sources.orphans.find(({ resources }) => ownerOf(resources) !== undefined);
  if (orphan !== undefined) {
    const whose = ` of ${title(orphan)}, which the app no longer declares,`;
    return { left: { whose, todo: 'Add --prune, which deletes that stack first' } };
  }
  return { left: { whose: '', todo: `${onlyOf(losing, plan, sources)} the rule ${IN_CONSOLE}` } };
}

const IN_CONSOLE = 'in the console of Container Registry (Distribution > Instance Replication)';

/** Stacks that --only leaves out are not looked at: the rule may be theirs. */
function onlyOf({ stack: { region } }: PlannedStack, plan: readonly PlannedStack[], { declared }: Sources): string {
  const planned = new Set(plan.map(({ stack }) => stack.key));
  const names = declared
    .filter(({ key, source, target }) => !planned.has(key) && [source?.region, target?.region].includes(region))
    .map(({ name }) => name);
  return names.length > 0 ? `Add --only ${names.join(' ')} if it is theirs, or delete` : 'Delete';
}

const losesRule = ({ stack, live }: PlannedStack, logicalId: string): boolean =>
  stack.template.Resources?.[logicalId] === undefined &&
  live?.template?.Resources?.[logicalId]?.DeletionPolicy !== 'Retain';

const inUseProblem = (id: string, { id: rule, name }: RuleRecord, { whose, todo }: NonNullable<Fate['left']>): string =>
  `It would delete the registry ${id}, at which the sync rule ${name} (${rule})${whose} begins or ends. ${todo}, or keep the registry in the app.`;
