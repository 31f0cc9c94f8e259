/** Which stack has made a registry. */
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { markInTags } from '../domain/mark';
import type { Holder } from '../domain/namesakes';
import type { ListedStack, StackResource } from '../domain/records';

/** Where stacks are looked for. */
export interface Stacks {
  readonly ros: RosClient;
  /** The stacks of the region; asked for only where it matters. */
  readonly listed: () => Promise<readonly ListedStack[]>;
}

/** The stack that has made a resource, with that. */
export const holderOf = (
  { name, region, status, tags }: Pick<ListedStack, 'name' | 'region' | 'status' | 'tags'>,
  { logicalId, status: resourceStatus }: StackResource,
): Holder => ({ name, region, status, mark: markInTags(tags), logicalId, resourceStatus });

/** The stack of an app, of whichever, that has made a registry; nothing where that cannot be told. */
export async function otherHolder(id: string, { ros, listed }: Stacks): Promise<Holder | undefined> {
  try {
    const stacks = (await listed()).filter(({ tags }) => markInTags(tags) !== undefined);
    const holders = await sideBySide(stacks, async stack => {
      const made = (await ros.listResources(stack.region, stack.id)).find(({ physicalId }) => physicalId === id);
      return made === undefined ? [] : [holderOf(stack, made)];
    });
    return holders.flat()[0];
  } catch {
    return undefined;
  }
}
