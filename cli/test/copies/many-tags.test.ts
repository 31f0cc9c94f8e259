import { startSimulator } from 'ros-cdk-simulator';
import { verifyNow } from '../support/image-runs';
import { TAGS, manyTags } from '../support/many-tags';

const PAGE = 100;

test(`${TAGS} tags in 21 regions are compared by no more calls than their pages take`, async () => {
  const calls: string[] = [];
  const simulator = await startSimulator({ log: line => void calls.push(line.split(' ')[0]) });
  try {
    const star = await manyTags(simulator);
    calls.length = 0;
    expect((await verifyNow(star)).findings).toEqual([]);
    const count = (action: string) => calls.filter(call => call === `cr.${action}`).length;
    const pages = (21 * TAGS) / PAGE;
    expect({ tags: count('ListRepoTag'), repositories: count('ListRepository'), all: calls.length }).toEqual({
      tags: pages,
      repositories: 21,
      // And one for the rules.
      all: pages + 21 + 1,
    });
  } finally {
    await simulator.close();
  }
}, 240_000);
