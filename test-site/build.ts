import { resolve } from 'node:path';
import { command } from '../scripts/package/command';
import { BASE } from './server';

/** Builds the site, once for all tests, to lie below a base as it does at a host of pages. */
export default function build(): void {
  command('npm', ['run', 'site'], { cwd: resolve(__dirname, '..'), env: { SITE_BASE: BASE } });
}
