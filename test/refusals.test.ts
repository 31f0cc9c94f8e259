import { readFileSync } from 'node:fs';
import { refusalsPage } from '../scripts/refusals-page';
import { problems, synth } from './support/assembly';
import { rulesInSource } from './support/rules-in-source';
import { REFUSALS } from './refusals';
import { INFORMATION } from './refusals/information';
import { WARNINGS } from './refusals/warnings';

describe.each(REFUSALS)('$title', ({ cases }) => {
  test.each(cases)('refuses $what', ({ declare, messages }) => {
    expect(problems(declare)).toEqual(messages);
  });
});

describe.each([
  ['warning', WARNINGS],
  ['info', INFORMATION],
] as const)('what is written as %s', (level, { cases }) => {
  test.each(cases)('tells of $what', ({ declare, messages }) => {
    expect(synth(declare).messages(level).sort()).toEqual([...messages].sort());
  });
});

describe('the data', () => {
  const said = REFUSALS.flatMap(({ cases }) => cases.flatMap(({ messages }) => messages));

  test.each(rulesInSource())('shows the rule of %s', (_where, rule) => {
    expect(said.filter(message => rule.test(message)).length).toBeGreaterThan(0);
  });

  test('is what docs/refusals.md shows; `npm run api` writes it', () => {
    expect(readFileSync('docs/refusals.md', 'utf8')).toBe(refusalsPage());
  });

  test('tells every case by words of its own', () => {
    for (const { cases } of [...REFUSALS, WARNINGS, INFORMATION]) {
      expect(new Set(cases.map(({ what }) => what)).size).toBe(cases.length);
    }
  });
});
