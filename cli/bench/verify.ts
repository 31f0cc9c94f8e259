/**
 * Measures how long verify takes for 10,000 tags in 21 regions where each call takes 20 ms. Fails beyond 20 seconds.
 *
 * Usage: npm run bench:verify -w cli
 */
import { startSimulator } from 'ros-cdk-simulator';
import { verifyNow } from '../test/support/image-runs';
import { TAGS, manyTags } from '../test/support/many-tags';

const MILLISECONDS_A_CALL = 20;
const MOST_SECONDS = 20;

const SLOW = Object.fromEntries(
  ['ListRepoTag', 'ListRepository', 'ListRepoSyncRule'].map(action => [action, MILLISECONDS_A_CALL]),
);

async function main(): Promise<void> {
  let calls = 0;
  const simulator = await startSimulator({ clock: { speed: 1 }, latency: { actions: SLOW }, log: () => void calls++ });
  const star = await manyTags(simulator);
  calls = 0;
  const begun = performance.now();
  const { findings } = await verifyNow(star);
  const seconds = (performance.now() - begun) / 1000;
  await simulator.close();
  console.log(`${TAGS} tags in 21 regions: ${calls} calls of ${MILLISECONDS_A_CALL} ms, ${seconds.toFixed(1)} s`);
  if (findings.length > 0 || seconds > MOST_SECONDS) {
    throw new Error(
      `It found ${findings.length} differences where there are none, or took more than ${MOST_SECONDS} s.`,
    );
  }
}

void main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
