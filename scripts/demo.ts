/** Synthesises the smallest example, into cdk.out unless CDK_OUTDIR says otherwise, and tells a person what it would deploy. */
import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { join } from 'path';
import { Incomplete, readDeployment } from './demo/deployment';
import { deploymentText } from './demo/text';

const ROOT = join(__dirname, '..');
const EXAMPLE = 'examples/germany-hangzhou.ts';
const OUTDIR = process.env.CDK_OUTDIR ?? 'cdk.out';

try {
  process.chdir(ROOT);
  synthesise();
  process.stdout.write(`${EXAMPLE}, synthesised into ${OUTDIR}: ${deploymentText(readDeployment(OUTDIR))}`);
} catch (error) {
  if (!(error instanceof Incomplete)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** Runs the example as its reader would, in a process of its own. */
function synthesise(): void {
  if (!existsSync('lib/index.js')) {
    throw new Incomplete(
      'lib/index.js is missing, and the example runs the compiled library. Run npm run build first.',
    );
  }
  const { status } = spawnSync(process.execPath, [require.resolve('tsx/cli'), EXAMPLE], {
    env: { ...process.env, CDK_OUTDIR: OUTDIR },
    stdio: 'inherit',
  });
  if (status !== 0) {
    throw new Incomplete(`${EXAMPLE} was not synthesised; what it said stands above.`);
  }
}
