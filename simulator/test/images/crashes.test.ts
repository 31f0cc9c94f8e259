import { stopAll, temporaryFolder } from '../registry/support/registries';
import { damagedBlobs, lookAround } from './after-kills';
import { type Answered, liveAndDie, prepare } from './kills';

afterEach(stopAll);

/** `npm run kills -w simulator` does it a hundred times. */
const KILLS = 5;

test(`${KILLS} kills during pushes, copies and starts, among faults: what was answered is there and whole, every copy ends, nothing is left`, async () => {
  const { stateFile, flags } = await prepare(temporaryFolder());
  const answered: Answered = { pushed: new Map(), deleted: new Set(), unexpected: [] };
  const known = new Set<string>();
  for (let round = 0; round < KILLS; round++) {
    await liveAndDie(flags, round, answered);
    expect(damagedBlobs(stateFile, known)).toEqual([]);
  }
  const { problems, pushes, copies } = await lookAround(stateFile, answered);
  expect(problems).toEqual([]);
  expect(pushes).toBeGreaterThan(KILLS);
  expect(copies).toBeGreaterThan(KILLS);
});
