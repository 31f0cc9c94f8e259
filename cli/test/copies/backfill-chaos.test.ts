import { backfillChaos } from '../chaos/backfill-chaos';

const KILLS = 20;

test(`a backfill that is killed at ${KILLS} random calls under random faults copies every tag, and none twice`, async () => {
  expect(await backfillChaos(KILLS)).toBe(KILLS);
}, 240_000);
