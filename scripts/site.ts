/** Builds the site of docs/ into docs/site/dist, or serves it while it is written: `site.ts build`, `site.ts dev`. */
import { resolve } from 'node:path';
import { run } from './site/run';

run(resolve(__dirname, '..'), process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
