import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { againIn, anotherPlan, inProject, sameCommand } from '../../src/commands/command-line';
import { commandText, quoted } from '../../src/report/text';
import { DEFAULTS, type RegistryFlags } from '../../src/session/flags';
import { invokedAs } from '../../src/session/invocation';

test('the command to run again is quoted for a shell, and keeps secrets to itself', () => {
  const parameters = ['--parameter', 'Db:Password=hunter2', '--parameter=Pin=1234'];
  const context = ['-c', 'apiToken=hunter2', '--context=stage=test', '-cdbPassword=hunter2', '-c', 'branch=main'];
  const argv = ['deploy', '--app', "npx tsx 'my app.ts'", ...parameters, ...context, '--yes', '--fresh'];
  expect(sameCommand(['node', 'bin', ...argv])).toBe(
    "global-registry deploy --app 'npx tsx '\\''my app.ts'\\''' --parameter Db:Password=... --parameter=Pin=... " +
      '-c apiToken=... --context=stage=test -cdbPassword=... -c branch=main --yes',
  );
});

test('what comes next leads to the same app and the same cloud', () => {
  const flags: RegistryFlags = {
    ...DEFAULTS,
    ...{ app: 'npx tsx app.ts', appName: 'acme', profile: 'test', endpoint: '127.0.0.1:7070', simulate: true },
    ...{ context: { stage: 'test', secret: 'hunter2' }, regionOf: { extra: 'us-east-1' } },
    ...{ parameter: { '*': { Pin: '1234' }, db: { Size: '5' } }, parametersFile: 'values.json' },
    registry: { instanceId: 'cri-0a1b2c3d', region: 'eu-central-1' },
  };
  const cloud = '--profile test --endpoint 127.0.0.1:7070 --simulate';
  const place =
    "--app 'npx tsx app.ts' --app-name acme --context stage=test --context secret=... --region-of extra=us-east-1 " +
    `--parameter Pin=... --parameter db:Size=... --parameters-file values.json ${cloud}`;
  expect([againIn({ flags })('status'), anotherPlan('my plan.json', flags), inProject(flags)('plan')]).toEqual([
    `global-registry status --registry cri-0a1b2c3d@eu-central-1 ${place}`,
    `global-registry plan --out 'my plan.json' ${place}`,
    `npx ros-cdk-global-registry-cli plan ${cloud}`,
  ]);
});

test.each([
  ['npm/11.19.1 node/v20.20.2 linux x64', 'npx ros-cdk-global-registry-cli'],
  ['pnpm/12.23.0 npm/? node/v20.20.2', 'pnpm exec global-registry'],
  ['yarn/4.18.1 npm/? node/v20.20.2', 'yarn run global-registry'],
  [undefined, 'global-registry'],
])('a command begins as it was called: under %j with "%s"', (agent, command) => {
  expect(invokedAs({ npm_config_user_agent: agent })).toBe(command);
});

/** What a shell makes of lines. */
const wordsIn = (text: string): string[] =>
  execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${text}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

test('a command that is broken into lines is the same to a shell', () => {
  const word = fc.oneof(
    fc.stringMatching(/^[a-z]{1,20}$/),
    fc.stringMatching(/^--[a-z]{1,20}$/),
    fc.stringMatching(/^[a-z '\\$"-]{1,40}$/),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.nat({ max: 8 }), (words, indent) => {
      const [remark, ...lines] = commandText('To go on:', words.map(quoted).join(' '), indent).split('\n');
      expect(remark.trim()).toBe('To go on:');
      expect(wordsIn(lines.join('\n').trimStart())).toEqual(words);
    }),
    { numRuns: 60 },
  );
});

test('a command stands alone on its line, and goes on behind a backslash before an option', () => {
  const command = "global-registry deploy --app 'npx tsx bin/app.ts' --simulate --simulation-speed 6000 --yes";
  expect(commandText('Next: go on where it stopped:', command, 2)).toBe(
    [
      '  Next: go on where it stopped:',
      "    global-registry deploy --app 'npx tsx bin/app.ts' --simulate \\",
      '        --simulation-speed 6000 --yes',
    ].join('\n'),
  );
});
