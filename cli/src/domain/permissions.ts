import { canonical } from './canonical';
import { BUYING, CALL_ACTIONS, RAM_ACTIONS } from './facts.generated';
import { type DeclaredStack, resourcesOf } from './model';

/** The calls to ROS that the deployer makes; the RAM action of each is its name. */
const ROS_CALLS = [
  'ContinueCreateStack',
  'CreateChangeSet',
  'CreateStack',
  'DeleteChangeSet',
  'DeleteStack',
  'DescribeRegions',
  'ExecuteChangeSet',
  'GenerateTemplatePolicy',
  'GetChangeSet',
  'GetFeatureDetails',
  'GetStack',
  'GetStackResource',
  'GetTemplate',
  'GetTemplateEstimateCost',
  'ListChangeSets',
  'ListStackEvents',
  'ListStackResources',
  'ListStacks',
  'UpdateStack',
];

const CALLS = new Map<string, readonly string[]>(Object.entries(CALL_ACTIONS));

/** The permissions that a call takes, the first being that of the call itself. */
const permissionsOf = (call: string): readonly string[] => CALLS.get(call) ?? [`ros:${call}`];

/** The permission that a refused call lacks. */
export const permissionFor = (call: string): string => permissionsOf(call)[0];

/** A statement of a policy. */
export interface Grant {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, unknown>>;
}

export interface RamPolicy {
  readonly Version: '1';
  readonly Statement: readonly Grant[];
}

/** What whoever deploys an app is granted: ROS makes the resources with the permissions of its caller. */
export interface Permissions {
  readonly policy: RamPolicy;
  /** Policies of Alibaba Cloud that it takes besides: nothing narrower is documented. */
  readonly systemPolicies: readonly string[];
  /** Resource types of the app whose actions are not known, so that the policy does not grant them. */
  readonly uncovered: readonly string[];
  /** Stacks of which ROS itself said what they take; of the others, that follows from the types of their resources. */
  readonly toldByRos: readonly string[];
}

const BY_TYPE = new Map<string, readonly string[]>(Object.entries(RAM_ACTIONS));
const BOUGHT: readonly string[] = BUYING.types;

/** Resources of ROS itself are made inside ROS. */
const isOfRos = (type: string): boolean => /^(ALIYUN|DATASOURCE)::ROS::/.test(type);

/**
 * What the stacks of an app and the deployer itself need; the same for the same resource types, in whatever order they come.
 *
 * @param told what ROS grants whoever deploys a stack, by the key of the stack, where it says so
 */
export function permissionsFor(
  stacks: readonly DeclaredStack[],
  told: ReadonlyMap<string, readonly Grant[]> = new Map(),
): Permissions {
  const types = [...new Set(stacks.flatMap(stack => untold(stack, told.get(stack.key))))].sort();
  const calls = [...ROS_CALLS, ...CALLS.keys()].flatMap(permissionsOf);
  const own = allowed([...calls, ...types.flatMap(type => BY_TYPE.get(type) ?? [])]);
  return {
    policy: policyOf([own, ...stacks.flatMap(({ key }) => told.get(key) ?? [])]),
    systemPolicies: stacks.flatMap(typesIn).some(type => BOUGHT.includes(type)) ? [BUYING.policy] : [],
    uncovered: types.filter(type => !BY_TYPE.has(type) && !isOfRos(type)),
    toldByRos: stacks.filter(({ key }) => told.has(key)).map(({ name }) => name),
  };
}

const typesIn = (stack: DeclaredStack): string[] => resourcesOf(stack).map(({ Type }) => Type);

const serviceOf = (action: string): string => action.split(':')[0];

/** The types of a stack of whose service ROS says nothing: its answer may leave out what it does not know. */
function untold(stack: DeclaredStack, told: readonly Grant[] = []): string[] {
  const services = new Set(told.flatMap(({ Action }) => Action).map(serviceOf));
  return typesIn(stack).filter(type => !BY_TYPE.get(type)?.some(action => services.has(serviceOf(action))));
}

const allowed = (Action: readonly string[]): Grant => ({ Effect: 'Allow', Action, Resource: '*' });

/** One statement for each service, unless they are about other things or hold under other conditions. */
function policyOf(grants: readonly Grant[]): RamPolicy {
  const statements = new Map<string, { grant: Grant; actions: Set<string> }>();
  for (const grant of grants) {
    for (const action of grant.Action) {
      const { Effect, Resource, Condition = {} } = grant;
      const key = canonical([serviceOf(action), Effect, Resource, Condition]);
      const found = statements.get(key) ?? { grant, actions: new Set() };
      found.actions.add(action);
      statements.set(key, found);
    }
  }
  const sorted = [...statements].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    Version: '1',
    Statement: sorted.map(([, { grant, actions }]) => ({ ...grant, Action: [...actions].sort() })),
  };
}
