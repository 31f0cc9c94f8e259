/** Which stacks of the account hold what was found: a resource is in one stack only. */
import { unlessGone } from '../cloud/live-stack';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { type Holder, heldPaths } from '../domain/holders';
import { isEmpty } from '../domain/condition';
import type { FoundRegistry } from '../domain/found';
import { markInTags } from '../domain/mark';
import type { ListedStack, StackResource } from '../domain/records';
import { NAMESPACE, REPOSITORY } from '../domain/resource-types';

/**
 * The stacks that hold registries, or something on them.
 *
 * @param listed the stacks of their regions
 */
export async function holdersOf(
  registries: readonly FoundRegistry[],
  listed: readonly ListedStack[],
  ros: RosClient,
): Promise<Holder[]> {
  const full = listed.filter(({ status }) => !isEmpty(status));
  const read = await sideBySide(full, async stack => ({ stack, resources: await resourcesIn(stack, ros) }));
  const concerned = read.filter(({ resources }) => resources.length > 0);
  const all = await sideBySide(concerned, async ({ stack, resources }) => ({
    ...{ region: stack.region, name: stack.name, app: markInTags(stack.tags)?.app, resources },
    template: isNamed(resources) ? await unlessGone(ros.getTemplate(stack.region, stack.id)) : undefined,
  }));
  return all
    .map(({ region, name, app, ...held }) => ({
      region,
      name,
      app,
      paths: heldPaths({ region, ...held }, registries, all),
    }))
    .filter(({ paths }) => paths.length > 0)
    .sort((one, other) => (`${one.region} ${one.name}` < `${other.region} ${other.name}` ? -1 : 1));
}

/** What of Container Registry is in a stack. */
async function resourcesIn({ region, id }: ListedStack, ros: RosClient): Promise<StackResource[]> {
  const resources = (await unlessGone(ros.listResources(region, id))) ?? [];
  return resources.filter(({ type, physicalId }) => type.startsWith('ALIYUN::CR::') && physicalId !== '');
}

/** What is known by its name stands in the template; everything else is known by its id. */
const isNamed = (resources: readonly StackResource[]): boolean =>
  resources.some(({ type }) => type === NAMESPACE || type === REPOSITORY);
