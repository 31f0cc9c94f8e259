import type { StackOutputs } from '../deployment/outputs';
import { title } from '../domain/model';
import type { Colours } from '../session/output';
import { paragraph } from './text';

/** @param name - the only output that is wanted */
export function outputsText(found: readonly StackOutputs[], colours: Colours, name?: string): string {
  const wanted = found.map(stack => ({ ...stack, lines: linesOf(stack, name) }));
  const values = wanted.flatMap(({ outputs = {} }) =>
    name !== undefined && outputs[name] !== undefined ? [outputs[name]] : [],
  );
  if (values.length === 1 && found.every(({ missing }) => missing === undefined)) {
    return values[0]; // for a script
  }
  const texts = wanted
    .filter(({ lines, missing }) => lines.length > 0 || missing !== undefined)
    .map(({ stack, lines, missing }) =>
      [colours.bold(title(stack)), ...lines, ...(missing === undefined ? [] : [paragraph(missing, 2)])].join('\n'),
    );
  return texts.length === 0 ? 'The stacks give no outputs.' : texts.join('\n\n');
}

/** A value that is to be copied stays in one line, however long it is. */
const linesOf = ({ outputs = {} }: StackOutputs, name: string | undefined): string[] =>
  Object.entries(outputs)
    .filter(([key]) => name === undefined || key === name)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, value]) => [`  ${key}`, `    ${value}`]);

/** The same as data; see json-schema/outputs.json. */
export const outputsData = (found: readonly StackOutputs[], name?: string): object => ({
  command: 'outputs',
  stacks: found.map(({ stack, status, outputs = {}, missing }) => ({
    name: stack.name,
    region: stack.region,
    status: status ?? null,
    outputs: Object.fromEntries(Object.entries(outputs).filter(([key]) => name === undefined || key === name)),
    missing: missing ?? null,
  })),
});
