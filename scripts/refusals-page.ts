import { REFUSALS } from '../test/refusals';
import { INFORMATION } from '../test/refusals/information';
import { Subject } from '../test/refusals/refusal';
import { WARNINGS } from '../test/refusals/warnings';

const INTRODUCTION = `# What is refused

Written by \`npm run api\` from \`test/refusals/\`; each row runs as a test. Where more is said, the first message is shown. The path or the
maker in front is that of the test.`;

const SAID_ONLY = `Synth writes these into \`manifest.json\`; nothing is refused.`;

/** The page of refusals, warnings and information, made of the data of their tests. */
export function refusalsPage(): string {
  const parts = [
    INTRODUCTION,
    ...REFUSALS.map(subject => section(subject, 'what is refused')),
    section(WARNINGS, 'what is warned of', SAID_ONLY),
    section(INFORMATION, 'what is told', SAID_ONLY),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section({ title, cases }: Subject, what: string, ...before: string[]): string {
  const rows = cases.map(one => `| ${escaped(one.what)} | \`${escaped(one.messages[0])}\` |`);
  const table = [`| ${what} | the message |`, '| --- | --- |', ...rows].join('\n');
  return [`## ${title}`, ...before, table].join('\n\n');
}

/** A bar would end the cell, also inside code. */
function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
