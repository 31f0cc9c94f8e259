import { readListed } from '../cloud/live-stack';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import type { Survey } from '../cloud/survey';
import { type Retained, retainedBy } from '../domain/destruction';
import { type Loss, lossesOfRemoval } from '../domain/losses';
import { isOurs, isTakenOver, strangerProblem } from '../domain/mark';
import { type DeclaredStack, title } from '../domain/model';
import { baseOf, holdsImages } from '../domain/resource-types';
import type { Deletion } from './stack-removal';

/** A deletion with what becomes of what the stack holds. */
export interface FoundDeletion extends Deletion {
  readonly retained: readonly Retained[];
  readonly losses: readonly Loss[];
}

/**
 * What deleting stacks means, in their order. Refuses stacks of other apps, and regions that cannot be read.
 *
 * @param takeOver names of stacks, or of apps, whose stacks may be deleted although they carry another mark
 */
export async function findDeletions(
  order: readonly DeclaredStack[],
  survey: Survey,
  ros: RosClient,
  takeOver: readonly string[],
): Promise<FoundDeletion[]> {
  refuseUnreadable(order, survey);
  const found = await sideBySide(order, async stack => {
    const listed = survey.stacks.get(stack.region)?.find(({ name }) => name === stack.name);
    const live = listed && (await readListed(listed, {}, ros));
    return weigh({ stack, live }, ros);
  });
  const strange = found.flatMap(({ stack, live }) =>
    live === undefined || isOurs(stack, live) || isTakenOver(live, takeOver)
      ? []
      : [`  ${title(stack)}: ${strangerProblem(stack, live)}`],
  );
  if (strange.length > 0) {
    throw new Error(`Nothing was deleted, for not all of it is this app's:\n${strange.join('\n')}`);
  }
  return found;
}

/** What the stack retains, and what is lost with it: by its template, and where that does not tell, by what it has made. */
export async function weigh(deletion: Deletion, ros: RosClient): Promise<FoundDeletion> {
  const { stack, live } = deletion;
  if (live === undefined) {
    return { ...deletion, retained: [], losses: [] };
  }
  const resources = await ros.listResources(stack.region, live.id);
  const made = resources.filter(({ physicalId }) => physicalId !== '');
  const template = live.template ?? {};
  const ids = new Set(made.map(({ logicalId }) => baseOf(logicalId)));
  const declared = lossesOfRemoval(template).filter(({ logicalId }) => ids.has(logicalId.split('/')[0]));
  const others = made.filter(({ logicalId, type }) => holdsImages(type) && !template.Resources?.[baseOf(logicalId)]);
  return {
    ...deletion,
    retained: retainedBy(stack, template, resources),
    losses: [...declared, ...others.map(({ logicalId, type }) => ({ logicalId, type }))],
  };
}

function refuseUnreadable(stacks: readonly DeclaredStack[], { unlisted }: Survey): void {
  const regions = [...unlisted].sort().map(([region, reason]) => `${region} (${reason})`);
  if (regions.length === 0) {
    return;
  }
  const others = [...new Set(stacks.map(({ region }) => region))].filter(region => !unlisted.has(region)).sort();
  const leaveOut = others.length > 0 ? `, or delete what lies elsewhere with --only ${others.join(' ')}` : '';
  throw new Error(`Nothing was deleted, for ${regions.join(', ')} could not be read. Run this again later${leaveOut}.`);
}
