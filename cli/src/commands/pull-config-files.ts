/** The files of a configuration: where they go, whose they are, and which of them are there from before. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../session/files';
import { isOnlyComments } from '../pulling/formats.generated';
import { type PullRegistry, headerOf, regionsOf } from '../pulling/registry.generated';

/** What is written for a region. */
export interface Written {
  readonly region: string;
  /** Below the directory that takes all of them. */
  readonly file: string;
  readonly text: string;
}

/** Where somebody wants it. */
interface Place {
  readonly all?: boolean;
  /** `-` is stdout. */
  readonly output?: string;
}

/** The path of a file; undefined where it goes to stdout. */
export function pathOf({ all, output = '-' }: Place, file: string): string | undefined {
  return output === '-' ? undefined : all ? join(output, file) : output;
}

/** What reads such a file refuses one of comments alone. */
export const isEmpty = ({ text }: Written): boolean => isOnlyComments(text);

/** What comments say beside what all of them begin with. */
export const uncommented = (text: string): string =>
  text.trim().split('\n').slice(1).join('\n').replace(/^# /gm, '').replaceAll('\n', ' ');

/** Refuses to replace what somebody wrote by hand, or what configures another registry. */
export function requireOurs(registry: PullRegistry, paths: readonly string[]): void {
  const foreign = paths.filter(path => existsSync(path) && !isOurs(registry, path));
  if (foreign.length > 0) {
    throw new Error(
      `${foreign.join(' and ')} ${foreign.length === 1 ? 'holds' : 'hold'} something else than a configuration of ${registry.name}, ` +
        'and nothing is overwritten. Move it away, or name another --output.',
    );
  }
}

const isOurs = (registry: PullRegistry, path: string): boolean => {
  const text = readText(path);
  return text === '' || text.startsWith(headerOf(registry));
};

/** Files that go on to configure somebody though nothing is written into them now, or their region has left the app. */
export function leftBehind(place: Place, registry: PullRegistry, all: readonly Written[]): string[] {
  const empty = all.filter(isEmpty).map(({ file }) => pathOf(place, file));
  const gone = place.all && pathOf(place, '') !== undefined ? regionsBelow(place.output!, registry) : [];
  const [{ file }] = all;
  const within = file.slice(file.indexOf('/') + 1);
  return [...empty, ...gone.map(region => join(place.output!, region, within))].filter(
    path => path !== undefined && existsSync(path) && isOurs(registry, path),
  ) as string[];
}

/** Folders that are named as regions are, and of no region of the registry. */
function regionsBelow(folder: string, registry: PullRegistry): string[] {
  const declared = regionsOf(registry).map(({ region }) => region);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.filter(name => /^[a-z]{2,}(-[a-z0-9]+)+$/.test(name) && !declared.includes(name));
}
