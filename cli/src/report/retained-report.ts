import type { Retained } from '../domain/destruction';
import type { Colours } from '../session/output';
import { columns, paragraph } from './text';

export const RETAINED = 'Retained, with all images:';
const BY_NAME = 'Of the same name and in no stack, so maybe left by stacks that went before:';

/** What is left when all is done: what stacks retained, and what is only known by its name. */
export const leftTexts = (left: readonly Retained[], colours: Colours): string[] => [
  ...retainedTexts(
    left.filter(({ stack }) => stack !== ''),
    RETAINED,
    colours,
  ),
  ...retainedTexts(
    left.filter(({ stack }) => stack === ''),
    BY_NAME,
    colours,
  ),
];

/** What stays, and what of it costs money; nothing where nothing stays. */
export function retainedTexts(retained: readonly Retained[], heading: string, colours: Colours): string[] {
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
  return [`${colours.bold(heading)}\n${columns(rows, 2)}${advice}`];
}
