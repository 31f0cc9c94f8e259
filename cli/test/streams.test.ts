import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GERMANY_HANGZHOU, TWENTY, directory, globalRegistry, writeAssembly } from './support/assemblies';
import { flat } from './support/commands';
import { shellLine } from './support/process';

const APP = writeAssembly(GERMANY_HANGZHOU);
const MANY = writeAssembly(globalRegistry('eu-central-1', ...TWENTY));
const SIMULATE = '--simulate --simulation-speed 6000';
const SIMULATION = 'Simulation in .global-registry: no account, and nothing is bought.\n';
const FULL = existsSync('/dev/full') ? test : test.skip;

const line = (text: string, cwd = directory()) => shellLine(text, { cwd });
const world = (cwd: string) => JSON.parse(readFileSync(join(cwd, '.global-registry', 'simulator.json'), 'utf8'));
const statuses = (cwd: string) =>
  Object.values(world(cwd).stacks as Record<string, { status: string }>).map(({ status }) => status);

describe('a reader that has seen enough', () => {
  test('ends no deployment, whose result and exit code stay what they are', async () => {
    const cwd = directory();
    const { stdout, stderr } = await line(
      `{ gr deploy --yes --app ${APP} ${SIMULATE} 2>&1; echo "code $?" >&2; } | head -1`,
      cwd,
    );
    expect([stdout, stderr]).toEqual([SIMULATION, 'code 0\n']);
    expect(statuses(cwd)).toEqual(Array(3).fill('CREATE_COMPLETE'));
  });

  test.each(['graph', `plan ${SIMULATE}`, `plan ${SIMULATE} --json`, 'graph --format dot', 'help'])(
    'gets the first line of %s, and no trace of an error',
    async command => {
      const app = command === 'help' ? '' : `--app ${MANY}`;
      const { stdout, stderr } = await line(`gr ${command} ${app} | head -1`);
      expect(stdout.split('\n')).toHaveLength(2);
      expect(stderr.replace(SIMULATION, '')).toBe('');
    },
  );

  test('that reads nothing at all changes no exit code', async () => {
    const { stderr } = await line(`{ gr plan --app ${APP} ${SIMULATE}; echo "code $?" >&2; } | true`);
    expect(stderr).toBe(`${SIMULATION}code 2\n`);
  });
});

describe('streams that are closed', () => {
  test.each(['<&-', '>&-', '2>&-', '<&- >&- 2>&-'])('%s keep no command from its work', async closed => {
    const cwd = directory();
    const { code } = await line(`gr deploy --yes --app ${APP} ${SIMULATE} ${closed}`, cwd);
    expect(code).toBe(0);
    expect(statuses(cwd)).toEqual(Array(3).fill('CREATE_COMPLETE'));
  });

  test('nobody can answer on are told what to do instead', async () => {
    const { code, stderr } = await line(`gr deploy --app ${APP} ${SIMULATE} <&-`);
    expect(flat(stderr)).toContain('error: There is no terminal to ask on. Look at the plan above and add --yes.');
    expect(code).toBe(1);
  });

  test('give no password', async () => {
    const { code, stderr } = await line(
      `gr pull-config --app ${APP} --format pull-secret --region cn-hangzhou --username x --password-stdin <&-`,
    );
    expect(stderr).toMatch(/^error: /);
    expect(code).toBe(1);
  });
});

describe('a disk that is full', () => {
  FULL.each(['plan', 'plan --json'])('loses no result of %s without a word', async command => {
    const { code, stderr } = await line(`gr ${command} --app ${APP} ${SIMULATE} > /dev/full`);
    expect(stderr.replace(SIMULATION, '')).toBe(
      'error: The result could not be written to stdout: the disk is full.\n',
    );
    expect(code).toBe(1);
  });

  FULL('ends no deployment whose progress goes there', async () => {
    const cwd = directory();
    const { code, stdout } = await line(`gr deploy --yes --app ${APP} ${SIMULATE} 2> /dev/full`, cwd);
    expect(stdout).toMatch(/^3 stacks deployed, 0 unchanged\./);
    expect(code).toBe(0);
  });

  FULL('is told after a deployment, which stands', async () => {
    const cwd = directory();
    const { code, stderr } = await line(`gr deploy --yes --app ${APP} ${SIMULATE} > /dev/full`, cwd);
    expect(stderr).toContain('error: The result could not be written to stdout: the disk is full.\n');
    expect([code, statuses(cwd)]).toEqual([1, Array(3).fill('CREATE_COMPLETE')]);
  });

  FULL('is told after a deployment whose outputs it does not take, with the result', async () => {
    const { code, stdout, stderr } = await line(`gr deploy --yes --app ${APP} ${SIMULATE} --outputs-file /dev/full`);
    expect(stdout).toMatch(/^3 stacks deployed, 0 unchanged\./);
    expect(stderr).toContain('error: /dev/full could not be written: the disk is full.\n');
    expect(code).toBe(1);
  });
});

/** A disk of some kilobytes takes the right to mount one; in a container without it, these are left out. */
const mounted = (size: string, use: string): string =>
  `unshare -rm sh -c 'set -e; mount -t tmpfs -o size=${size} tmpfs disk' 2>/dev/null || { echo SKIPPED; exit 0; }
   unshare -rm sh -c 'mount -t tmpfs -o size=${size} tmpfs disk; cd disk; ${use}' `;

const gr = `"${process.execPath}" "${join(__dirname, '..', 'bin', 'global-registry.mjs')}"`;

describe('a disk of some kilobytes', () => {
  const onDisk = async (size: string, use: string) => {
    const cwd = directory();
    return line(`mkdir disk\n${mounted(size, use)}`, cwd);
  };

  test('takes a result whole, or is told that it did not', async () => {
    const { stdout, stderr } = await onDisk(
      '8k',
      `${gr} plan --json --app ${MANY} --simulate >x 2>../err; echo "code $?"`,
    );
    if (stdout.startsWith('SKIPPED')) {
      return;
    }
    // The simulation itself finds no room there.
    expect(stdout).toContain('code 1');
    expect(stderr).toBe('');
  });

  test('never leaves half a state of the simulation, and says what it did not keep', async () => {
    const look =
      'node -e "JSON.parse(fs.readFileSync(\\".global-registry/simulator.json\\"))" && echo whole; ls .global-registry';
    const { stdout, stderr } = await onDisk(
      '28k',
      `${gr} deploy --yes --app ${APP} ${SIMULATE} 2>&1 >/dev/null | tail -3; ${look}`,
    );
    if (stdout.startsWith('SKIPPED')) {
      return;
    }
    expect(flat(stdout)).toMatch(
      /cannot be written \(ENOSPC: no space left on device, write\)\. What came last is not kept\./,
    );
    expect(stdout).toContain('whole\n');
    expect(stdout).not.toContain('simulator.json.new');
    expect(stderr).toBe('');
  });

  test('that holds nothing more is named before anything is done', async () => {
    const { stdout } = await onDisk('4k', `echo x > y; ${gr} plan --app ${APP} --simulate 2>&1; echo "code $?"`);
    if (stdout.startsWith('SKIPPED')) {
      return;
    }
    expect(flat(stdout)).toMatch(
      /^Simulation in .*\. error: The simulation keeps its state in \S+, which cannot be written: the disk is full\. Make room, or run this in another directory\. code 1/,
    );
  });

  test('that is read-only is named too, and takes commands that write nothing', async () => {
    const { stdout } = await onDisk(
      '64k',
      `mount -o remount,ro disk . 2>/dev/null; mount -o remount,ro .; ${gr} graph --app ${APP} | head -1; ${gr} plan --app ${APP} --simulate 2>&1; echo "code $?"`,
    );
    if (stdout.startsWith('SKIPPED')) {
      return;
    }
    expect(flat(stdout)).toMatch(
      /^flowchart LR Simulation in .*\. error: The simulation keeps its state in \S+, which cannot be written: /,
    );
  });
});

test('a result of a large app is in its file to the last byte', async () => {
  const cwd = directory();
  await line(`gr plan --json --app ${MANY} ${SIMULATE} > plan.json`, cwd);
  expect(JSON.parse(readFileSync(join(cwd, 'plan.json'), 'utf8')).summary.create).toBe(41);
  expect(statSync(join(cwd, 'plan.json')).size).toBeGreaterThan(8192);
});
