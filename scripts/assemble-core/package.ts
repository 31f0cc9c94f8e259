import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { NEW_LAYOUT, Refusal, REINSTALL } from './refusal';

/** The file that describes a package's API to jsii. */
export const ASSEMBLY = '.jsii';

/** The parts of a package.json that matter here; jsii itself checks the rest. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly types?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly bundledDependencies?: readonly string[];
  readonly bundleDependencies?: readonly string[];
  readonly jsii?: { readonly targets?: object; readonly versionFormat?: string; readonly metadata?: object };
}

/** An installed npm package. */
export interface Package {
  /** Name and version: how messages call it. */
  readonly title: string;
  readonly directory: string;
  readonly manifest: Manifest;
}

/** Finds a package the way Node would for a file in the folder `from`, wherever npm has put it. */
export function findPackage(name: string, from: string): Package | undefined {
  // Resolving `name/package.json` itself fails once a package lists its exports.
  const folders = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  const directory = folders.map(folder => join(folder, name)).find(found => existsSync(join(found, 'package.json')));
  return directory === undefined ? undefined : readPackage(realpathSync(directory));
}

function readPackage(directory: string): Package {
  const file = join(directory, 'package.json');
  try {
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    return { title: `${manifest.name} ${manifest.version}`, directory, manifest };
  } catch (error) {
    const got = `cannot be read (${(error as Error).message})`;
    throw new Refusal({ subject: file, got, rule: 'it says what the package is', fix: REINSTALL });
  }
}

/** The declaration file that the package names as its entry, relative to the package. */
export function entryOf({ title, directory, manifest }: Package): string {
  const { types } = manifest;
  if (!types?.endsWith('.d.ts')) {
    throw new Refusal({
      subject: `${title}: package.json`,
      got: types === undefined ? 'has no "types"' : `has "types": ${JSON.stringify(types)}`,
      rule: 'the assembly is made from the .d.ts file that is named there',
      fix: NEW_LAYOUT,
    });
  }
  if (!existsSync(join(directory, types))) {
    throw new Refusal({
      subject: `${title}: ${types}`,
      got: 'is missing',
      rule: 'package.json names it as the entry of the declarations',
      fix: NEW_LAYOUT,
    });
  }
  return types;
}

/** The packages whose assemblies the package's own refers to: what npm installs for it, not what it carries along. */
export function dependenciesOf(pkg: Package): Package[] {
  const { dependencies, peerDependencies, bundledDependencies = [], bundleDependencies = [] } = pkg.manifest;
  const bundled = new Set([...bundledDependencies, ...bundleDependencies]);
  const names = Object.keys({ ...dependencies, ...peerDependencies }).filter(name => !bundled.has(name));
  return names.sort().map(name => findPackage(name, pkg.directory) ?? refuseAbsent(name, pkg));
}

function refuseAbsent(name: string, dependent: Package): never {
  throw new Refusal({
    subject: name,
    got: 'is not installed',
    rule: `${dependent.title} depends on it`,
    fix: REINSTALL,
  });
}
