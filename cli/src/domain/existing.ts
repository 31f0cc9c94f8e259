/** What an app says is there, although it does not make it. */
import type { ExistingParts, ExistingRules } from './existing-parts.generated';
import type { DeclaredStack, LiveStack, TemplateResource } from './model';
import { SYNC_RULE } from './resource-types';

/** Something that the app takes as it is, and that is not there. */
export interface Unmet {
  readonly region: string;
  /** What it is: `Registry acme (cri-...)`. */
  readonly subject: string;
  /** How it differs, as the rest of a sentence: `is gone from eu-central-1`. */
  readonly what: string;
  readonly todo: string;
  /** Whether nothing can be deployed before somebody has seen to it. */
  readonly isFatal: boolean;
}

export const unmetText = ({ subject, what, todo }: Unmet): string => `${subject} ${what}: ${todo}`;

/** Which rules are meant, in words. */
export const rulesText = ({ namespace, source, target }: ExistingRules): string =>
  `Sync rule for ${namespace} from ${source.region} to ${target.region}`;

/** Why an update must not be: it would delete a rule that the app takes as it is, and nothing would copy any more. */
export function abandonedRules(
  stack: DeclaredStack,
  live: LiveStack | undefined,
  existing: readonly ExistingParts[],
): string[] {
  const next = stack.template.Resources ?? {};
  const leaving = Object.entries(live?.template?.Resources ?? {}).filter(
    ([id, { Type, DeletionPolicy }]) => Type === SYNC_RULE && next[id] === undefined && DeletionPolicy !== 'Retain',
  );
  const all = existing.flatMap(({ rules }) => rules);
  return leaving.flatMap(([id, resource]) => {
    const rules = all.find(rule => isOneOf(resource, stack.region, rule));
    return rules === undefined ? [] : [abandoned(id, rules)];
  });
}

function isOneOf({ Properties = {} }: TemplateResource, region: string, { namespace, source, target }: ExistingRules) {
  return (
    region === source.region && Properties.NamespaceName === namespace && Properties.TargetRegionId === target.region
  );
}

function abandoned(id: string, { namespace, source, target }: ExistingRules): string {
  return (
    `This would delete the sync rule ${id}, by which ${namespace} is copied from ${source.region} to ${target.region}, and which the app takes as it ` +
    `is by existingRulesTo: nothing would be copied any more. Take ${target.region} out of existingRulesTo of ${namespace}, so that this stack keeps a ` +
    'rule for it, or choose another stackNamePrefix, so that the rule stays where it is.'
  );
}
