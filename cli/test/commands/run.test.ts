import { sameCommand } from '../../src/commands/run';

test('the command to run again is quoted for a shell, and keeps the values of parameters to itself', () => {
  const argv = [
    'deploy',
    '--app',
    "npx tsx 'my app.ts'",
    '--parameter',
    'Db:Password=hunter2',
    '--parameter=Pin=1234',
    '--yes',
  ];
  expect(sameCommand(['node', 'bin', ...argv])).toBe(
    "global-registry deploy --app 'npx tsx '\\''my app.ts'\\''' --parameter Db:Password=... --parameter=Pin=... --yes",
  );
});
