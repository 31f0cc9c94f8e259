import type { PinnedImage } from '../copies/journey-events';
import type { Place } from '../domain/image-records';
import type { CopiedRegistry } from '../images/registry';
import { paragraph } from './text';

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

export const placeData = ({ region, instanceId }: Place): Place => ({ region, instanceId });

/** A whole command line of a command that comes next: it speaks of the same registry. */
export type Again = (command: string) => string;

export const primaryName = ({ primary }: CopiedRegistry): string => `${primary.instanceId} in ${primary.region}`;
