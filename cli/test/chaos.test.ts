import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import type { DeclaredStack } from '../src/domain/model';
import { Killed, mortal } from './chaos/kill';
import { TWENTY, declared, globalRegistry } from './support/assemblies';
import { type Run, clients, deployTo } from './support/cloud';
import { random } from './support/random';

const KILLS = 100;
const STACKS = 41;
const REGISTRIES = 21;

function addFaults(simulator: Simulator): void {
  for (const kind of ['throttle', 'unavailable', 'reset-before', 'reset-after'] as const) {
    simulator.faults.add({ kind, probability: 0.02 });
  }
  simulator.faults.add({ kind: 'fail-resource', probability: 0.05, operation: 'CREATE', times: 6 });
}

const isDone = ({ outcomes }: Run) => outcomes.every(({ result }) => result === 'deployed' || result === 'unchanged');

interface Round {
  readonly kills: number;
  readonly runs: number;
}

/** Deploys until everything is there; each run dies at a random call as long as there are deaths to die. */
async function round(
  simulator: Simulator,
  stacks: readonly DeclaredStack[],
  kills: number,
  next: () => number,
): Promise<Round> {
  for (let died = 0, runs = 1; ; runs++) {
    const calls = died < kills ? 1 + Math.floor(next() * 260) : Number.POSITIVE_INFINITY;
    const { client: ros, death } = mortal(clients(simulator).ros, calls, next() < 0.5);
    try {
      if (isDone(await Promise.race([deployTo(simulator, stacks, { ros, concurrency: 20 }), death]))) {
        return { kills: died, runs };
      }
    } catch (error) {
      if (!(error instanceof Killed)) {
        throw error;
      }
      died++;
    }
    if (runs > 60) {
      throw new Error('It does not converge.');
    }
  }
}

test(`a deployment to 20 regions that is killed at ${KILLS} random calls under random faults always converges, and makes nothing twice`, async () => {
  const stacks = declared(globalRegistry('eu-central-1', ...TWENTY));
  let kills = 0;
  for (let seed = 1; kills < KILLS; seed++) {
    const simulator = await startSimulator({ seed });
    addFaults(simulator);
    kills += (await round(simulator, stacks, KILLS - kills, random(seed))).kills;
    expect(simulator.stacks(undefined, { deleted: true }).map(({ status }) => status)).toEqual(
      Array(STACKS).fill('CREATE_COMPLETE'),
    );
    expect(new Set(simulator.registries().map(({ region }) => region)).size).toBe(REGISTRIES);
    expect(simulator.registries()).toHaveLength(REGISTRIES);
    expect(new Set(simulator.arrows().map(({ to }) => to)).size).toBe(20);
    expect(simulator.arrows()).toHaveLength(20);
    await simulator.close();
  }
  expect(kills).toBe(KILLS);
}, 120_000);
