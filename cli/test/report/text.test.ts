import fc from 'fast-check';
import { duration, paragraph, size } from '../../src/report/text';

test('paragraphs keep to 80 columns and lose no word', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z.:-]{1,30}$/), { minLength: 1 }),
      fc.nat({ max: 8 }),
      (words, indent) => {
        const text = paragraph(words.join(' '), indent);
        expect(text.split('\n').filter(line => line.length > 80)).toEqual([]);
        expect(text.split(/\s+/).filter(Boolean)).toEqual(words);
      },
    ),
  );
});

test('paragraphs keep the beginning of each line, count wide letters twice and leave long words whole', () => {
  const word = 'x'.repeat(90);
  expect(paragraph(`error:\n  [Acme] ${'ab '.repeat(25)}\n\n${word} end`, 2)).toBe(
    ['  error:', `    [Acme]${' ab'.repeat(23)}`, `    ${'ab '.repeat(2)}`.trimEnd(), '', `  ${word}`, '  end'].join(
      '\n',
    ),
  );
  expect(paragraph(`${'镜'.repeat(30)} ${'像'.repeat(10)}`)).toBe(`${'镜'.repeat(30)}\n${'像'.repeat(10)}`);
});

test('durations and sizes are told as people say them', () => {
  expect([0, 59_400, 65_000, 3_700_000, 200_000_000].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min 5 s',
    '1 h 1 min',
    '2 days',
  ]);
  expect([0, 512, 1536, 1024 ** 3].map(size)).toEqual(['0 B', '512 B', '1.5 KB', '1.0 GB']);
});
