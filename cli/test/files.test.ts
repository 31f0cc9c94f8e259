import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GERMANY_HANGZHOU, directory, registryStack, writeAssembly } from './support/assemblies';
import { flat } from './support/commands';
import { globalRegistryCommand, shellLine } from './support/process';

const APP = writeAssembly(GERMANY_HANGZHOU);
const AT = ['--app', APP];
const SIMULATE = [...AT, '--simulate', '--simulation-speed', '6000'];

const run = (parameters: readonly string[], cwd = directory()) => globalRegistryCommand(parameters, { cwd });

/** Commands that write a file, up to its name. */
const WRITERS: readonly (readonly [name: string, option: string, parameters: readonly string[]])[] = [
  ['deploy', '--outputs-file', ['deploy', '--yes', ...SIMULATE, '--outputs-file']],
  ['plan', '--out', ['plan', ...SIMULATE, '--out']],
  ['graph', '--output', ['graph', ...AT, '-o']],
];

describe.each(WRITERS)('the file that %s writes', (_, option, parameters) => {
  test('is refused before anything is done where it cannot be written', async () => {
    const cwd = directory();
    writeFileSync(join(cwd, 'file'), '');
    mkdirSync(join(cwd, 'folder'));
    symlinkSync('circle', join(cwd, 'circle'));
    const refusals: [path: string, reason: string][] = [
      ['file/out', 'no directory can be made there'],
      ['folder', 'it is a directory'],
      ['/proc/out', 'there is no such file or directory'],
      [`${'n'.repeat(300)}`, 'its name is too long'],
      ['circle', 'its links lead in a circle'],
    ];
    for (const [path, reason] of refusals) {
      const { code, stdout, stderr } = await run([...parameters, path], cwd);
      expect(flat(stderr).replace(/^Simulation in \S+: no account, and nothing is bought\. /, '')).toBe(
        `error: ${option} ${path} cannot be written: ${reason}. Nothing was done. Name another file. `,
      );
      expect([code, stdout]).toEqual([1, '']);
    }
    expect(existsSync(join(cwd, '.global-registry'))).toBe(false);
  });

  test('is made with its directories, and replaces what was there, keeping who may read it', async () => {
    const cwd = directory();
    expect((await run([...parameters, 'deep/er/out'], cwd)).code).not.toBe(1);
    const written = readFileSync(join(cwd, 'deep/er/out'), 'utf8');
    writeFileSync(join(cwd, 'private'), 'before', { mode: 0o600 });
    symlinkSync('private', join(cwd, 'link'));
    await run([...parameters, 'link'], cwd);
    expect(readFileSync(join(cwd, 'private'), 'utf8').length).toBeGreaterThan(written.length / 2);
    expect(statSync(join(cwd, 'private')).mode & 0o777).toBe(0o600);
    expect(readdirSync(cwd).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });

  test('may be a device or a pipe', async () => {
    const text = `gr ${[...parameters].map(word => `'${word}'`).join(' ')}`;
    const cwd = directory();
    expect((await shellLine(`${text} /dev/null`, { cwd })).stderr).not.toContain('error');
    const { stdout } = await shellLine(`mkfifo pipe; cat pipe & ${text} pipe >/dev/null; wait`, { cwd });
    expect(stdout).toMatch(/InstanceId|"version"|flowchart/);
  });
});

test('pull-config refuses a directory below a file before it asks anybody', async () => {
  const cwd = directory();
  writeFileSync(join(cwd, 'file'), '');
  const region = { region: 'eu-central-1', instanceName: 'acme', copied: [] };
  const pulling = {
    version: 1,
    name: 'acme',
    imageHost: 'h',
    primary: region,
    replicas: [],
    namespaces: [],
    repositories: [],
  };
  const app = writeAssembly([{ ...registryStack('eu-central-1'), pulling }]);
  const { code, stderr } = await run(['pull-config', '--app', app, '--all', '--output', 'file'], cwd);
  expect(flat(stderr)).toBe(
    'error: --output file/eu-central-1/h/hosts.toml cannot be written: no directory can be made there. Nothing was done. Name another file. ',
  );
  expect(code).toBe(1);
});

describe('a saved plan', () => {
  test.each([
    ['missing.json', 'missing.json cannot be read: there is no such file or directory.'],
    ['.', '. cannot be read: it is a directory.'],
    ['cut.json', 'cut.json is not a plan: '],
    ['empty.json', 'empty.json is not a plan: '],
  ])('%s is refused in words', async (file, said) => {
    const cwd = directory();
    writeFileSync(join(cwd, 'empty.json'), '');
    await run(['plan', ...SIMULATE, '--out', 'whole.json'], cwd);
    writeFileSync(join(cwd, 'cut.json'), readFileSync(join(cwd, 'whole.json'), 'utf8').slice(0, 500));
    const { code, stderr } = await run(['deploy', file, '--yes', ...SIMULATE], cwd);
    expect(flat(stderr)).toContain(said);
    expect(code).toBe(1);
  });
});

describe('the state of the simulation', () => {
  const withState = (content: string) => {
    const cwd = directory();
    mkdirSync(join(cwd, '.global-registry'));
    writeFileSync(join(cwd, '.global-registry', 'simulator.json'), content);
    return run(['plan', ...SIMULATE], cwd);
  };

  test.each(['', '{"sta', '{"format": 1, "stacks": {"a": ', 'null\u0000'])(
    'is refused where it is cut off: %j',
    async content => {
      const { code, stderr } = await withState(content);
      expect(flat(stderr)).toMatch(
        /^Simulation in .* error: The state file \S+simulator\.json is damaged: it is not JSON\. Remove it to start afresh\. $/,
      );
      expect(code).toBe(1);
    },
  );

  test.each(['{}', '[]', 'null', '{"format": 2}'])('is refused where it is another: %s', async content => {
    const { code, stderr } = await withState(content);
    expect(flat(stderr)).toMatch(
      /^Simulation in .* error: The state file \S+ is not one of this simulator\. Choose another file, or remove it to start afresh\. $/,
    );
    expect(code).toBe(1);
  });

  test('leaves no lock behind a run that could not begin', async () => {
    const cwd = directory();
    mkdirSync(join(cwd, '.global-registry'));
    writeFileSync(join(cwd, '.global-registry', 'simulator.json'), '{');
    await run(['plan', ...SIMULATE], cwd);
    expect(readdirSync(join(cwd, '.global-registry'))).not.toContain('lock');
  });

  test('is refused where a file has the name of its directory', async () => {
    const cwd = directory();
    writeFileSync(join(cwd, '.global-registry'), '');
    const { stderr } = await run(['plan', ...SIMULATE], cwd);
    expect(flat(stderr)).toMatch(
      /^Simulation in .* error: The simulation keeps its state in \S+, which cannot be written: no directory can be made there\. /,
    );
  });
});
