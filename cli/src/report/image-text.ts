import type { PinnedImage } from '../copies/journey-events';
import type { Place } from '../domain/image-records';
import type { Finding } from '../images/compare';
import type { Scope } from '../images/reference';
import type { CopiedRegistry } from '../images/registry';
import type { Remedy } from '../images/remedy';
import { type Again, paragraph } from './text';

/** An image as people name it. */
export const imageName = (image: { namespace: string; repository: string; tag: string }): string =>
  `${image.namespace}/${image.repository}:${image.tag}`;

export const pinnedName = ({ source: { namespace, repository }, tag }: PinnedImage): string =>
  imageName({ namespace, repository, tag });

/** Enough of a digest to tell it from others. */
export const shortDigest = (digest: string): string => digest.replace(/^(sha\d+:[0-9a-f]{12})[0-9a-f]+$/, '$1');

/** A title with text under it; neither is broken where a command or a digest has to be copied. */
export const under = (title: string, ...texts: readonly string[]): string =>
  [paragraph(title, 2), ...texts.map(text => paragraph(text, 6))].join('\n');

/** The region, and what the tag is called there where that is something else. */
export function placeText({ target, namespace, repository }: Finding): string {
  const isNamesake = target.namespace === namespace && target.repository === repository;
  return isNamesake ? target.region : `${target.region} as ${target.namespace}/${target.repository}`;
}

export const placeData = ({ region, instanceId }: Place): Place => ({ region, instanceId });

/** The command line of what comes next for an image. */
export function remedyCommand(
  remedy: Remedy,
  { namespace, repository, tag }: { namespace: string; repository: string; tag: string },
  regions: readonly string[],
  again: Again,
): string {
  const path = `${namespace}/${repository}`;
  const where = regions.join(' ');
  switch (remedy) {
    case 'wait':
      return again(`wait ${path}:${tag} --in ${where}`);
    case 'explain':
      return again(`explain ${path}:${tag} --in ${regions[0]}`);
    case 'backfill':
      return again(`backfill ${path} --in ${where}`);
    case 'backfill --overwrite':
      return again(`backfill ${path} --in ${where} --overwrite`);
  }
}

/** The same of every rule: each region has one of its own, whose name would tell the same cause apart. */
export const ofAnyRule = (reason: string): string => reason.replace(/\b(the rule) \S+(?= )/g, '$1');

/** What is looked at, as it is typed behind a command; empty where that is everything. */
export function scopeText({ namespace, repository }: Scope, regions: readonly string[] = []): string {
  const path = namespace === undefined ? '' : ` ${namespace}${repository === undefined ? '' : `/${repository}`}`;
  return `${path}${regions.length === 0 ? '' : ` --in ${regions.join(' ')}`}`;
}

/** What is looked at, in words. */
export function scopeWords({ namespace, repository }: Scope): string {
  if (namespace === undefined) {
    return '';
  }
  return ` of ${namespace}${repository === undefined ? '' : `/${repository}`}`;
}

export const primaryName = ({ primary }: CopiedRegistry): string => `${primary.instanceId} in ${primary.region}`;
