/**
 * Puts the compiled library into one file, lib/index.js, after jsii has compiled it: most of the time to load a hundred small files goes
 * into finding them. Names and lines stay as they are, so that a stack trace can be read.
 */
import { build } from 'esbuild';
import { join, resolve } from 'node:path';

const INDEX = join(resolve(__dirname, '..'), 'lib', 'index.js');

void bundle();

async function bundle(): Promise<void> {
  const names = Object.keys((await import(INDEX)) as object).filter(name => /^(?!default$)[A-Za-z]\w*$/.test(name));
  await build({
    entryPoints: [INDEX],
    outfile: INDEX,
    allowOverwrite: true,
    resolveExtensions: ['.js'], // what jsii compiled, not its sources beside it
    packages: 'external',
    bundle: true,
    platform: 'node',
    target: 'node20.16',
    charset: 'utf8',
    // Never runs: by this Node.js knows the names that an ES module may import.
    footer: { js: `0 && (module.exports = { ${names.sort().join(', ')} });` },
    logLevel: 'warning',
  });
}
