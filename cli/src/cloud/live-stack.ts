import { isBusy } from '../domain/condition';
import type { LiveStack } from '../domain/model';
import type { RosClient } from './ros-client';

/** The stack of that name and region, with its template while it is at rest. */
export async function readStack(
  stack: { readonly name: string; readonly region: string },
  ros: RosClient,
): Promise<LiveStack | undefined> {
  const id = await ros.findStack(stack.region, stack.name);
  return id === undefined ? undefined : readStackById(stack.region, id, ros);
}

/** The same by its id. */
export async function readStackById(region: string, id: string, ros: RosClient): Promise<LiveStack | undefined> {
  const live = await ros.getStack(region, id);
  if (live === undefined || isBusy(live.status)) {
    return live;
  }
  return { ...live, template: await ros.getTemplate(region, live.id) };
}
