import { concernsIdentity } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import { readStack } from '../cloud/live-stack';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { isOurs, makerOf } from '../domain/mark';
import { type DeclaredStack, resourcesOf } from '../domain/model';
import { planStack } from '../domain/plan';
import type { RuleRecord } from '../domain/records';
import { NAMESPACE, SYNC_RULE, isInstance } from '../domain/resource-types';
import type { ArrowState, InstanceState, RegistryState, StackState } from './model';
import { type SeenStack, resolver } from './resolve';
import { declaredRule, ruleStates } from './rules';

/** Copies shown for each arrow. */
const TASKS = 3;

/** Looks at everything that is declared: stacks, instances, arrows. */
export async function collectState(
  stacks: readonly DeclaredStack[],
  ros: RosClient,
  cr: CrClient,
): Promise<RegistryState> {
  const seen = await sideBySide(stacks, stack => look(stack, ros));
  const instances = await sideBySide(instancesOf(seen), wanted => instanceState(wanted, cr));
  const arrows = await sideBySide(
    seen.filter(one => rulesIn(one).length > 0),
    one => arrowState(one, seen, cr),
  );
  return { stacks: seen.map(stackState), instances, arrows };
}

/** What holds for one region need not hold for all; what holds for the identity does. */
function explain(error: unknown): string {
  if (concernsIdentity(error)) {
    throw error;
  }
  return (error as Error).message;
}

async function look(stack: DeclaredStack, ros: RosClient): Promise<SeenStack> {
  try {
    const live = await readStack(stack, ros);
    return { stack, live, resources: live === undefined ? [] : await ros.listResources(stack.region, live.id) };
  } catch (error) {
    return { stack, resources: [], unreadable: explain(error) };
  }
}

function stackState({ stack, live, unreadable }: SeenStack): StackState {
  const upToDate = planStack(stack, { live, unreadable }).action === 'unchanged';
  const stranger = live !== undefined && !isOurs(stack, live) ? makerOf(stack, live) : undefined;
  return { stack, status: live?.status, upToDate, stranger, unreadable };
}

interface WantedInstance {
  readonly region: string;
  readonly id: string;
  readonly name?: string;
  readonly namespaces: readonly string[];
}

/** The instances that the stacks made, give out or build on, with the namespaces that the stacks declare on them. */
function instancesOf(seen: readonly SeenStack[]): WantedInstance[] {
  const found = new Map<string, WantedInstance>();
  const add = (id: string | undefined, { region, instanceName, source }: DeclaredStack, namespace?: string) => {
    if (!id) {
      return;
    }
    const { namespaces, ...known } = found.get(id) ?? {
      region,
      id,
      name: instanceName ?? source?.instanceName,
      namespaces: [],
    };
    found.set(id, { ...known, namespaces: [...namespaces, ...(namespace === undefined ? [] : [namespace])] });
  };
  for (const { stack, live, resources } of seen) {
    for (const { type, physicalId } of resources) {
      if (isInstance(type)) {
        add(physicalId, stack);
      }
    }
    if (stack.role === 'registry') {
      add(live?.outputs.InstanceId, stack);
    }
  }
  for (const one of seen) {
    const resolve = resolver(one, seen);
    for (const { Type, Properties } of resourcesOf(one.stack)) {
      if (Type === SYNC_RULE) {
        add(resolve(Properties?.InstanceId), one.stack);
      }
      if (Type === NAMESPACE) {
        add(resolve(Properties?.InstanceId), one.stack, resolve(Properties?.Namespace));
      }
    }
  }
  return [...found.values()];
}

async function instanceState({ region, id, name, namespaces }: WantedInstance, cr: CrClient): Promise<InstanceState> {
  const declared = namespaces.map(namespace => ({ name: namespace, exists: false }));
  try {
    const instance = await cr.getInstance(region, id);
    if (instance === undefined) {
      return { region, id, name, namespaces: declared };
    }
    const internet = await cr.internetEnabled(region, id);
    const there = new Set(await cr.namespaces(region, id));
    const { status, edition } = instance;
    const found = declared.map(namespace => ({ ...namespace, exists: there.has(namespace.name) }));
    return { region, id, name: instance.name, status, edition, internet, namespaces: found };
  } catch (error) {
    return { region, id, name, namespaces: declared, unreadable: explain(error) };
  }
}

const rulesIn = ({ stack }: SeenStack) =>
  Object.entries(stack.template.Resources ?? {}).filter(([, resource]) => resource.Type === SYNC_RULE);

async function arrowState(one: SeenStack, all: readonly SeenStack[], cr: CrClient): Promise<ArrowState> {
  const resolve = resolver(one, all);
  const rules = rulesIn(one).map(([id, resource]) => declaredRule(id, resource.Properties ?? {}, resolve));
  const [, first] = rulesIn(one)[0];
  const source = resolve(first.Properties?.InstanceId);
  const targets = new Set(rules.map(({ properties }) => properties.TargetInstanceId));
  const arrow = {
    stack: one.stack,
    from: one.stack.source?.region ?? one.stack.region,
    to: one.stack.target?.region ?? rules[0].properties.TargetRegionId ?? '',
  };
  if (source === undefined) {
    return { ...arrow, rules: ruleStates(rules, []), tasks: [] };
  }
  try {
    const there = await cr.outgoingRules(one.stack.region, source);
    const tasks = (await cr.tasks(one.stack.region, source)).filter(task => targets.has(task.targetInstanceId));
    const newest = tasks.sort((a, b) => b.modified.getTime() - a.modified.getTime()).slice(0, TASKS);
    const sized = await Promise.all(newest.map(task => cr.sized(one.stack.region, source, task)));
    return { ...arrow, rules: ruleStates(rules, ofThisArrow(there, targets, all, one)), tasks: sized };
  } catch (error) {
    const unknown = rules.map(({ name }) => ({ name, state: 'unknown' as const, drift: [] }));
    return { ...arrow, rules: unknown, tasks: [], unreadable: explain(error) };
  }
}

/** Rules to the targets of this stack, but for those that other stacks of the app declare. */
function ofThisArrow(
  rules: readonly RuleRecord[],
  targets: ReadonlySet<string | undefined>,
  all: readonly SeenStack[],
  one: SeenStack,
): RuleRecord[] {
  const elsewhere = new Set(
    all
      .filter(other => other !== one)
      .flatMap(other => rulesIn(other).map(([, resource]) => resource.Properties?.SyncRuleName)),
  );
  return rules.filter(({ name, fields }) => targets.has(String(fields.TargetInstanceId)) && !elsewhere.has(name));
}
