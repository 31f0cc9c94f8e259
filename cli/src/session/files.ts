/** Files that somebody names: looked at before anything is done, and written whole or not at all. */
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileReason } from '../domain/file-reason';

/** Of what holds a password. */
export const OWNER_ONLY = 0o600;

/** Reads a file of text, without the mark that some editors put in front of it. */
export function readText(path: string): string {
  try {
    if (statSync(path).isCharacterDevice()) {
      throw new Error('it is a device, which may never end');
    }
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Error(`${path} cannot be read: ${fileReason(error)}.`, { cause: error });
  }
}

/**
 * Refuses a file that cannot be written, before anything is done of which it would tell. Directories that are missing are made.
 *
 * @param option by which the file is named
 * @param kept what the command reads: files, and directories of assemblies
 */
export function requireWritable(option: string, path: string | undefined, kept: readonly string[]): void {
  if (path === undefined) {
    return;
  }
  refuseKept(option, path, kept);
  try {
    makeFolder(dirname(resolve(path)));
    if (!isSpecial(path)) {
      probe(followed(path));
    }
  } catch (error) {
    throw new Error(`${option} ${path} cannot be written: ${fileReason(error)}. Nothing was done. Name another file.`, {
      cause: error,
    });
  }
}

/** What is read is the user's own, whatever it is called here. */
function refuseKept(option: string, path: string, kept: readonly string[]): void {
  const target = realPath(resolve(path));
  const read = kept.find(one => isPartOf(target, realPath(resolve(one))));
  if (read !== undefined) {
    throw new Error(
      `${option} ${path} would overwrite what is read from ${read}. Nothing was done. Name another file.`,
    );
  }
}

/** A path behind its links, as far as it exists. */
function realPath(path: string): string {
  if (existsSync(path)) {
    return realpathSync(path);
  }
  return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
}

/** The files of an assembly; what else somebody keeps beside them is none of it. */
const OF_ASSEMBLY = /^(manifest|tree)\.json$|\.template\.json$/;

const isPartOf = (path: string, place: string): boolean =>
  path === place || (path.startsWith(`${place}${sep}`) && OF_ASSEMBLY.test(basename(path)));

/**
 * Makes a folder and those above it. The way of Node.js itself never ends where a system answers that there is no such file, as /proc does.
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) {
    return;
  }
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isFolder(path)) {
      throw error;
    }
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** The file to which a link leads, also where nothing is there yet. */
function followed(path: string, left = 40): string {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink && left > 0 ? followed(resolve(dirname(path), readlinkSync(path)), left - 1) : path;
}

/** Leaves no file that was not there. */
function probe(path: string): void {
  const isNew = !existsSync(path);
  closeSync(openSync(path, 'a'));
  if (isNew) {
    rmSync(path);
  }
}

/** Devices and pipes take what is written as it comes. */
const isSpecial = (path: string): boolean => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
};

/**
 * Writes a file; where that fails, what was there before is there still.
 *
 * @param mode who may read it, where that matters
 */
export function writeWhole(path: string, content: string | Uint8Array, mode?: number): void {
  try {
    makeFolder(dirname(resolve(path)));
    if (isSpecial(path)) {
      writeFileSync(path, content);
    } else {
      const target = followed(path);
      replace(target, content, mode ?? statSync(target, { throwIfNoEntry: false })?.mode);
    }
  } catch (error) {
    throw new Error(`${path} could not be written: ${fileReason(error)}.`, { cause: error });
  }
}

/** A file that can be written may lie where no other can be put beside it, or where none can take its place. */
const ALONE = ['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV'];

function replace(path: string, content: string | Uint8Array, mode: number | undefined): void {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, content, { mode });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    if (mode === OWNER_ONLY || !ALONE.includes(String((error as NodeJS.ErrnoException).code))) {
      throw error;
    }
    writeFileSync(path, content);
  }
}
