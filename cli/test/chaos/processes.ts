/**
 * Kills a deployment to 20 regions with SIGKILL at 100 random moments, real processes against a simulator full of random faults, and
 * starts it again until everything is there. The test in chaos.test.ts does the same at random calls inside one process, faster.
 *
 * Usage: npm run chaos:processes -w cli [-- kills [seed]]
 */
import { startSimulator } from 'ros-cdk-simulator';
import { TWENTY, directory, globalRegistry, writeAssembly } from '../support/assemblies';
import { globalRegistryCommand } from '../support/process';

const KILLS = Number(process.argv[2] ?? 100);
const SEED = Number(process.argv[3] ?? 1);
const SPEED = 40;
/** Milliseconds of a life: from before the first call to after the last stack. */
const SHORTEST = 250;
const LONGEST = 2500;

async function converge(seed: number, kills: number): Promise<{ died: number; runs: number }> {
  const simulator = await startSimulator({ seed, clock: { speed: SPEED } });
  for (const kind of ['throttle', 'unavailable', 'reset-before', 'reset-after'] as const) {
    simulator.faults.add({ kind, probability: 0.02 });
  }
  simulator.faults.add({ kind: 'fail-resource', probability: 0.05, operation: 'CREATE', times: 6 });
  const app = writeAssembly(globalRegistry('eu-central-1', ...TWENTY));
  const parameters = ['deploy', '--yes', '--concurrency', '50', '--app', app, '--endpoint', simulator.endpoint];
  const { accessKeyId, accessKeySecret } = simulator.credentials;
  const env = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
    GLOBAL_REGISTRY_PACE: String(1 / SPEED),
  };
  let died = 0;
  for (let runs = 1; runs < 100; runs++) {
    const life = died < kills ? SHORTEST + Math.random() * (LONGEST - SHORTEST) : undefined;
    const { code } = await globalRegistryCommand(parameters, {
      cwd: directory(),
      env,
      onStart: child => {
        if (life !== undefined) {
          setTimeout(() => child.kill('SIGKILL'), life);
        }
      },
    });
    if (code === null) {
      died++;
    }
    if (code !== 0) {
      continue;
    }
    check(simulator);
    await simulator.close();
    return { died, runs };
  }
  throw new Error(`With seed ${seed} it does not converge in 100 runs.`);
}

function check(simulator: Awaited<ReturnType<typeof startSimulator>>): void {
  const stacks = simulator.stacks(undefined, { deleted: true });
  const busy = stacks
    .filter(({ status }) => status !== 'CREATE_COMPLETE')
    .map(({ name, status }) => `${name}: ${status}`);
  const counts = [stacks.length, simulator.registries().length, simulator.arrows().length];
  if (busy.length > 0 || counts.join() !== '41,21,20') {
    throw new Error(`Wrong in the end: ${busy.join(', ')}; stacks, registries, arrows: ${counts.join(', ')}`);
  }
}

async function main(): Promise<void> {
  for (let seed = SEED, kills = 0; kills < KILLS; seed++) {
    const { died, runs } = await converge(seed, KILLS - kills);
    kills += died;
    console.log(`seed ${seed}: ${died} killed in ${runs} runs, everything there once; ${kills} of ${KILLS} in all`);
  }
}

void main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
