import { readListed } from '../cloud/live-stack';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import type { Survey } from '../cloud/survey';
import { type DeclaredStack, title } from '../domain/model';
import { mayReadAgain, outputsRead } from '../domain/readers';
import type { Deletion } from './stack-removal';

/**
 * Refuses to delete what deployed stacks read that stay: ROS could not take an update of theirs back.
 *
 * @param staying stacks that the app declares and that are not deleted
 * @param survey what was listed of their regions
 * @param instead what to do instead
 */
export async function refuseRead(
  deletions: readonly Deletion[],
  staying: readonly DeclaredStack[],
  survey: Survey,
  instead: (readers: readonly string[]) => string,
  ros: RosClient,
): Promise<void> {
  const going = deletions.flatMap(({ stack, live }) => (live === undefined ? [] : [{ ...stack, id: live.id }]));
  const listed = staying.flatMap(({ region, name }) => {
    const found = survey.stacks.get(region)?.find(other => other.name === name);
    return going.length === 0 || found === undefined ? [] : [found];
  });
  const readers = (await sideBySide(listed, stack => readListed(stack, {}, ros))).filter(mayReadAgain);
  const read = going.flatMap(stack => {
    const titles = readers.filter(reader => outputsRead(reader, stack).size > 0).map(title);
    return titles.length === 0 ? [] : [`  ${title(stack)} is read by ${titles.join(', ')}`];
  });
  if (read.length > 0) {
    const names = readers.filter(reader => going.some(stack => outputsRead(reader, stack).size > 0));
    throw new Error(
      `Nothing was deleted, for stacks that stay read what would go:\n${read.join('\n')}\n${instead(names.map(({ name }) => name))}`,
    );
  }
}
