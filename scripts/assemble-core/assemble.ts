import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { compile, Compiler } from './compiler';
import { ASSEMBLY, dependenciesOf, Package } from './package';
import { NEW_LAYOUT, Refusal, REINSTALL } from './refusal';

/** The key in an assembly's metadata that says it was made here, and from what. */
const MARK = 'assembledFrom';

/**
 * Gives a package and everything it depends on the assembly that its release lacks; one that came with the release
 * is left alone, and so is one made from the same input before.
 *
 * @returns the packages that got one, in the order in which they did
 */
export async function assemble(pkg: Package, compiler: Compiler): Promise<Package[]> {
  const existing = existingAssembly(pkg);
  if (existing && existing.metadata?.[MARK] === undefined) {
    return [];
  }
  refuseForeign(pkg);
  const assembled: Package[] = [];
  for (const dependency of dependenciesOf(pkg)) {
    assembled.push(...(await assemble(dependency, compiler)));
  }
  const fingerprint = fingerprintOf(pkg, compiler);
  if (existing?.metadata?.[MARK] !== fingerprint) {
    // TypeScript takes longer to load than all else takes when there is nothing to do.
    const { stubsOf } = await import('./declarations');
    const sources = { stubs: stubsOf(pkg), metadata: { [MARK]: fingerprint } };
    writeAssembly(pkg, compile(pkg, sources, compiler));
    assembled.push(pkg);
  }
  return assembled;
}

interface Assembly {
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The assembly in the package; one that cannot be read counts as none. */
function existingAssembly({ directory }: Package): Assembly | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, ASSEMBLY), 'utf8')) as Assembly;
  } catch {
    return undefined;
  }
}

function refuseForeign({ title, manifest }: Package): void {
  if (!manifest.jsii) {
    throw new Refusal({
      subject: `${title}: package.json`,
      got: 'has no "jsii"',
      rule: 'jsii packages may depend on jsii packages only',
      fix: NEW_LAYOUT,
    });
  }
}

/** Stands for everything that the assembly depends on: the package, its dependencies, the compiler, this script. */
function fingerprintOf(pkg: Package, compiler: Compiler): string {
  const described = ['package.json', 'README.md', ...declarationFiles(pkg.directory)];
  const digests = [
    ...described.map(path => digest(join(pkg.directory, path), path)),
    ...dependenciesOf(pkg).map(({ directory, title }) => digest(join(directory, ASSEMBLY), title)),
    ...readdirSync(__dirname)
      .sort()
      .map(path => digest(join(__dirname, path), path)),
    compiler.version,
  ];
  return createHash('sha256').update(digests.join('\n')).digest('hex');
}

function digest(file: string, name: string): string {
  const content = existsSync(file) ? readFileSync(file) : '';
  return `${name} ${createHash('sha256').update(content).digest('hex')}`;
}

function declarationFiles(directory: string, prefix = ''): string[] {
  return readdirSync(join(directory, prefix), { withFileTypes: true })
    .flatMap(entry => {
      const path = prefix + entry.name;
      if (entry.isDirectory()) {
        return entry.name === 'node_modules' ? [] : declarationFiles(directory, `${path}/`);
      }
      return path.endsWith('.d.ts') ? [path] : [];
    })
    .sort();
}

/** Whoever reads meanwhile finds the old assembly or the new one, never half of it. */
export function writeAssembly({ title, directory }: Package, text: string): void {
  const draft = join(directory, `${ASSEMBLY}.${process.pid}`);
  try {
    writeFileSync(draft, text);
    renameSync(draft, join(directory, ASSEMBLY));
  } catch (error) {
    rmSync(draft, { force: true });
    throw new Refusal({
      subject: `${title}: ${ASSEMBLY}`,
      got: `cannot be written (${(error as Error).message})`,
      rule: 'jsii looks for it there',
      fix: `Make the folder of the package writable, or remove what is in the way. ${REINSTALL}`,
    });
  }
}
