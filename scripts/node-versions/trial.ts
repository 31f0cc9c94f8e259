import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const EXAMPLE = join('examples', 'germany-hangzhou.ts');
const DEPLOYER = join(ROOT, 'cli', 'bin', 'global-registry.mjs');
const SIMULATOR = join(ROOT, 'simulator', 'bin', 'ros-cdk-simulator.mjs');

/** The exit code by which the deployer says that there is something to do. */
const CHANGES = 2;

/** What a release of Node.js makes of the smallest example. */
export interface Trial {
  /** The version as that release tells it. */
  readonly version: string;

  /** The files of the assembly, by name. */
  readonly assembly: Readonly<Record<string, string>>;

  /** What the deployer reads in them. */
  readonly plan: string;
}

/** Synthesises the smallest example with the compiled library and plans its deployment, both in that Node.js. */
export function tryNode(node: string): Trial {
  const directory = mkdtempSync(join(tmpdir(), 'global-registry-trial-'));
  const assembly = join(directory, 'cdk.out');
  try {
    const version = run(node, ['--print', 'process.versions.node'], ROOT).trim();
    run(node, ['--import', 'tsx', EXAMPLE], ROOT, { env: { CDK_OUTDIR: assembly } });
    const plan = run(node, [DEPLOYER, 'plan', '--simulate', '--app', 'cdk.out'], directory, { expected: CHANGES });
    const files = readdirSync(assembly).sort();
    return {
      version,
      assembly: Object.fromEntries(files.map(file => [file, readFileSync(join(assembly, file), 'latin1')])),
      // A release that starts slowly finds the assembly older.
      plan: plan.replace(/written .+ ago/, 'written before'),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What the commands say in a release that is too old, each in a line; they must not do anything else. */
export function refusals(node: string): string[] {
  return [DEPLOYER, SIMULATOR].map(command => {
    const { status, stdout, stderr } = spawnSync(node, [command, '--version'], { encoding: 'utf8' });
    return status === 1 && stdout === '' ? stderr.trimEnd() : `${command} ended with ${status}: ${stdout}${stderr}`;
  });
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly expected?: number;
}

function run(node: string, args: readonly string[], cwd: string, { env, expected = 0 }: RunOptions = {}): string {
  const { status, stdout, stderr, error } = spawnSync(node, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (error) {
    throw error;
  }
  if (status !== expected) {
    throw new Error(`${args.join(' ')} ended with exit code ${status}, not ${expected}.\n${stderr.trim()}`);
  }
  return stdout;
}

/** What one trial makes differently from another; nothing where both make the same. */
export function difference(trial: Trial, other: Trial): string | undefined {
  const names = new Set([...Object.keys(trial.assembly), ...Object.keys(other.assembly)]);
  const files = [...names].filter(name => trial.assembly[name] !== other.assembly[name]).sort();
  const what = files.length > 0 ? files.join(', ') : trial.plan !== other.plan ? 'the plan' : undefined;
  return what && `Node.js ${trial.version} writes ${what} differently from Node.js ${other.version}.`;
}
