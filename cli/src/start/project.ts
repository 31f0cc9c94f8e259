import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileReason } from '../domain/file-reason';
import { makeFolder } from '../session/files';

/** The languages in which a project can be begun; each has a folder of templates. */
export const LANGUAGES = ['typescript', 'python'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What fills the gaps of the templates. */
interface Gaps {
  readonly name: string;
  readonly version: string;
  /** What the registry is called. */
  readonly registry: string;
}

/** npm leaves a file named .gitignore out of packages, so the template has another name. */
const IGNORED = '.gitignore';
const RENAMED: Readonly<Record<string, string>> = { gitignore: IGNORED };

/**
 * Writes a project that synthesises, is tested and can be rehearsed.
 *
 * The app is in `bin/` and `lib/`, since the stock `ros-cdk` reads both folders whenever it runs an app.
 *
 * @param packageRoot - the folder of this package
 * @param others - texts of files that are not as in the templates, by their paths
 * @returns the files that were written, relative to the directory
 * @throws if one of them is there already or cannot be written; then none is left
 */
export function writeProject(
  packageRoot: string,
  language: Language,
  directory: string,
  version: string,
  others: Readonly<Record<string, string>> = {},
): string[] {
  const templates = join(packageRoot, 'templates', language);
  const target = requireRoom(packageRoot, language, directory);
  const name = packageName(target);
  const gaps = { name, version, registry: registryName(name) };
  const files = filesOf(templates).filter(({ to }) => !isKept(target, to));
  const texts = files.map(({ from, to }) => [to, others[to] ?? filled(readFileSync(from, 'utf8'), gaps)] as const);
  writeAll(target, texts);
  return files.map(({ to }) => to);
}

/** All files or none, so that the same command can be given again. */
function writeAll(target: string, texts: readonly (readonly [file: string, text: string])[]): void {
  try {
    for (const [file, text] of texts) {
      makeFolder(dirname(join(target, file)));
      writeFileSync(join(target, file), text);
    }
  } catch (error) {
    texts.forEach(([file]) => removeIfThere(join(target, file)));
    throw unwritable(target, error);
  }
}

const unwritable = (target: string, error: unknown): Error =>
  new Error(`${target} cannot be written: ${fileReason(error)}. Nothing was written. Name another directory.`, {
    cause: error,
  });

/** Where nothing could be written, nothing can be removed either, and the first failure is the one to tell. */
function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // told already
  }
}

/** The directory of a project, if nothing of the project is in it and it can be written to. */
export function requireRoom(packageRoot: string, language: Language, directory: string): string {
  const target = resolve(directory);
  const files = filesOf(join(packageRoot, 'templates', language));
  const there = files.filter(({ to }) => existsSync(join(target, to)) && !isKept(target, to)).map(({ to }) => to);
  if (there.length > 0) {
    throw new Error(`${target} has ${there.join(', ')} already, and nothing is overwritten. Name an empty directory.`);
  }
  try {
    rmdirSync(mkdtempSync(join(nearest(target), '.global-registry-')));
  } catch (error) {
    throw unwritable(target, error);
  }
  return target;
}

/** A repository that was just made has such a file, in which lines can be missing and none is wrong. */
const isKept = (target: string, file: string): boolean => file === IGNORED && existsSync(join(target, file));

/** The lines that a .gitignore lacks which was there before; none where that of the templates was written. */
export function linesToIgnore(packageRoot: string, language: Language, directory: string): string[] {
  const linesOf = (file: string) => readFileSync(file, 'utf8').split(/\r?\n/);
  const there = new Set(linesOf(join(directory, IGNORED)).map(line => line.trim().replace(/\/$/, '')));
  return linesOf(join(packageRoot, 'templates', language, 'gitignore')).filter(
    line => line !== '' && !line.startsWith('#') && !there.has(line.replace(/\/$/, '')),
  );
}

/** The directory itself, or the one in which it would be made. */
const nearest = (directory: string): string =>
  existsSync(directory) || dirname(directory) === directory ? directory : nearest(dirname(directory));

const filesOf = (templates: string): { from: string; to: string }[] =>
  filesBelow(templates).map(path => ({ from: join(templates, path), to: RENAMED[path] ?? path }));

function filesBelow(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths.filter(path => statSync(join(folder, path)).isFile()).sort();
}

/** The templates are those of a registry called acme, so that they are read and compiled as they are. */
function filled(text: string, { name, version, registry }: Gaps): string {
  const id = registry.replace(/(?:^|-)([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
  return text
    .replaceAll('{{name}}', name)
    .replaceAll('{{version}}', version)
    .replaceAll(/\bacme\b/g, registry)
    .replaceAll(/\bAcme\b/g, id);
}

/** That of the project, where Container Registry takes it for an instance. */
export const registryName = (name: string): string => (/^[a-z0-9][a-z0-9-]{1,28}[a-z0-9]$/.test(name) ? name : 'acme');

/** A name that npm takes for a package, as close to that of the directory as it gets. */
export function packageName(directory: string): string {
  const plain = basename(directory)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-');
  return plain.replace(/^-+|-+$/g, '') || 'registry';
}
