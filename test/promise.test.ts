import * as fc from 'fast-check';
import { broken, newTally, story } from './support/promise/property';
import { leaveManifestsUnchecked } from './support/unchecked-manifests';

process.env.CDK_DISABLE_STACK_TRACE = '1'; // the core's own traces are most of the time of many small apps

test('what synthesises without a warning of harm deploys to the end, and again after every edit', async () => {
  leaveManifestsUnchecked();
  const tally = newTally();
  await fc.assert(
    fc.asyncProperty(story(1), async told => {
      expect(await broken(told, tally)).toBeUndefined();
    }),
    { numRuns: 100 },
  );
  expect(tally.deployed).toBeGreaterThan(5 * (tally.refused + tally.warned));
}, 300_000);
