/** Tries the built packages of every language whose tools are on this machine; counts what could not be tried as skipped. */
import { resolve } from 'node:path';

import { run } from './languages/run';

process.exitCode = run(resolve(__dirname, '..'), process.argv.slice(2));
