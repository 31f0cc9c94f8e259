// Writes what pages take from elsewhere: the table of docs/defaults.md from the documentation of the props in .jsii, and docs/refusals.md
// from the data of the tests.
import { readFileSync, writeFileSync } from 'node:fs';
import { refusalsPage } from './refusals-page';

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

const DEFAULTS = 'docs/defaults.md';

writeFileSync(DEFAULTS, replaced(readFileSync(DEFAULTS, 'utf8'), 'defaults', defaults()));
writeFileSync('docs/refusals.md', refusalsPage());

/** The text with the part between two marks replaced. */
function replaced(text: string, name: string, part: string): string {
  const [begin, end] = [
    `<!-- ${name}: written by \`npm run api\` from the documentation of the props -->`,
    `<!-- /${name} -->`,
  ];
  const [before, after] = [text.split(begin)[0], text.split(end)[1]];
  if (after === undefined || before.length + after.length > text.length) {
    throw new Error(`${DEFAULTS} has lost the part that is written into it: put ${begin} and ${end} where it belongs.`);
  }
  return `${before}${begin}\n\n${part}\n\n${end}${after}`;
}

function defaults(): string {
  const types = Object.values(JSON.parse(readFileSync('.jsii', 'utf8')).types as Record<string, Type>);
  const rows = types
    .filter(type => type.kind === 'interface' && type.datatype && type.namespace === undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(type =>
      (type.properties ?? []).filter(property => property.optional).map(property => ({ type, property })),
    )
    .map(({ type, property }) => `| \`${type.name}\` | \`${property.name}\` | ${wording(property)} |`);
  return ['| props | prop | left out |', '| --- | --- | --- |', ...rows].join('\n');
}

/** A literal as code, anything else as the sentence that it is. */
function wording({ name, docs }: Property): string {
  const text = docs?.default;
  if (text === undefined) {
    throw new Error(`${name} has no @default. Say what happens when it is left out.`);
  }
  const [literal, ...rest] = text.split(' - ');
  return text.startsWith('- ') ? text.slice(2) : [`\`${literal}\``, ...rest].join(': ');
}
