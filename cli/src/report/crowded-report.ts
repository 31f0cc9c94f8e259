import type { CrowdedGrantee } from '../domain/attachments';
import { RAM_LIMITS } from '../domain/facts.generated';
import type { Colours } from '../session/output';
import { paragraph } from './text';

/**
 * Whom a deployment would give more policies than RAM attaches; a warning each.
 *
 * @param prune whether the other stacks are deleted, if only at the end
 */
export const crowdedTexts = (grantees: readonly CrowdedGrantee[], prune: boolean, colours: Colours): string[] =>
  grantees.map(grantee => paragraph(`${colours.yellow('warning:')} ${crowdedText(grantee)} ${wayOut(prune)}`));

const wayOut = (prune: boolean): string =>
  prune
    ? 'Those stacks are deleted last: grant it to fewer until then, or ask RAM for a higher quota.'
    : 'Add --prune, which deletes those stacks, or ask RAM for a higher quota.';

function crowdedText({ kind, name, policies, besides }: CrowdedGrantee): string {
  const number = totalOf({ policies, besides });
  const others = besides.map(({ stack, policies: theirs }) => `${theirs.join(', ')} of ${stack}`).join('; ');
  const own = policies.length === 0 ? 'none of the app' : `${policies.join(', ')} of the app`;
  return (
    `The ${kind.toLowerCase()} ${name} gets ${number} custom policies, but RAM attaches at most ${RAM_LIMITS.policiesPerGrantee}: ${own}; ${others}, ` +
    'which the app no longer declares.'
  );
}

const totalOf = ({ policies, besides }: Pick<CrowdedGrantee, 'policies' | 'besides'>): number =>
  new Set([...policies, ...besides.flatMap(stack => stack.policies)]).size;

/** The same as data; see policies in json-schema/plan.json. */
export const crowdedData = (grantees: readonly CrowdedGrantee[]): object => ({
  policies: grantees.map(({ kind, name, policies, besides }) => ({
    grantee: name,
    kind: kind.toLowerCase(),
    number: totalOf({ policies, besides }),
    most: RAM_LIMITS.policiesPerGrantee,
    policies,
    besides,
  })),
});
