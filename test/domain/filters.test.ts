import * as fc from 'fast-check';
import { doubtsAbout, impossibleParts } from '../../lib/domain/filter-doubts';
import { filterProblems } from '../../lib/domain/filters';
import { filterMatches } from '../../lib/domain/image-matching';
import { compilePattern } from '../../simulator/src/runtime/pattern';

const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/);
const repository = fc.stringMatching(/^[a-z0-9](?:[a-z0-9._-]{0,20}[a-z0-9])?$/);
const escaped = (name: string) => name.replace(/[.]/g, '\\.');

/** Texts that are made of the signs of regular expressions, many of which are none. */
const anyFilter = fc
  .array(
    fc.constantFrom(
      ...['a', 'B', '1', '-', '_', '.', '*', '+', '?', '^', '$', '|', '(', ')', '[', ']', '{', '}', ',', '/', ' '],
      ...[
        '\\',
        '\\d',
        '\\y',
        '\\1',
        '\\.',
        '(?:',
        '(?=',
        '[^',
        '{2}',
        '{9999}',
        '[a-z]',
        '.*',
        'é',
        '\\p{L}',
        '[[:alpha:]]',
      ],
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map(parts => parts.join(''));

describe('a filter', () => {
  test('without a doubt is read by RE2 as well, the engine of many services', () => {
    let tried = 0;
    fc.assert(
      fc.property(anyFilter, filter => {
        if (filterProblems('filter', filter).length === 0 && doubtsAbout(filter, 'tag').length === 0) {
          tried++;
          expect(() => compilePattern(filter)).not.toThrow();
        }
      }),
      { numRuns: 5_000 },
    );
    expect(tried).toBeGreaterThan(100);
  });

  test('that is a name is never thought to take nothing', () => {
    fc.assert(fc.property(tag, name => expect(impossibleParts(escaped(name), 'tag')).toEqual([])));
    fc.assert(fc.property(repository, name => expect(impossibleParts(escaped(name), 'repository')).toEqual([])));
  });

  test('of one alternative that is thought to take nothing takes nothing', () => {
    let tried = 0;
    fc.assert(
      fc.property(anyFilter, fc.array(tag, { minLength: 5, maxLength: 5 }), (filter, names) => {
        const isSimple = !/[|*?{(]/.test(filter) && filterProblems('filter', filter).length === 0;
        if (isSimple && impossibleParts(filter, 'tag').length > 0) {
          tried++;
          expect(names.filter(name => filterMatches(filter, name))).toEqual([]);
        }
      }),
      { numRuns: 5_000 },
    );
    expect(tried).toBeGreaterThan(100);
  });

  test.each([
    'v[0-9]+',
    'release-.*',
    '(api|web)',
    '^v.*$',
    '[A-Z]+[0-9]',
    'v1\\.[0-9]+',
    '.*-rc',
    'latest',
    '(?:a|b)-c',
    'v-\\d+',
  ])('such as %s is without a doubt', filter => {
    expect(doubtsAbout(filter, 'tag')).toEqual([]);
  });
});
