import * as ros from '@alicloud/ros-cdk-core';
import { isLiteral, known } from '../core/tokens';
import { sourceEditionProblems } from '../domain/editions';
import { EVERYTHING, filterMatches } from '../domain/image-matching';
import { IF_OURS } from '../domain/owners';
import { Problem } from '../domain/problem';
import { describeRule, ruleKey } from '../domain/sync-rules';
import { cloudProblems } from '../domain/topology';
import { IRegistryInstance } from '../instance/instance';
import { namespacesOn, remembering } from '../instance/memory';
import { EarlierReplications, Replication } from './arrows';
import { isForeignTo } from '../instance/owner';
import { SyncRule } from './sync-rule';

/** What is wrong with the two ends of a replication, and with the stack it is in. */
export function endProblems(stack: ros.Stack, source: IRegistryInstance, target: IRegistryInstance): Problem[] {
  return [
    ...ownerProblems(stack, source),
    ...sourceEditionProblems('source.edition', source.edition),
    ...stackProblems(stack, source),
    ...(source.region === target.region
      ? [
          {
            subject: 'target.region',
            got: target.region,
            rule: 'replication across regions goes to another region than that of the source',
            fix: `Choose a target outside ${source.region}`,
          },
        ]
      : cloudProblems('target', source.region, target.region)),
  ];
}

function ownerProblems(stack: ros.Stack, source: IRegistryInstance): Problem[] {
  return !isForeignTo(stack, source)
    ? []
    : [
        {
          subject: 'source.accountId',
          got: known(source.accountId),
          rule: 'a sync rule is made in the account of its source, and that is not the one deployed to',
          fix: `Let its owner make the rule, or push to an instance of your own; ${IF_OURS}`,
        },
      ];
}

function stackProblems(stack: ros.Stack, source: IRegistryInstance): Problem[] {
  return stack.region === source.region || !isLiteral(stack.region)
    ? []
    : [
        {
          subject: 'the region of the stack',
          got: stack.region,
          rule: `a sync rule lives with its source, which is in ${source.region}`,
          fix: `Move it to a stack with env: { region: '${source.region}' }`,
        },
      ];
}

/** What is wrong with a rule among those of other constructs with the same source. */
export function rivalProblems(
  subject: string,
  rule: SyncRule,
  { sameArrow, sameSource }: EarlierReplications,
): Problem[] {
  const { ruleName } = rule;
  const key = ruleKey(rule);
  const copied = sameArrow.find(other => other._copies(key));
  const named = ruleName === undefined ? undefined : sameSource.find(other => other._names(ruleName));
  const problem = (got: string, first: Replication, brokenRule: string): Problem => {
    return { subject, got, rule: brokenRule, fix: `Remove one of the two (first seen in ${first.node.path})` };
  };
  return [
    ...(copied === undefined ? [] : [problem(describeRule(rule), copied, 'the same rule is given once')]),
    ...(named === undefined || copied !== undefined
      ? []
      : [problem(ruleName!, named, 'each rule of a source has a name of its own')]),
  ];
}

/** What is wrong with a rule, given the namespaces that both ends have. What is not known of an imported instance is not checked. */
export function namespaceProblems(subject: string, rule: SyncRule, { source, target }: Replication): Problem[] {
  return [
    ...endOfRuleProblems(subject, rule, 'source', source),
    ...endOfRuleProblems(subject, rule, 'target', target),
    ...autoCreateProblems(subject, rule, target),
  ];
}

/** Whether all namespaces of an instance are declared in this app, since the app makes the instance. */
function isMadeHere(instance: IRegistryInstance): boolean {
  return typeof remembering(instance)._id !== 'string' && instance.node.tryFindChild('Resource') !== undefined;
}

function endOfRuleProblems(subject: string, rule: SyncRule, end: string, instance: IRegistryInstance): Problem[] {
  const there = namespacesOn(instance).get(rule.namespaceName);
  if (there === undefined) {
    return isMadeHere(instance) ? [noNamespace(subject, rule, end, instance)] : [];
  }
  const missing =
    rule.repositoryName !== undefined &&
    !there.existing &&
    !there.namespace.repositoryNames.includes(rule.repositoryName);
  return missing
    ? [
        {
          subject: `${subject}.repositoryName`,
          got: rule.repositoryName,
          rule: `a rule for one repository needs it on both sides, and the ${end} ${instance.node.path} has none of that name`,
          fix: `Declare it with addRepository({ name: '${rule.repositoryName}' }) on ${there.namespace.node.path}`,
        },
      ]
    : [];
}

function noNamespace(subject: string, rule: SyncRule, end: string, instance: IRegistryInstance): Problem {
  return {
    subject: `${subject}.namespaceName`,
    got: rule.namespaceName,
    rule: `both sides need the namespace, and the ${end} ${instance.node.path} has none of that name`,
    fix: 'Add the instance to a MirroredNamespace of that name',
  };
}

function autoCreateProblems(subject: string, rule: SyncRule, target: IRegistryInstance): Problem[] {
  const there = namespacesOn(target).get(rule.namespaceName);
  return rule.repositoryName !== undefined ||
    there === undefined ||
    there.existing ||
    there.namespace.autoCreateRepositories
    ? []
    : [
        {
          subject: `${subject}.namespaceName`,
          got: rule.namespaceName,
          rule: `a rule for a whole namespace needs the target to create repositories by itself, and ${there.namespace.node.path} does not`,
          fix: 'Set autoCreateRepositories to true, or add a rule for each repository with SyncRule.repository',
        },
      ];
}

/** A filter that takes none of the repositories that are declared is probably misspelt. */
export function unmatchedWarnings(rule: SyncRule, { source }: Replication): string[] {
  const declared = namespacesOn(source).get(rule.namespaceName)?.namespace.repositoryNames ?? [];
  const filter = rule.repositoriesMatching;
  return filter === undefined || declared.length === 0 || declared.some(name => filterMatches(filter, name))
    ? []
    : [
        `The filter ${JSON.stringify(filter)} takes none of the repositories that are declared in namespace ${rule.namespaceName} ` +
          `(${declared.join(', ')}). Correct it, or leave it if it is meant for repositories that pushing creates.`,
      ];
}

/** A tag that is pushed again to a mutable source cannot be copied to an immutable target. Source: CR 2018-12-01, TaskIssue. */
export function immutabilityWarnings(rule: SyncRule, { source, target }: Replication): string[] {
  const [here, there] = [source, target].map(end => namespacesOn(end).get(rule.namespaceName)?.namespace);
  return (there?.repositoryNames ?? [])
    .filter(name => rule.repositoryName === name || filterMatches(rule.repositoriesMatching ?? EVERYTHING, name))
    .filter(name => there!._immutableTags(name) && here?._immutableTags(name) === false)
    .map(
      name =>
        `Tags of repository ${rule.namespaceName}/${name} are immutable on ${target.node.path} but not on ${source.node.path}: pushing a tag ` +
        'again is copied with the error TAG_CONFLICT. Make them immutable on the source as well.',
    );
}
