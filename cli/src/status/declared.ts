import { type DeclaredStack, type JsonMap, type TemplateResource } from '../domain/model';
import type { Place } from '../domain/image-records';
import { SYNC_RULE, isInstance } from '../domain/resource-types';
import type { Declaration } from './model';
import { type Resolve, type SeenStack, resolver } from './resolve';

/** A resource of Container Registry as a stack declares it, with its values worked out as far as that is possible. */
export interface DeclaredThing extends Declaration {
  readonly type: string;
  readonly region: string;
  /** The instance that it is on. */
  readonly instanceId?: string;
  /** Of a rule: the registry of this account where it ends. */
  readonly target?: Place;
  readonly properties: JsonMap;
  value(property: string): string | undefined;
}

const OF_REGISTRY = /^ALIYUN::CR::/;

/** Whether it is known without ROS that the resource is made, and once. */
const isCertain = ({ Condition, Count }: TemplateResource): boolean => Condition === undefined && Count === undefined;

/** Everything on instances that stacks declare; of what a condition or a count decides nothing is said. */
export const declaredThings = (seen: readonly SeenStack[], all: readonly SeenStack[]): DeclaredThing[] =>
  seen.flatMap(one => {
    const resolve = resolver(one, all);
    return Object.entries(one.stack.template.Resources ?? {})
      .filter(([, resource]) => OF_REGISTRY.test(resource.Type) && !isInstance(resource.Type) && isCertain(resource))
      .map(([logicalId, resource]) => thing(one.stack, logicalId, resource, resolve));
  });

function thing(
  stack: DeclaredStack,
  logicalId: string,
  { Type, Properties = {} }: TemplateResource,
  resolve: Resolve,
): DeclaredThing {
  const value = (property: string) => resolve(Properties[property]);
  return {
    ...{ stack, logicalId, value, type: Type, properties: Properties },
    region: value('RegionId') ?? stack.region,
    instanceId: value('InstanceId'),
    target: Type === SYNC_RULE && Properties.TargetUserId === undefined ? targetOf(stack, value) : undefined,
  };
}

function targetOf({ target }: DeclaredStack, value: (property: string) => string | undefined): Place | undefined {
  const [instanceId, region] = [value('TargetInstanceId'), value('TargetRegionId') ?? target?.region];
  return instanceId === undefined || region === undefined ? undefined : { instanceId, region };
}
