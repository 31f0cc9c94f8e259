import { type Simulator, type SyncTask, startSimulator } from 'ros-cdk-simulator';
import { clients } from '../support/cloud';
import { backfillOnce, verifyNow } from '../support/image-runs';
import { Star } from '../support/images';
import { random } from '../support/random';
import { Killed, mortal } from './kill';

const REGIONS = ['cn-hangzhou', 'us-east-1', 'ap-southeast-1', 'me-east-1'];
const TAGS = 12;
export const COPIES = REGIONS.length * TAGS;

export interface Round {
  readonly kills: number;
  readonly runs: number;
}

export function addFaults({ faults }: Simulator): void {
  for (const kind of ['throttle', 'unavailable', 'reset-before', 'reset-after'] as const) {
    faults.add({ kind, probability: 0.03 });
  }
  faults.add({ kind: 'fail-sync', issue: 'NETWORK_ERROR', probability: 0.05, times: 6 });
  faults.add({ kind: 'fail-sync', issue: 'INTERNAL_ERROR', probability: 0.05, times: 6 });
}

/** Tags that were pushed before there was a rule. */
export async function prepared(simulator: Simulator): Promise<Star> {
  const star = new Star(simulator, REGIONS);
  for (let number = 0; number < TAGS; number++) {
    await star.push(`prod/app${number % 3}`, `v${number}`);
  }
  await simulator.advance(5_000);
  await star.rules();
  return star;
}

/** Copies such tags them by runs that die at random calls, until nothing is left to copy. */
export async function backfillRound(seed: number, kills: number): Promise<Round> {
  const simulator = await startSimulator({ seed });
  const next = random(seed);
  try {
    const star = await prepared(simulator);
    addFaults(simulator);
    const round = await untilDone(star, kills, next);
    simulator.faults.clear();
    await star.settled();
    checkCopies((await verifyNow(star)).findings, simulator.tasks());
    return round;
  } finally {
    await simulator.close();
  }
}

async function untilDone(star: Star, kills: number, next: () => number): Promise<Round> {
  for (let died = 0, runs = 1; runs < 100; runs++) {
    const life = died < kills ? 1 + Math.floor(next() * 160) : Number.POSITIVE_INFINITY;
    const { client: images, death } = mortal(clients(star.simulator).images, life, next() < 0.5);
    try {
      const { plan, arrivals } = await Promise.race([backfillOnce(star, { images, random: next }), death]);
      if (plan.unread.length === 0 && arrivals.every(({ result }) => result === 'there')) {
        return { kills: died, runs };
      }
    } catch (error) {
      if (!(error instanceof Killed)) {
        throw error;
      }
      died++;
    }
  }
  throw new Error('It does not converge.');
}

/** Everything is the same everywhere, and every tag was copied to every region once: what failed does not count. */
export function checkCopies(findings: readonly string[], tasks: readonly SyncTask[]): void {
  const counts = new Map<string, number>();
  for (const { to, status } of tasks.filter(task => task.status !== 'ERROR')) {
    const key = `${to.region} ${to.repository}:${to.tag} ${status}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const wrong = [...findings, ...[...counts].flatMap(([key, count]) => (count === 1 ? [] : [`${key} ${count} times`]))];
  if (wrong.length > 0 || counts.size !== COPIES) {
    throw new Error(`Wrong in the end: ${counts.size} copies instead of ${COPIES}; ${wrong.join(', ')}`);
  }
}

/** As many rounds as it takes for so many deaths. */
export async function backfillChaos(kills: number, firstSeed = 1, told: (line: string) => void = () => undefined) {
  let died = 0;
  for (let seed = firstSeed; died < kills; seed++) {
    const round = await backfillRound(seed, kills - died);
    died += round.kills;
    told(
      `seed ${seed}: ${round.kills} killed in ${round.runs} runs, every tag copied once; ${died} of ${kills} in all`,
    );
  }
  return died;
}
