import { isSettled } from '../domain/condition';
import type { LiveStack, Template } from '../domain/model';
import type { ListedStack } from '../domain/records';
import { hasCode } from './cloud-error';
import type { RosClient } from './ros-client';

/** The stack of that name and region, with its template. */
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
  return live && { ...live, template: await unlessGone(ros.getTemplate(region, live.id)) };
}

/**
 * The same of a stack that a list shows. What GetStack tells besides is asked for only where there is any: an operation that did not end well,
 * parameters, outputs.
 *
 * @param declared what the stack is to become
 */
export async function readListed(
  listed: ListedStack,
  declared: Template,
  ros: RosClient,
): Promise<LiveStack | undefined> {
  const { region, id, status } = listed;
  if (!isSettled(status)) {
    return readStackById(region, id, ros);
  }
  const template = await unlessGone(ros.getTemplate(region, id));
  if (template === undefined || tellsMore(template) || tellsMore(declared)) {
    const live = await ros.getStack(region, id);
    return live && { ...live, template };
  }
  return { ...listed, statusReason: '', outputs: {}, parameters: {}, template };
}

const tellsMore = ({ Parameters, Outputs }: Template): boolean =>
  Object.keys({ ...Parameters, ...(Outputs as object) }).length > 0;

/** It may go between two calls. */
export async function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (hasCode(error, 'StackNotFound')) {
      return undefined;
    }
    throw error;
  }
}
