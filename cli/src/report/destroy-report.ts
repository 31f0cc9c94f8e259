import type { Leftovers } from '../deployment/orphans';
import type { Retained } from '../domain/destruction';
import type { Loss } from '../domain/losses';
import type { Colours } from '../session/output';
import { type Ending, durationTexts, endingData, numberOf, unfinishedTexts } from './ending';
import { leftoversData, leftoversTexts } from './leftovers-report';
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
  colours: Colours,
): string {
  const rows = stacks.map(({ name, region, losses }) => [
    colours.red('-'),
    name,
    region,
    losses.length > 0 ? colours.red('DELETES IMAGES') : '',
  ]);
  return [
    `${colours.bold('To be deleted, in this order:')}\n${columns(rows, 2)}`,
    ...retainedTexts(retained, colours),
  ].join('\n\n');
}

/** What stays, and what of it costs money; nothing where nothing stays. */
function retainedTexts(retained: readonly Retained[], colours: Colours): string[] {
  if (retained.length === 0) {
    return [];
  }
  const rows = retained.map(({ region, type, physicalId, billed }) => [
    region,
    type,
    physicalId,
    billed ? colours.yellow('still billed') : '',
  ]);
  const advice = retained.some(({ billed }) => billed)
    ? `\n${paragraph('A registry is paid in advance and billed until its subscription ends; release it in the console of Container Registry.', 2)}`
    : '';
  return [`${colours.bold('Retained, with all images:')}\n${columns(rows, 2)}${advice}`];
}

/** What is left in the account after a deletion. */
export interface Remainder {
  readonly retained: readonly Retained[];
  /** Regions that did not tell what is there, and why. */
  readonly unknown: ReadonlyMap<string, string>;
  readonly leftovers: Leftovers;
}

/** What became of it. */
export function destroyText(ending: Ending, { retained, unknown, leftovers }: Remainder, colours: Colours): string {
  const absent = numberOf(ending.outcomes, 'absent');
  const deleted = `${count(numberOf(ending.outcomes, 'deleted'), 'stack')} deleted`;
  const silent = [...unknown].sort().map(([region, reason]) => `${region} (${reason})`);
  return [
    `${deleted}${absent > 0 ? `, ${absent} already gone` : ''}.`,
    ...retainedTexts(retained, colours),
    ...(silent.length > 0
      ? [paragraph(`Whether registries are still billed is not known of ${silent.join(', ')}`)]
      : []),
    ...leftoversTexts(leftovers, 'left', ending.next, colours),
    ...durationTexts(ending),
    ...unfinishedTexts(ending, 'Not deleted:', colours),
  ].join('\n\n');
}

/** The same as data; see json-schema/destroy.json. */
export const destroyData = (ending: Ending, { retained, unknown, leftovers }: Remainder): unknown => ({
  ...endingData('destroy', ending),
  retained,
  unknown: [...unknown].map(([region, reason]) => ({ region, reason })),
  ...leftoversData(leftovers),
});
