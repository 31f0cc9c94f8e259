/** Rehearses a release: everything but the publishing. Ends with 1 where something is not ready. */
import { resolve } from 'node:path';
import { rehearse } from './release/run';

process.exitCode = rehearse(resolve(__dirname, '..'), line => console.log(line)) ? 0 : 1;
