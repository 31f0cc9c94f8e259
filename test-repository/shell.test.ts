import { commandsIn } from './support/shell';

describe('the reader of scripts', () => {
  test.each([
    ['a && b; c || d', [['a'], ['b'], ['c'], ['d']]],
    ["npx x --app 'npx tsx app.ts' # why", [['npx', 'x', '--app', 'npx tsx app.ts']]],
    ['A=1 B=2 run --it \\\n  --more', [['run', '--it', '--more']]],
    [
      'x --json | jq -r ".a | .b"',
      [
        ['x', '--json'],
        ['jq', '-r', '.a | .b'],
      ],
    ],
    [
      'd=$(wait it | jq .x)',
      [
        ['wait', 'it'],
        ['jq', '.x'],
      ],
    ],
    ['x < in > out', [['x']]],
    ['# nothing', []],
  ])('finds the commands in %s', (script, commands) => {
    expect(commandsIn(script)).toEqual(commands);
  });
});
