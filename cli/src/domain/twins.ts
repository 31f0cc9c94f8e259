/**
 * What a plan would make under a name that is taken in its registry: by another stack of the app, by the same stack under another id, or by
 * nobody known. ROS makes the new before it removes the old, so it is certain to fail; and by then a rule may be gone for which it was to stand.
 */
import { conditionOf } from './condition';
import { type Side, type Surroundings, among, nameOf, registryOf, sideOf } from './identity';
import { type DeclaredStack, type LiveStack, title } from './model';
import type { Orphan } from './orphans';
import { type Finding, type PlannedStack, refusedWith } from './plan';
import type { StackResource } from './records';
import { NAMESPACE, REPOSITORY, SYNC_RULE, baseOf } from './resource-types';

/** A sync rule that is there under the name of one that a stack declares. */
export interface RuleThere {
  readonly stack: DeclaredStack;
  readonly logicalId: string;
  readonly id: string;
  readonly name: string;
}

export interface Around {
  readonly findings: ReadonlyMap<string, Finding>;
  /** Stacks that the app no longer declares and that the plan does not delete first. */
  readonly orphans: readonly Orphan[];
  /** Ids of what the stacks made that are deleted first. */
  readonly leaving: ReadonlySet<string>;
  readonly rules: readonly RuleThere[];
}

/** A thing that a stack has made. */
interface Thing {
  readonly stack: Pick<DeclaredStack, 'name' | 'region'>;
  readonly logicalId: string;
  readonly type: string;
  /** The registry that it is in, its type and its name. */
  readonly key: string;
  readonly isOrphan: boolean;
}

const TYPES: readonly string[] = [NAMESPACE, REPOSITORY, SYNC_RULE];

/** The plan in which nothing is made under a name that is taken. */
export function withTwins(plan: readonly PlannedStack[], around: Around): PlannedStack[] {
  const there = thingsThere(plan, around);
  return plan.map(planned => {
    const found = newThings(planned, plan, around).map(thing => [thing, twinOf(thing, there)] as const);
    const twins = found.flatMap(([thing, twin]) => (twin === undefined ? [] : twinProblem(planned, thing, twin)));
    const told = new Set(found.filter(([, twin]) => twin !== undefined).map(([{ logicalId }]) => logicalId));
    const strange = around.rules
      .filter(rule => rule.stack.key === planned.stack.key && !told.has(rule.logicalId) && isInTheWay(rule, around))
      .map(rule => strangeProblem(planned.stack, rule));
    return refusedWith(planned, [...twins, ...strange]);
  });
}

const twinOf = (thing: Thing, there: readonly Thing[]): Thing | undefined =>
  there.find(other => other.key === thing.key && !isSame(thing, other));

const isSame = (one: Thing, other: Thing): boolean =>
  one.logicalId === other.logicalId && one.stack.name === other.stack.name && one.stack.region === other.stack.region;

/** What a stack is to make, and has not made. */
function newThings(planned: PlannedStack, plan: readonly PlannedStack[], { findings }: Around): Thing[] {
  const { stack, action, live } = planned;
  if (action !== 'create' && action !== 'update') {
    return [];
  }
  const made = stays(live) ? madeIn(findings.get(stack.key)?.resources ?? []) : new Set<string>();
  const find = among(plan.map(other => other.stack));
  return thingsOf(stack, { find, idOf: idsOf(findings, plan) }).filter(({ logicalId }) => !made.has(logicalId));
}

/** Whether what a stack has made is still there when its turn comes. */
const stays = (live: LiveStack | undefined): live is LiveStack =>
  live !== undefined && !['missing', 'leaving', 'remains'].includes(conditionOf(live.status));

/** All that stacks of the app have made. */
function thingsThere(plan: readonly PlannedStack[], { findings, orphans }: Around): Thing[] {
  const declared = plan.flatMap(({ stack, live }) =>
    stays(live) ? [{ ...sideOf(live), resources: findings.get(stack.key)?.resources ?? [], isOrphan: false }] : [],
  );
  const left = orphans.flatMap(({ live, resources }) =>
    stays(live) ? [{ ...sideOf(live), resources, isOrphan: true }] : [],
  );
  const sides = [...declared, ...left];
  const around = { find: among(sides), idOf: idsOf(findings, plan) };
  return sides.flatMap(side => {
    const made = madeIn(side.resources);
    const things = thingsOf(side, around).filter(({ logicalId }) => made.has(logicalId));
    return things.map(thing => ({ ...thing, isOrphan: side.isOrphan }));
  });
}

const idsOf =
  (findings: ReadonlyMap<string, Finding>, plan: readonly PlannedStack[]): Surroundings['idOf'] =>
  (name, region, logicalId) => {
    const owner = plan.find(({ stack }) => stack.name === name && stack.region === region);
    const resources = findings.get(owner?.stack.key ?? '')?.resources ?? [];
    return resources.find(resource => resource.logicalId === logicalId)?.physicalId || undefined;
  };

const madeIn = (resources: readonly StackResource[]): Set<string> =>
  new Set(resources.filter(({ physicalId }) => physicalId !== '').map(({ logicalId }) => baseOf(logicalId)));

/** What a template declares in registries, as far as registry and name are known; what a condition or a count decides is left to ROS. */
const thingsOf = (side: Side, around: Surroundings): Thing[] =>
  Object.entries(side.template.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const { Type: type, Properties, Condition, Count } = resource;
    if (!TYPES.includes(type) || Condition !== undefined || Count !== undefined) {
      return [];
    }
    const registry = registryOf(Properties?.InstanceId, side, around);
    const name = nameOf(resource, side);
    const key = JSON.stringify([registry, type, name]);
    return registry === undefined || name === undefined ? [] : [{ stack: side, logicalId, type, key, isOrphan: false }];
  });

function twinProblem({ stack }: PlannedStack, thing: Thing, twin: Thing): string {
  const name = nameOf(stack.template.Resources![thing.logicalId], stack);
  const isOwn = twin.stack.name === stack.name && twin.stack.region === stack.region;
  const where = isOwn ? 'this very stack' : title(twin.stack);
  const head = `${thing.logicalId} (${thing.type}) would be made as ${name}, but ${where} has that already, as ${twin.logicalId}, and a name is taken once in a registry.`;
  if (isOwn) {
    const other = thing.type === SYNC_RULE ? ' If what it copies was changed, give it another ruleName.' : '';
    return `${head} ROS makes the new one before it removes the old one. If its id was changed, put it back.${other}`;
  }
  if (thing.type === SYNC_RULE) {
    const prune = twin.isOrphan
      ? 'Add --prune, which deletes that stack first, or give'
      : 'Leave it in that stack, or give';
    return `${head} ${prune} this one another ruleName.`;
  }
  return `${head} What is deployed stays in its stack: put back its stackGroup, its id or the name of its stack.`;
}

/** Whether a rule is one that its stack has not made, and that stays. */
function isInTheWay({ stack, logicalId, id }: RuleThere, { findings, leaving }: Around): boolean {
  const { live, resources = [] } = findings.get(stack.key) ?? {};
  if (leaving.has(id)) {
    return false;
  }
  const own = resources.find(({ physicalId }) => physicalId === id);
  if (own !== undefined) {
    const isRetained = live?.template?.Resources?.[own.logicalId]?.DeletionPolicy === 'Retain';
    return !stays(live) && isRetained;
  }
  // Of one that the stack has made, what became of it is told as a change behind the stack.
  return !stays(live) || !madeIn(resources).has(logicalId);
}

function strangeProblem({ role, region, target }: DeclaredStack, { id, name }: RuleThere): string {
  const head = `A sync rule called ${name} is in ${region} already (${id}), and no stack that was looked at has it.`;
  const keep =
    role === 'replication' && target !== undefined
      ? `; or keep it, with existingRulesTo: ['${target.region}'] on its namespace`
      : '';
  return `${head} Delete it in the console of Container Registry (Distribution > Instance Replication), so that it is made anew${keep}.`;
}
