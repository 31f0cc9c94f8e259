import { readStackById } from '../cloud/live-stack';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { type Survey, surveyElsewhere } from '../cloud/survey';
import { type Retained, destructionOrder, retainedBy } from '../domain/destruction';
import { isMarkedThroughout } from '../domain/mark';
import type { DeclaredStack } from '../domain/model';
import { type MarkedStack, type Orphan, asDeclared, markedStacks, undeclared } from '../domain/orphans';
import { imagesIn, retainingAlso } from './deletions';
import type { Deletion } from './stack-removal';

/** What is left of an app in the account that the app no longer declares. */
export interface Leftovers {
  readonly orphans: readonly Orphan[];
  /** All stacks with a mark, of whatever app. */
  readonly marked: readonly MarkedStack[];
  /** Stacks that carry some of the marks of the app, and not all: nobody knows whose they are. */
  readonly doubtful: readonly MarkedStack[];
  /** Regions that could not be searched, and why. */
  readonly unsearched: ReadonlyMap<string, string>;
  /** All that was listed for it; nothing where nothing was searched. */
  readonly survey?: Survey;
}

export const NO_LEFTOVERS: Leftovers = { orphans: [], marked: [], doubtful: [], unsearched: new Map() };

/** Searches every region for stacks that carry the mark of the app and are not declared. */
export async function findLeftovers(
  declared: readonly DeclaredStack[],
  appName: string | undefined,
  survey: Survey,
  ros: RosClient,
): Promise<Leftovers> {
  const everywhere = await surveyElsewhere(survey, ros);
  const marked = markedStacks(everywhere.stacks.values());
  const found = await sideBySide(undeclared(marked, declared, appName), stack => look(stack, ros));
  const doubtful = found.filter(({ live }) => live !== undefined && !isMarkedThroughout(live));
  const orphans = found.filter(orphan => !doubtful.includes(orphan));
  const unsearched = [...everywhere.unlisted].filter(([region]) => !survey.unlisted.has(region)).sort();
  return { orphans, marked, doubtful, unsearched: new Map(unsearched), survey: everywhere };
}

async function look(stack: MarkedStack, ros: RosClient): Promise<Orphan> {
  try {
    const live = await readStackById(stack.region, stack.id, ros);
    const resources = live === undefined ? [] : await ros.listResources(stack.region, live.id);
    return { ...stack, status: live?.status ?? stack.status, live, resources };
  } catch (error) {
    return { ...stack, resources: [], unreadable: (error as Error).message };
  }
}

/** How orphans are deleted: replication first, each after what reads its outputs. */
export function orphanDeletions(orphans: readonly Orphan[]): Deletion[] {
  const blind = orphans.find(({ live }) => live === undefined);
  if (blind !== undefined) {
    throw new Error(
      `${blind.name} (${blind.region}) could not be looked at, so it is not known what it holds: ${blind.unreadable ?? 'it is gone'}. Run this again later.`,
    );
  }
  const stacks = orphans.map(orphan => [asDeclared(orphan, orphans), orphan] as const);
  const byStack = new Map(stacks);
  return destructionOrder(stacks.map(([stack]) => stack)).map(stack => ({ stack, live: byStack.get(stack)!.live }));
}

/** What outlives orphans that are pruned: what their templates retain, and whatever holds images. */
export const retainedByPruning = (orphans: readonly Orphan[]): Retained[] =>
  orphans.flatMap(orphan => {
    const template = orphan.live?.template ?? {};
    return retainedBy(orphan, retainingAlso(template, imagesIn(template, orphan.resources)), orphan.resources);
  });

/** How orphans are deleted around a deployment: old arrows first, for a new one may not stand beside them; what is still read, last. */
export const prunings = (orphans: readonly Orphan[]): { first: Deletion[]; last: Deletion[] } => ({
  first: pruning(orphans.filter(({ readBy }) => readBy === undefined)),
  last: pruning(orphans.filter(({ readBy }) => readBy !== undefined)),
});

/** The same, but everything that holds images is retained, whatever its stack says. */
function pruning(orphans: readonly Orphan[]): Deletion[] {
  const resources = new Map(orphans.map(({ id, resources: made }) => [id, made]));
  return orphanDeletions(orphans).map(deletion => ({
    ...deletion,
    retain: imagesIn(deletion.stack.template, resources.get(deletion.live!.id) ?? []),
  }));
}
