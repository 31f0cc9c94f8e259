/** Removes what the compiler wrote into lib/ for sources that have moved or gone since; a package would carry it along. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const LIB = join(__dirname, '..', 'lib');

for (const file of readdirSync(LIB, { recursive: true, encoding: 'utf8' })) {
  const source = file.replace(/(?:\.d)?\.(?:js|ts)$/, '');
  if (/\.(?:js|d\.ts)$/.test(file) && !existsSync(join(LIB, `${source}.ts`))) {
    rmSync(join(LIB, file));
  }
}
