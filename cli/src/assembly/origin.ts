import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative } from 'node:path';

/** Where an assembly comes from. */
export interface Origin {
  readonly directory: string;
  /** When it was written, in milliseconds since 1970. */
  readonly written: number;
  /** The command that wrote it just now; undefined where it was there before. */
  readonly command?: string;
  /** Why it may not be what the app says now, in sentences. */
  readonly doubts: readonly string[];
}

export interface OriginOptions {
  readonly directory: string;
  readonly workingDirectory: string;
  /** The command that was run. */
  readonly command?: string;
  /** Whether somebody named the directory, so that it was not taken for want of an app. */
  readonly isNamed: boolean;
}

/** Tells where an assembly comes from, and doubts one that nothing wrote just now. */
export function originOf({ directory, workingDirectory, command, isNamed }: OriginOptions): Origin {
  const written = statSync(join(directory, 'manifest.json')).mtimeMs;
  if (command !== undefined) {
    return { directory, written, command, doubts: [] };
  }
  const shown = shownPath(directory, workingDirectory);
  const root = isInside(directory, workingDirectory) ? workingDirectory : dirname(directory);
  const newer = existsSync(join(root, 'cdk.json')) || root === workingDirectory ? newestIn(root, directory) : undefined;
  return {
    directory,
    written,
    doubts: [
      ...(isNamed ? [] : [unnamed(shown, workingDirectory)]),
      ...(newer !== undefined && newer.changed > written ? [outdated(shown, relative(root, newer.file))] : []),
    ],
  };
}

const unnamed = (shown: string, workingDirectory: string): string => {
  const without = existsSync(join(workingDirectory, 'cdk.json'))
    ? 'cdk.json names no app'
    : 'there is no cdk.json here';
  return (
    `No --app was given and ${without}, so ${shown} is taken as an earlier synth left it. ` +
    `Add --app with the command that runs the app, or --app ${shown} if this is what you mean.`
  );
};

const outdated = (shown: string, file: string): string =>
  `${shown} is older than ${file}, so it may not be what the app says now. Add --app with the command that runs the app, or synthesise it first.`;

/** A path as somebody would type it from here. */
export function shownPath(path: string, workingDirectory: string): string {
  return isInside(path, workingDirectory) ? relative(workingDirectory, path) || '.' : path;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}

/** What apps are written in; of data only what every app is known to read. */
const CODE = new Set(
  ['ts', 'mts', 'cts', 'tsx', 'js', 'mjs', 'cjs', 'jsx', 'py', 'java', 'kt', 'scala', 'go', 'cs', 'fs', 'vb'].map(
    name => `.${name}`,
  ),
);
const DATA = ['cdk.json', 'package.json'];
const FOREIGN = ['node_modules', 'venv', '__pycache__', 'coverage', 'test', 'tests'];
/** Enough for any app; whoever works in a directory of everything is not kept waiting. */
const MOST = 20_000;

/** The file of an app that was changed last. What is installed, hidden, a test or the assembly itself is none of it. */
function newestIn(root: string, assembly: string): { readonly file: string; readonly changed: number } | undefined {
  let newest: { file: string; changed: number } | undefined;
  let seen = 0;
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined && seen < MOST; folder = folders.pop()) {
    for (const entry of entriesOf(folder)) {
      seen++;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && !FOREIGN.includes(entry.name) && path !== assembly) {
        folders.push(path);
      }
      const changed = entry.isFile() && isOfApp(entry.name) ? statSync(path, { throwIfNoEntry: false })?.mtimeMs : 0;
      if (changed !== undefined && changed > (newest?.changed ?? 0)) {
        newest = { file: path, changed };
      }
    }
  }
  return newest;
}

const isOfApp = (name: string): boolean => DATA.includes(name) || (CODE.has(extname(name)) && !name.endsWith('.d.ts'));

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // what may not be read is no app that could be run either
  }
}
