import { waitRun } from '../chaos/wait-runs';

const RUNS = 30;

test(`what wait promises holds in ${RUNS} random runs: throttled calls, failing copies, regions that go down, tags that move`, async () => {
  const endings = new Set<string>();
  for (let seed = 1; seed <= RUNS; seed++) {
    endings.add(await waitRun(seed));
  }
  // Each ending is met, or the runs would show less than they say.
  expect([...endings].sort()).toEqual(['there', 'there after the tag moved', 'told that the tag moved']);
}, 300_000);
