/**
 * Shows the smallest example from its source to an image in two regions: synthesises it, into cdk.out unless CDK_OUTDIR says otherwise, then
 * plans it, deploys it to a simulator and looks at what exists, all with the deployer. Its options are handed on to the deployer. At the end
 * images are pushed in the one region of the simulated cloud and pulled in the other.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DifferentImage, showImages } from './demo-images';

const ROOT = join(__dirname, '..');
const EXAMPLE = 'examples/germany-hangzhou.ts';
const OUTDIR = process.env.CDK_OUTDIR ?? 'cdk.out';
const DEPLOYER = 'cli/bin/global-registry.mjs';
const OPTIONS = ['--simulate', ...process.argv.slice(2)];

interface Step {
  readonly command: readonly string[];
  /** The exit code where all is well. */
  readonly code: number;
}

const STEPS: readonly Step[] = [
  { command: ['plan'], code: 2 }, // there is something to do
  { command: ['deploy', '--yes'], code: 0 },
  { command: ['status'], code: 0 },
];

/** The demo cannot go on; the message says why and what to do. */
class Stopped extends Error {}

/** Runs the example as its reader would, in a process of its own. */
function synthesise(): void {
  const { status } = spawnSync(process.execPath, [require.resolve('tsx/cli'), EXAMPLE], {
    env: { ...process.env, CDK_OUTDIR: OUTDIR },
    stdio: 'inherit',
  });
  if (status !== 0) {
    throw new Stopped(`${EXAMPLE} was not synthesised; what it said stands above.`);
  }
  process.stdout.write(`${EXAMPLE}, synthesised into ${OUTDIR}\n`);
}

/** The deployer keeps the simulated cloud where it runs; there it is empty at first, whatever was tried before. */
function runDeployer({ command, code }: Step, directory: string): void {
  const words = [...command, ...OPTIONS, '--app'];
  process.stdout.write(`\n$ global-registry ${words.join(' ')} ${OUTDIR}\n`);
  const parameters = [resolve(DEPLOYER), ...words, resolve(OUTDIR)];
  const { status } = spawnSync(process.execPath, parameters, { cwd: directory, stdio: 'inherit' });
  if (status !== code) {
    throw new Stopped(
      `global-registry ${command[0]} ended with exit code ${status}, not ${code}; what it said stands above.`,
    );
  }
}

async function demo(): Promise<void> {
  for (const file of ['lib/index.js', 'simulator/dist/index.js', 'cli/dist/main.mjs']) {
    if (!existsSync(file)) {
      throw new Stopped(
        `${file} is missing, and the demo runs the compiled library, simulator and deployer. Use npm run demo.`,
      );
    }
  }
  synthesise();
  const directory = mkdtempSync(join(tmpdir(), 'demo-'));
  try {
    STEPS.forEach(step => runDeployer(step, directory));
    await showImages(join(directory, '.global-registry', 'simulator.json'));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

process.chdir(ROOT);
demo().catch((error: unknown) => {
  if (!(error instanceof Stopped || error instanceof DifferentImage)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
