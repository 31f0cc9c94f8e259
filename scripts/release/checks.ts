/** What npm's lock file says of one package. */
interface Locked {
  readonly version?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, Locked>>;
}

export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What is wrong with the versions: all packages are released together, and need each other in that very version. */
export function versionProblems([library, ...others]: readonly PackageManifest[]): string[] {
  const ours = new Set([library, ...others].map(({ name }) => name));
  return others.flatMap(({ name, version, dependencies = {} }) => [
    ...(version === library.version
      ? []
      : [`${name} is ${version}, ${library.name} is ${library.version}: set both to one.`]),
    ...Object.entries(dependencies)
      .filter(([needed, wanted]) => ours.has(needed) && wanted !== library.version)
      .map(([needed, wanted]) => `${name} needs ${needed} ${wanted}, but ${library.version} is released: name that.`),
  ]);
}

/** What is wrong with the changelog: a release has a section of its own, with something in it, and it is the first. */
export function changelogProblems(changelog: string, version: string): string[] {
  const [first] = [...changelog.matchAll(/^## (.*)\n((?:(?!## ).*\n?)*)/gm)];
  if (first?.[1] !== version) {
    return [
      `CHANGELOG.md begins with "${first?.[1] ?? 'nothing'}", not with ${version}: write what changes in that release.`,
    ];
  }
  return /^- /m.test(first[2])
    ? []
    : [`CHANGELOG.md says nothing about ${version}: write what changes in that release.`];
}

/** Packages that are installed without anybody knowing what they must be; what a package brings inside itself is checked with it. */
export function integrityProblems({ packages }: LockFile): string[] {
  return installed(packages)
    .filter(([, { integrity, inBundle }]) => integrity === undefined && inBundle !== true)
    .map(([path]) => `${path} has no integrity in package-lock.json: add that of its manifest.`);
}

/** Licences that let a program be passed on with what is here. */
const FREE = [
  '0BSD',
  'Apache-2.0',
  'Apache License 2.0', // the same in its own words, as one package has it
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
];

/** Packages that are installed with ours, or are inside the deployer, under a licence that nobody here has looked at. */
export function licenceProblems({ packages }: LockFile, bundled: string): string[] {
  const inside = [...bundled.matchAll(/^(\S+ \d\S*) \((.+)\)$/gm)].map(([, name, licence]) => ({ name, licence }));
  const beside = installed(packages)
    .filter(([, { dev }]) => dev !== true)
    .map(([name, { license: licence = 'none named' }]) => ({ name, licence }));
  return [...beside, ...inside]
    .filter(({ licence }) => !isFree(licence))
    .map(({ name, licence }) => `${name} has the licence ${licence}: look whether it may be passed on.`);
}

/** Of several licences to choose from one is enough; of several that hold together all have to be free. */
function isFree(licence: string): boolean {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some(choice => choice.split(' AND ').every(each => FREE.includes(each)));
}

function installed(packages: LockFile['packages']): [string, Locked][] {
  return Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && link !== true);
}
