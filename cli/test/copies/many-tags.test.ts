import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { TWENTY } from '../support/assemblies';
import { verifyNow } from '../support/image-runs';
import { Star } from '../support/images';

const TAGS = 10_000;
const REPOSITORIES = 10;
const PAGE = 100;
const MILLISECONDS_A_CALL = 20;
const SECONDS = 20;

const SLOW = Object.fromEntries(
  ['ListRepoTag', 'ListRepository', 'ListRepoSyncRule'].map(action => [action, MILLISECONDS_A_CALL]),
);

interface World {
  readonly instances: Record<string, { repositories: Record<string, { tags: Record<string, object> }> }>;
}

/** Two hundred thousand pushes would take minutes, so tags are put where pushes put them. */
async function fill(simulator: Simulator, star: Star): Promise<void> {
  for (const at of [star.primary, ...star.replicas]) {
    for (let number = 0; number < REPOSITORIES; number++) {
      await star.push(`prod/app${number}`, 'v0', 'the same everywhere', { at });
    }
  }
  const { world } = Reflect.get(simulator, 'begun') as { world: World };
  for (const { repositories } of Object.values(world.instances)) {
    for (const { tags } of Object.values(repositories)) {
      for (let number = 1; number < TAGS / REPOSITORIES; number++) {
        tags[`v${number}`] = { ...tags.v0 };
      }
    }
  }
}

test(`${TAGS} tags in 21 regions are compared by no more calls than their pages take, in less than ${SECONDS} s at ${MILLISECONDS_A_CALL} ms a call`, async () => {
  const calls: string[] = [];
  const log = (line: string) => void calls.push(line.split(' ')[0]);
  const simulator = await startSimulator({ clock: { speed: 1 }, latency: { actions: SLOW }, log });
  try {
    const star = new Star(simulator, TWENTY);
    await fill(simulator, star);
    await star.rules();
    calls.length = 0;
    const begun = performance.now();
    const { findings } = await verifyNow(star);
    const seconds = (performance.now() - begun) / 1000;
    expect(findings).toEqual([]);
    const count = (action: string) => calls.filter(call => call === `cr.${action}`).length;
    expect({ tags: count('ListRepoTag'), repositories: count('ListRepository'), all: calls.length }).toEqual({
      tags: (21 * TAGS) / PAGE,
      repositories: 21,
      // And one for the rules.
      all: (21 * TAGS) / PAGE + 21 + 1,
    });
    expect(seconds).toBeLessThan(SECONDS);
    if (process.env.SHOW_SECONDS) {
      process.stderr.write(`${seconds.toFixed(1)} s\n`);
    }
  } finally {
    await simulator.close();
  }
}, 120_000);
