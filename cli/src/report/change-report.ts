import type { ResourceChange } from '../domain/diff';
import { holdsImages } from '../domain/resource-types';
import type { ChangedValue } from '../domain/value-changes';
import type { Colours } from '../session/output';
import { WIDTH, columns } from './text';
import { valueText } from './value-text';

const SIGNS = { add: '+', change: '~', remove: '-', retain: '=' } as const;

/** Resource by resource what changes, with the values of before and after. */
export function changesText(changes: readonly ResourceChange[], indent: number, colours: Colours): string {
  const heads = headsOf(changes, indent, colours);
  return changes.flatMap(change => [heads.get(change)!, ...valuesText(valuesIn(change), indent + 3)]).join('\n');
}

/** A line for each in columns; an id that would push the columns off the page has its type in a line of its own. */
function headsOf(changes: readonly ResourceChange[], indent: number, colours: Colours): Map<ResourceChange, string> {
  const byLength = [...changes].sort((one, other) => one.logicalId.length - other.logicalId.length);
  while (byLength.length > 0 && widthOf(byLength) > WIDTH - indent) {
    byLength.pop();
  }
  const tidy = changes.filter(change => byLength.includes(change));
  const lines = columns(
    tidy.map(change => headOf(change, colours)),
    indent,
  ).split('\n');
  const heads = new Map(tidy.map((change, index) => [change, lines[index]]));
  const begin = ' '.repeat(indent);
  for (const change of changes.filter(other => !heads.has(other))) {
    const [sign, id, ...rest] = headOf(change, colours);
    heads.set(change, `${begin}${sign}  ${id}\n${begin}   ${rest.join('  ').trimEnd()}`);
  }
  return heads;
}

function widthOf(changes: readonly ResourceChange[]): number {
  const widest = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));
  const texts = changes.map(change => [change.logicalId, change.type, detail(change)]);
  return 1 + [0, 1, 2].reduce((sum, index) => sum + 2 + widest(texts.map(row => row[index])), 0);
}

const valuesIn = ({ properties, settings }: ResourceChange): ChangedValue[] => [
  ...properties.flatMap(({ values }) => values),
  ...settings,
];

function headOf(change: ResourceChange, colours: Colours): string[] {
  const colour = { add: colours.green, change: colours.yellow, remove: colours.red, retain: colours.cyan }[change.kind];
  return [colour(SIGNS[change.kind]), change.logicalId, change.type, detail(change)];
}

function detail({ kind, type, properties }: ResourceChange): string {
  if (kind === 'retain') {
    return 'retained, leaves the stack';
  }
  if (kind === 'remove') {
    return holdsImages(type) ? 'DELETED with its images' : 'removed';
  }
  const setBack = properties.filter(({ values }) => values.length === 0); // the same as before, sent again
  return setBack.map(({ name }) => name).join(', ');
}

/** What is different, value by value. */
export const valuesText = (values: readonly ChangedValue[], indent: number): string[] =>
  values.map(value => valueText(value, indent));
