// A reporter for jest that adds what it counts to the file named by TEST_COUNTS, one line a run; without that name it does nothing.
import { appendFileSync } from 'node:fs';
import { env } from 'node:process';

export default class CountTests {
  onRunComplete(_contexts, results) {
    if (env.TEST_COUNTS) {
      // A file that cannot be loaded has no tests to fail, so it counts as one.
      const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
      const skipped = results.numPendingTests + results.numTodoTests;
      appendFileSync(env.TEST_COUNTS, `${results.numPassedTests} ${failed} ${skipped}\n`);
    }
  }
}
