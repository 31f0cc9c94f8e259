import { startSimulator } from 'ros-cdk-simulator';
import { ImageClient } from '../../src/cloud/image-client';
import { retrying } from '../../src/cloud/retry';
import { PACE, clients, connectionTo } from '../support/cloud';
import { verifyNow } from '../support/image-runs';
import { TAGS, manyTags } from '../support/many-tags';

const PAGE = 100;
/** The tags of 21 regions, their repositories, and the rules. */
const NECESSARY = (21 * TAGS) / PAGE + 21 + 1;

test(`${TAGS} tags in 21 regions are compared by no more calls than their pages take`, async () => {
  const calls: string[] = [];
  const simulator = await startSimulator({ log: line => void calls.push(line.split(' ')[0]) });
  try {
    const star = await manyTags(simulator);
    calls.length = 0;
    // On a busy machine a call may get no answer in time, and is repeated.
    let repeated = 0;
    const retry = retrying(PACE, () => void repeated++);
    const images = new ImageClient({ ...connectionTo(simulator), retry });
    expect((await verifyNow(star, { cloud: { ...clients(simulator), images } })).findings).toEqual([]);
    expect(calls.length).toBeGreaterThanOrEqual(NECESSARY);
    expect(calls.length - repeated).toBeLessThanOrEqual(NECESSARY);
    expect(new Set(calls)).toEqual(new Set(['cr.ListRepoSyncRule', 'cr.ListRepository', 'cr.ListRepoTag']));
  } finally {
    await simulator.close();
  }
}, 240_000);
