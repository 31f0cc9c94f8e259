/** Builds the package of every language from the compiled library into dist/, each as far as the tools on this machine allow. */
import { resolve } from 'node:path';

import { run } from './package/run';

process.exitCode = run(resolve(__dirname, '..'), console);
