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
  'GetChangeSet',
  'GetFeatureDetails',
  'GetStack',
  'GetTemplate',
  'GetTemplateEstimateCost',
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

export interface RamPolicy {
  readonly Version: '1';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: '*';
  }[];
}

/** What whoever deploys an app is granted: ROS makes the resources with the permissions of its caller. */
export interface Permissions {
  readonly policy: RamPolicy;
  /** Policies of Alibaba Cloud that it takes besides: nothing narrower is documented. */
  readonly systemPolicies: readonly string[];
  /** Resource types of the app whose actions are not known, so that the policy does not grant them. */
  readonly uncovered: readonly string[];
}

const BY_TYPE = new Map<string, readonly string[]>(Object.entries(RAM_ACTIONS));
const BOUGHT: readonly string[] = BUYING.types;

/** Resources of ROS itself are made inside ROS. */
const isOfRos = (type: string): boolean => /^(ALIYUN|DATASOURCE)::ROS::/.test(type);

/** What the stacks of an app and the deployer itself need; the same for the same resource types, in whatever order they come. */
export function permissionsFor(stacks: readonly DeclaredStack[]): Permissions {
  const types = [...new Set(stacks.flatMap(stack => resourcesOf(stack).map(({ Type }) => Type)))].sort();
  const calls = [...ROS_CALLS, ...CALLS.keys()].flatMap(permissionsOf);
  return {
    policy: policyOf([...calls, ...types.flatMap(type => BY_TYPE.get(type) ?? [])]),
    systemPolicies: types.some(type => BOUGHT.includes(type)) ? [BUYING.policy] : [],
    uncovered: types.filter(type => !BY_TYPE.has(type) && !isOfRos(type)),
  };
}

/** One statement for each service. */
function policyOf(actions: readonly string[]): RamPolicy {
  const byService = new Map<string, string[]>();
  for (const action of [...new Set(actions)].sort()) {
    const [service] = action.split(':');
    byService.set(service, [...(byService.get(service) ?? []), action]);
  }
  const statements = [...byService.values()].map(Action => ({ Effect: 'Allow', Action, Resource: '*' }) as const);
  return { Version: '1', Statement: statements };
}
