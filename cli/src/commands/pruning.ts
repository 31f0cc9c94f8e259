/** What remains when stacks were deleted that left the app. */
import type { Cloud } from '../cloud/cloud';
import { type Leftovers, NO_LEFTOVERS, retainedByPruning } from '../deployment/orphans';
import { thereOf } from '../deployment/retained';
import type { Retained } from '../domain/destruction';
import type { Ending } from '../report/ending';
import { leftoversTexts, searchAgainTexts } from '../report/leftovers-report';
import { leftTexts } from '../report/retained-report';
import type { Colours } from '../session/output';

export interface Pruning {
  readonly retained: readonly Retained[];
  /** Regions that may hold others, and why they were not searched. */
  readonly unsearched: ReadonlyMap<string, string>;
}

export const NOTHING_PRUNED: Pruning = { retained: [], unsearched: new Map() };

export async function pruningOf(
  { outcomes }: Ending,
  { orphans, unsearched }: Leftovers,
  { cr }: Cloud,
): Promise<Pruning> {
  const deleted = outcomes.filter(({ result }) => result === 'deleted').map(({ stack }) => stack);
  const gone = orphans.filter(({ name, region }) =>
    deleted.some(stack => stack.name === name && stack.region === region),
  );
  return { retained: await thereOf(retainedByPruning(gone), cr), unsearched };
}

export const pruningTexts = (
  { retained, unsearched }: Pruning,
  { again, next }: Pick<Ending, 'again' | 'next'>,
  colours: Colours,
): string[] => [
  ...leftTexts(retained, colours),
  ...leftoversTexts({ ...NO_LEFTOVERS, unsearched }, 'left', next, colours),
  ...searchAgainTexts({ unsearched }, again),
];
