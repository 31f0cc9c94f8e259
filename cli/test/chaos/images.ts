/**
 * Kills backfills with SIGKILL at 100 random moments, real processes against a simulator full of random faults, and starts them again
 * until everything is copied; then waits for images 200 times in worlds where everything goes wrong. The tests do both at random calls
 * inside one process, fewer of each.
 *
 * Usage: npm run chaos:images -w cli [-- kills [waits [seed]]]
 */
import { startSimulator } from 'ros-cdk-simulator';
import { directory } from '../support/assemblies';
import { verifyNow } from '../support/image-runs';
import { HOME, Star } from '../support/images';
import { globalRegistryCommand } from '../support/process';
import { COPIES, addFaults, checkCopies, prepared } from './backfill-chaos';
import { waitRun } from './wait-runs';

const KILLS = Number(process.argv[2] ?? 100);
const WAITS = Number(process.argv[3] ?? 200);
const SEED = Number(process.argv[4] ?? 1);
const SPEED = 20;
/** Milliseconds of a life: from before the first call to after the last copy. */
const SHORTEST = 300;
const LONGEST = 3000;

async function converge(seed: number, kills: number): Promise<{ died: number; runs: number }> {
  const simulator = await startSimulator({ seed, clock: { speed: SPEED } });
  try {
    const star = await prepared(simulator);
    addFaults(simulator);
    const { died, runs } = await untilDone(star, kills);
    simulator.faults.clear();
    await star.settled();
    checkCopies((await verifyNow(star)).findings, simulator.tasks());
    return { died, runs };
  } finally {
    await simulator.close();
  }
}

async function untilDone({ simulator, primary }: Star, kills: number): Promise<{ died: number; runs: number }> {
  const { accessKeyId, accessKeySecret } = simulator.credentials;
  const env = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
    GLOBAL_REGISTRY_PACE: String(1 / SPEED),
  };
  const parameters = ['backfill', '--yes', '--concurrency', '5', '--registry', `${primary.id}@${HOME}`];
  let died = 0;
  for (let runs = 1; runs < 150; runs++) {
    const life = died < kills ? SHORTEST + Math.random() * (LONGEST - SHORTEST) : undefined;
    const { code } = await globalRegistryCommand([...parameters, '--endpoint', simulator.endpoint], {
      cwd: directory(),
      env,
      onStart: child => life !== undefined && setTimeout(() => child.kill('SIGKILL'), life),
    });
    died += code === null ? 1 : 0;
    if (code === 0) {
      return { died, runs };
    }
  }
  throw new Error('It does not converge in 150 runs.');
}

async function main(): Promise<void> {
  for (let seed = SEED, kills = 0; kills < KILLS; seed++) {
    const { died, runs } = await converge(seed, KILLS - kills);
    kills += died;
    console.log(
      `seed ${seed}: ${died} killed in ${runs} runs, ${COPIES} tags copied once; ${kills} of ${KILLS} in all`,
    );
  }
  const endings = new Map<string, number>();
  for (let seed = SEED; seed < SEED + WAITS; seed++) {
    const ending = await waitRun(seed).catch((error: Error) => {
      throw new Error(`With seed ${seed}: ${error.message}`);
    });
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
  }
  console.log(
    `${WAITS} waits, the promise held: ${[...endings].map(([text, count]) => `${count} ${text}`).join(', ')}`,
  );
}

void main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
