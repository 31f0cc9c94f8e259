import type { Leftovers } from '../deployment/orphans';
import type { Retained } from '../domain/destruction';
import type { Loss } from '../domain/losses';
import type { Colours } from '../session/output';
import { type Ending, durationTexts, endingData, numberOf, unfinishedTexts } from './ending';
import { leftoversData, leftoversTexts, searchAgainTexts } from './leftovers-report';
import { RETAINED, leftTexts, retainedTexts } from './retained-report';
import { columns, count, paragraph } from './text';

/** A stack that is about to be deleted. */
export interface DeletedStack {
  readonly name: string;
  readonly region: string;
  readonly losses: readonly Loss[];
}

/** What is about to be deleted, in this order, and what stays. */
export function destructionText(
  stacks: readonly DeletedStack[],
  retained: readonly Retained[],
  gone: readonly Retained[],
  colours: Colours,
): string {
  const names = gone.map(({ physicalId, region, stack }) => `${physicalId} (${region}) of ${stack}`).join(', ');
  const rows = stacks.map(({ name, region, losses }) => [
    colours.red('-'),
    name,
    region,
    losses.length > 0 ? colours.red('DELETES IMAGES') : '',
  ]);
  return [
    `${colours.bold('To be deleted, in this order:')}\n${columns(rows, 2)}`,
    ...retainedTexts(retained, RETAINED, colours),
    ...(gone.length > 0 ? [paragraph(`Gone already, with all images, whatever its stack says: ${names}`)] : []),
  ].join('\n\n');
}

/** What is left in the account after a deletion. */
export interface Remainder {
  readonly retained: readonly Retained[];
  /** Registries of stacks that were to be deleted, and are still there. */
  readonly undeleted: readonly Retained[];
  /** Regions that did not tell what is there, and why. */
  readonly unknown: ReadonlyMap<string, string>;
  readonly leftovers: Leftovers;
}

/** What became of it. */
export function destroyText(ending: Ending, remainder: Remainder, colours: Colours): string {
  const { retained, undeleted, unknown, leftovers } = remainder;
  const absent = numberOf(ending.outcomes, 'absent');
  const deleted = `${count(numberOf(ending.outcomes, 'deleted'), 'stack')} deleted`;
  const silent = [...unknown].sort().map(([region, reason]) => `${region} (${reason})`);
  return [
    `${deleted}${absent > 0 ? `, ${absent} already gone` : ''}.`,
    ...leftTexts(retained, colours),
    ...retainedTexts(undeleted, 'Still there, for their stacks were not deleted:', colours),
    ...(silent.length > 0
      ? [paragraph(`Whether registries are still billed is not known of ${silent.join(', ')}`)]
      : []),
    ...leftoversTexts(leftovers, 'left', ending.next, colours),
    ...durationTexts(ending),
    ...unfinishedTexts(ending, 'Not deleted:', colours),
    ...searchAgainTexts(leftovers, ending.again),
  ].join('\n\n');
}

/** The same as data; see json-schema/destroy.json. */
export const destroyData = (ending: Ending, { retained, unknown, leftovers }: Remainder): unknown => ({
  ...endingData('destroy', ending),
  retained,
  unknown: [...unknown].map(([region, reason]) => ({ region, reason })),
  ...leftoversData(leftovers),
});
