import type { Retained } from '../domain/destruction';
import type { Colours } from '../session/output';
import { type Ending, endingData, numberOf, unfinishedTexts } from './ending';
import { columns, count, paragraph } from './text';

/** What is about to be deleted, in this order, and what stays. */
export function destructionText(
  stacks: readonly { readonly name: string; readonly region: string; readonly losesImages: boolean }[],
  retained: readonly Retained[],
  colours: Colours,
): string {
  const rows = stacks.map(({ name, region, losesImages }) => [
    colours.red('-'),
    name,
    region,
    losesImages ? colours.red('DELETES IMAGES') : '',
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

/** What became of it. */
export function destroyText(ending: Ending, retained: readonly Retained[], colours: Colours): string {
  const absent = numberOf(ending.outcomes, 'absent');
  const deleted = `${count(numberOf(ending.outcomes, 'deleted'), 'stack')} deleted`;
  return [
    `${deleted}${absent > 0 ? `, ${absent} already gone` : ''}.`,
    ...retainedTexts(retained, colours),
    ...unfinishedTexts(ending, 'Not deleted:', colours),
  ].join('\n\n');
}

/** The same as data; see json-schema/destroy.json. */
export const destroyData = (ending: Ending, retained: readonly Retained[]): unknown => ({
  ...endingData('destroy', ending),
  retained,
});
