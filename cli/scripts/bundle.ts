/**
 * Compiles the deployer into dist/, with the libraries that it uses inside: the SDKs of Alibaba Cloud alone bring a
 * hundred packages, of which it needs a tenth. Beside it go the licences of all that went in.
 */
import { build, Metafile } from 'esbuild';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const HERE = resolve(__dirname, '..');
const DIST = join(HERE, 'dist');

/** What libraries written for CommonJS expect to find around them. */
const COMMON_JS = `import { createRequire as commonJs } from 'node:module';
const require = commonJs(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

async function main(): Promise<void> {
  rmSync(DIST, { recursive: true, force: true });
  const { dependencies, peerDependencies } = manifestIn(HERE);
  const { metafile } = await build({
    absWorkingDir: HERE,
    entryPoints: ['src/main.ts'],
    outdir: DIST,
    outExtension: { '.js': '.mjs' },
    splitting: true, // what a command does not need is not read
    external: Object.keys({ ...dependencies, ...peerDependencies }),
    bundle: true,
    platform: 'node',
    target: 'node20.16',
    format: 'esm',
    banner: { js: COMMON_JS },
    minifyWhitespace: true,
    legalComments: 'none', // the file of licences has them all
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(join(DIST, 'THIRD-PARTY-LICENSES.txt'), licences(packagesIn(metafile)));
}

/** The folders of the packages of which something went in. */
function packagesIn({ inputs }: Metafile): string[] {
  const folders = Object.keys(inputs).flatMap(file => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].map(folder => resolve(HERE, folder)).sort();
}

/** Name, version and licence of each package, with the text that it asks to be passed on. */
function licences(folders: readonly string[]): string {
  const entries = folders.map(folder => {
    const { name, version, license } = manifestIn(folder);
    const texts = readdirSync(folder)
      .filter(file => /^(?:licen[cs]e|copying|notice)/i.test(file))
      .sort();
    if (license === undefined && texts.length === 0) {
      throw new Error(`${relative(HERE, folder)} names no licence, so it cannot be passed on. Take another package.`);
    }
    const said = texts.map(file => readFileSync(join(folder, file), 'utf8').trim());
    return [`${name} ${version} (${license ?? 'see below'})`, ...said].join('\n\n');
  });
  return `The deployer contains these packages.\n\n${entries.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function manifestIn(folder: string): Manifest {
  const file = join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : manifestIn(dirname(folder));
}

void main();
