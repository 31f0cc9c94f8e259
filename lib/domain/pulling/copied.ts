import { SyncTrigger } from '../choices';
import { EVERYTHING } from '../image-matching';
import { SyncRuleData } from '../sync-rules';

/** What is copied whole and by itself by some rules: namespaces, and repositories of others. What has a filter may lack an image. */
export function copiedBy(rules: readonly SyncRuleData[]): string[] {
  const whole = rules.filter(
    ({ trigger, tagsMatching = EVERYTHING, repositoriesMatching = EVERYTHING }) =>
      trigger !== SyncTrigger.MANUAL && tagsMatching === EVERYTHING && repositoriesMatching === EVERYTHING,
  );
  const namespaces = whole.filter(rule => rule.repositoryName === undefined).map(rule => rule.namespaceName);
  const repositories = whole
    .filter(rule => rule.repositoryName !== undefined && !namespaces.includes(rule.namespaceName))
    .map(rule => `${rule.namespaceName}/${rule.repositoryName}`);
  return [...new Set([...namespaces, ...repositories])].sort();
}
