import * as fc from 'fast-check';
import {
  accepts,
  INSTANCE_NAME,
  nameProblems,
  NAMESPACE_NAME,
  REPOSITORY_NAME,
  STACK_NAME_PREFIX,
} from '../../lib/domain/names';
import { sentence } from '../../lib/domain/problem';

const complaint = (rule: typeof INSTANCE_NAME, name: unknown) => nameProblems(rule, 'name', name).map(sentence);

/** The documented rules once more, read letter by letter. */
function documented(name: string, min: number, max: number, inside: string): boolean {
  const ends = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return (
    name.length >= min &&
    name.length <= max &&
    [...name].every(letter => (ends + inside).includes(letter)) &&
    ends.includes(name[0]) &&
    ends.includes(name[name.length - 1])
  );
}

/** Names close to the rule, and names far from it. */
const anyName = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab09-_.'), maxLength: 70 }),
  fc.string({ unit: fc.constantFrom(...'abcXYZ019-_./ \n'), maxLength: 35 }),
  fc.string({ maxLength: 130 }),
);

describe('names', () => {
  test.each([
    ['instance', INSTANCE_NAME, 3, 30, '-'],
    ['namespace', NAMESPACE_NAME, 2, 30, '-_'],
    ['repository', REPOSITORY_NAME, 2, 64, '-_.'],
  ] as const)('accepts a name of an %s exactly when the documented rule does', (_what, rule, min, max, inside) => {
    fc.assert(
      fc.property(anyName, name => {
        const accepted = complaint(rule, name).length === 0;
        expect(accepted).toBe(documented(name, min, max, inside));
        expect(accepts(rule, name)).toBe(accepted);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['ab', 'Choose a name of at least 3 characters.'],
    ['a'.repeat(31), `Did you mean "${'a'.repeat(30)}"?`],
    ['-acme', 'Did you mean "acme"?'],
    ['acme-', 'Did you mean "acme"?'],
    ['Acme', 'Did you mean "acme"?'],
    ['acme_eu', 'Did you mean "acme-eu"?'],
    ['acme.eu', 'Did you mean "acme-eu"?'],
    ['acme eu\n', 'Did you mean "acme-eu"?'],
    ['***', 'Choose another name.'],
  ])('refuses the instance name %j', (name, fix) => {
    expect(complaint(INSTANCE_NAME, name)).toEqual([
      `name is ${JSON.stringify(name)}, but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, ` +
        `and begins and ends with a letter or a digit. ${fix}`,
    ]);
  });

  test('asks for quotes around a number that could be a name', () => {
    expect(complaint(NAMESPACE_NAME, 2024)).toEqual([
      'name is 2024, but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, ' +
        'and begins and ends with a letter or a digit. Write it in quotes: "2024".',
    ]);
  });

  test.each([undefined, null, '', 4, {}, []])('refuses %p as a name without losing its temper', name => {
    const got = name === undefined || name === null ? 'missing' : JSON.stringify(name);
    expect(complaint(NAMESPACE_NAME, name)).toEqual([
      `name is ${got}, but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, ` +
        `and begins and ends with a letter or a digit. ${[undefined, null, ''].includes(name as string) ? 'Give one' : 'Choose another name'}.`,
    ]);
  });

  test('every name it suggests is one it accepts', () => {
    fc.assert(
      fc.property(
        anyName,
        fc.constantFrom(INSTANCE_NAME, NAMESPACE_NAME, REPOSITORY_NAME, STACK_NAME_PREFIX),
        (name, rule) => {
          const suggested = /Did you mean (".*")\?$/s.exec(complaint(rule, name)[0] ?? '')?.[1];
          if (suggested !== undefined) {
            expect(accepts(rule, JSON.parse(suggested))).toBe(true);
          }
        },
      ),
    );
  });
});
