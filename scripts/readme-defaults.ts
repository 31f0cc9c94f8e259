// Writes the table of defaults into README.md, from the documentation of the props in .jsii.
import { readFileSync, writeFileSync } from 'fs';

interface Property {
  readonly name: string;
  readonly optional?: boolean;
  readonly docs?: { default?: string };
}

interface Type {
  readonly name: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly datatype?: boolean;
  readonly properties?: Property[];
}

const types = Object.values(JSON.parse(readFileSync('.jsii', 'utf8')).types as Record<string, Type>);
const rows = types
  .filter(type => type.kind === 'interface' && type.datatype && type.namespace === undefined)
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .flatMap(type => (type.properties ?? []).filter(property => property.optional).map(property => ({ type, property })))
  .map(({ type, property }) => `| \`${type.name}\` | \`${property.name}\` | ${wording(property)} |`);

const table = ['| props | prop | left out |', '| --- | --- | --- |', ...rows].join('\n');
const begin = '<!-- defaults: written by `npm run api` from the documentation of the props -->';
const end = '<!-- /defaults -->';
const readme = readFileSync('README.md', 'utf8');
const [before, , after] = [readme.split(begin)[0], '', readme.split(end)[1]];
if (after === undefined) {
  throw new Error(`README.md has lost its table of defaults: put ${begin} and ${end} where it belongs.`);
}
writeFileSync('README.md', `${before}${begin}\n\n${table}\n\n${end}${after}`);

/** A literal as code, anything else as the sentence that it is. */
function wording({ name, docs }: Property): string {
  const text = docs?.default;
  if (text === undefined) {
    throw new Error(`${name} has no @default. Say what happens when it is left out.`);
  }
  const [literal, ...rest] = text.split(' - ');
  return text.startsWith('- ') ? text.slice(2) : [`\`${literal}\``, ...rest].join(': ');
}
