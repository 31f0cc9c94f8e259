import type { Place } from '../domain/image-records';
import { AdvisedError } from '../domain/advised-error';
import type { CopyRule } from './copy-rule';

/** A primary, and the rules that copy from it. */
export interface CopiedRegistry {
  readonly primary: Place;
  readonly rules: readonly CopyRule[];
}

/** The instances that rules lead to, each once, in the order of their regions. */
export function targetsOf(rules: readonly CopyRule[]): Place[] {
  const byInstance = new Map(rules.map(({ target }) => [target.instanceId, target]));
  const rank = ({ region, instanceId }: Place) => `${region} ${instanceId}`;
  return [...byInstance.values()].sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** The rules that lead to an instance. */
export const rulesTo = (rules: readonly CopyRule[], { instanceId }: Place): CopyRule[] =>
  rules.filter(({ target }) => target.instanceId === instanceId);

/**
 * The same without rules to other regions; the regions that are named have to have one.
 *
 * @param declared regions in which the app declares a registry
 */
export function limitedTo(
  registry: CopiedRegistry,
  regions: readonly string[],
  declared: readonly string[] = [],
): CopiedRegistry {
  const { primary, rules } = registry;
  const known = [...new Set(rules.map(({ target }) => target.region))].sort();
  const stranger = regions.find(region => !known.includes(region));
  if (stranger !== undefined) {
    if (stranger === primary.region) {
      throw new Error(
        `--in is "${stranger}", where the primary is: images are copied from there. Name another region.`,
      );
    }
    if (declared.includes(stranger)) {
      throw new AdvisedError(
        `--in is "${stranger}", where the app declares a registry, but no sync rule of ${title(primary)} leads there yet.`,
        'Deploy it first:',
        'deploy',
      );
    }
    const where = known.length > 0 ? `Its rules lead to ${known.join(', ')}.` : 'It has no sync rules.';
    throw new Error(`--in is "${stranger}", but no sync rule of ${title(primary)} leads there. ${where}`);
  }
  return regions.length === 0
    ? registry
    : { primary, rules: rules.filter(rule => regions.includes(rule.target.region)) };
}

export const title = ({ region, instanceId }: Place): string => `${instanceId} in ${region}`;
