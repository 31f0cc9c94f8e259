import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../package/command';
import {
  changelogProblems,
  integrityProblems,
  licenceProblems,
  LockFile,
  PackageManifest,
  versionProblems,
} from './checks';
import { compareAssemblies, lastRelease } from './compatibility';
import { dryRuns } from './publib';

const FOLDERS = ['.', 'simulator', 'cli'];

/** What the deployer says of the packages inside it. */
const BUNDLED = join('cli', 'dist', 'THIRD-PARTY-LICENSES.txt');

/** One thing that a release needs; what it returns is wrong. */
interface Step {
  readonly name: string;
  readonly problems: () => string[];
}

/** Tries everything of a release but the publishing itself, and tells line by line what is ready. */
export function rehearse(root: string, tell: (line: string) => void): boolean {
  const outcomes = stepsFor(root).map(({ name, problems }) => {
    const found = attempt(problems);
    tell(`${found.length === 0 ? 'ready' : 'NOT READY'}  ${name}`);
    found.forEach(problem => tell(`  ${problem}`));
    return found.length === 0;
  });
  return outcomes.every(ready => ready);
}

function attempt(problems: () => string[]): string[] {
  try {
    return problems();
  } catch (error) {
    return [(error as Error).message.trim()];
  }
}

function stepsFor(root: string): Step[] {
  const json = <T>(...path: string[]) => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as T;
  const manifests = FOLDERS.map(folder => json<PackageManifest>(folder, 'package.json'));
  const [{ version }] = manifests;
  const lock = json<LockFile>('package-lock.json');
  const earlier = lastRelease(root);
  return [
    { name: 'one version for all packages', problems: () => versionProblems(manifests) },
    { name: 'changelog', problems: () => changelogProblems(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version) },
    { name: 'integrity of what is installed', problems: () => integrityProblems(lock) },
    {
      name: 'licences of what users get',
      problems: () => licenceProblems(lock, readFileSync(join(root, BUNDLED), 'utf8')),
    },
    {
      name:
        earlier === undefined ? 'nothing was released to compare the API with' : `the API, compared with ${earlier}`,
      problems: () => (earlier === undefined ? [] : done(() => compareAssemblies(root, earlier, join(root, '.jsii')))),
    },
    { name: 'the same bytes when packed twice', problems: () => packedTwice(root) },
    {
      name: 'npm publish, as far as it goes without publishing',
      problems: () => FOLDERS.flatMap(at => dryRun(root, at)),
    },
    ...dryRuns(root),
    { name: 'bills of materials in dist/sbom', problems: () => done(() => FOLDERS.forEach(at => writeSbom(root, at))) },
  ];
}

function done(work: () => void): string[] {
  work();
  return [];
}

function packedTwice(root: string): string[] {
  const [first, second] = [packAll(root), packAll(root)];
  return Object.keys(first)
    .filter(file => first[file] !== second[file])
    .map(file => `${file} has other bytes when it is packed again: something in it depends on time or chance.`);
}

/** The hash of each tarball, built and packed anew. */
function packAll(root: string): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'global-registry-pack-'));
  try {
    for (const folder of FOLDERS) {
      command('npm', ['pack', '--silent', '--pack-destination', directory], { cwd: join(root, folder) });
    }
    return Object.fromEntries(
      readdirSync(directory)
        .sort()
        .map(file => [
          file,
          createHash('sha256')
            .update(readFileSync(join(directory, file)))
            .digest('hex'),
        ]),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function dryRun(root: string, folder: string): string[] {
  return done(() => command('npm', ['publish', '--dry-run', '--access', 'public'], { cwd: join(root, folder) }));
}

function writeSbom(root: string, folder: string): void {
  const { name } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as PackageManifest;
  const only = folder === '.' ? ['--workspaces=false'] : [];
  const format = ['--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only', ...only];
  const sbom = command('npm', ['sbom', ...format], { cwd: join(root, folder) });
  mkdirSync(join(root, 'dist', 'sbom'), { recursive: true });
  writeFileSync(join(root, 'dist', 'sbom', `${name}.cdx.json`), sbom);
}
