import { Visibility } from './choices';
import { isMade } from './makers';
import { INSTANCE_NAME, NameRule, nameProblems, NAMESPACE_NAME, REPOSITORY_NAME, STACK_NAME_PREFIX } from './names';
import { NAMED_AT_SYNTH, Problem } from './problem';
import {
  Check,
  choice,
  flag,
  listOf,
  madeBy,
  object,
  ObjectRule,
  PropRule,
  PropTable,
  text,
  textOfLength,
} from './prop-rules';
import { BUCKET, EDITION, PURCHASE } from './purchase';
import { PLACED_AT_SYNTH, regionProblems } from './regions';
import { REGION_SETTINGS, SETTINGS } from './settings';
import { TAGS } from './tags';
import { FILTER, TRIGGER } from './sync-rules';

const name =
  (rule: NameRule): Check =>
  (subject, got) =>
    nameProblems(rule, subject, got);

/** A name that stacks or resources are named after. */
const literalName = (rule: NameRule): PropRule => ({ check: name(rule), atSynth: NAMED_AT_SYNTH });

const REGION_ID: PropRule = { check: regionProblems, atSynth: PLACED_AT_SYNTH };

/** The id of an instance that exists already. */
const INSTANCE_ID: PropRule = {
  check: text(
    /^cri-[a-z0-9]+$/,
    'the id of an Enterprise Edition instance is "cri-" followed by letters and digits',
    'Copy it from the overview page of the instance',
  ),
};

/** The account that owns an instance. */
const ACCOUNT: PropRule = {
  check: text(
    /^[0-9]+$/,
    'an account is named by its UID, which is a number in quotes',
    'Copy the account ID from the page "Security Settings" of that account',
  ),
  atDeploy: 'text',
};

/** Who may pull. */
const VISIBILITY: PropRule = { check: choice('Visibility', Visibility) };

/** What primary and replicas have in common. */
export const REGION = {
  region: { ...REGION_ID, required: true },
  edition: EDITION,
  instanceName: literalName(INSTANCE_NAME),
  existingInstanceId: {
    ...INSTANCE_ID,
    atSynth: {
      rule: 'stacks in several regions read it, and ROS hands no value of one stack to another region by itself',
      fix: 'Write the id itself, such as "cri-0123456789abcdef"',
    },
  },
  ...PURCHASE,
  ...REGION_SETTINGS,
} satisfies PropTable;

/** What only a replica takes. */
export const REPLICA = { ...REGION, accountId: ACCOUNT } satisfies PropTable;

/** A declared repository. Source of the lengths: https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-cr-repository */
export const REPOSITORY = {
  name: { ...literalName(REPOSITORY_NAME), required: true },
  summary: { check: textOfLength(1, 100, 'line'), atDeploy: 'text' },
  detail: { check: textOfLength(0, 2000, 'text'), atDeploy: 'text' },
  visibility: VISIBILITY,
  immutableTags: { check: flag },
  existingIn: { check: listOf(REGION_ID) },
} satisfies PropTable;

/** The same, with the words for messages. */
export const REPOSITORY_RULE: ObjectRule = { what: 'a repository', example: "{ name: 'api' }", props: REPOSITORY };

/** The name of a group of stacks: it becomes part of their names. */
const STACK_GROUP: PropRule = {
  check: text(
    /^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$/,
    'a stack group has 1 to 30 lowercase letters, digits and hyphens, and no hyphen at either end',
    'Choose a name such as "team-a"',
  ),
  atSynth: NAMED_AT_SYNTH,
};

/** A namespace of a registry, and what of it is copied. */
export const NAMESPACE = {
  name: { ...literalName(NAMESPACE_NAME), required: true },
  visibility: VISIBILITY,
  autoCreateRepositories: { check: flag },
  repositories: { check: listOf({ check: object(REPOSITORY_RULE) }) },
  replicateTo: { check: listOf(REGION_ID) },
  existingIn: { check: listOf(REGION_ID) },
  existingRulesTo: { check: listOf(REGION_ID) },
  repositoriesMatching: FILTER,
  tagsMatching: FILTER,
  trigger: TRIGGER,
  stackGroup: STACK_GROUP,
} satisfies PropTable;

const elsewhere = (props: PropTable, fix: string) => Object.fromEntries(Object.keys(props).map(prop => [prop, fix]));

const ABOUT_A_REGION = elsewhere(REGION, 'Write it in primary, or in one of replicas: it is about one region');

/** Options of the primary. */
const PRIMARY_RULE: ObjectRule = {
  what: 'a primary',
  example: "{ region: 'eu-central-1' }",
  props: REGION,
  elsewhere: {
    accountId: 'Remove it: sync rules are made in the account of the primary, and that is the one deployed to',
  },
};

/** Options of a replica. */
export const REPLICA_RULE: ObjectRule = { what: 'a replica', example: "{ region: 'cn-hangzhou' }", props: REPLICA };

/** Options of a namespace. */
export const NAMESPACE_RULE: ObjectRule = {
  what: 'a namespace',
  example: "{ name: 'prod' }",
  props: NAMESPACE,
  elsewhere: { namespaceName: 'Did you mean "name"?' },
};

/** A registry in several regions. */
export const REGISTRY = {
  instanceName: { ...literalName(INSTANCE_NAME), required: true },
  primary: { check: object(PRIMARY_RULE), required: true },
  replicas: { check: listOf({ check: object(REPLICA_RULE) }) },
  namespaces: { check: listOf({ check: object(NAMESPACE_RULE) }) },
  stackNamePrefix: literalName(STACK_NAME_PREFIX),
  serviceRoles: { check: constructOf('RegistryServiceRoles', 'new RegistryServiceRoles(stack, "ServiceRoles")') },
  tags: TAGS,
  ...SETTINGS,
} satisfies PropTable;

/** Options of a registry. */
export const REGISTRY_RULE: ObjectRule = {
  what: 'a registry',
  example: "{ instanceName: 'acme', primary: { region: 'eu-central-1' } }",
  props: REGISTRY,
  elsewhere: { ...ABOUT_A_REGION, accountId: 'Write it in one of replicas: only they may belong to another account' },
};

/** A new instance. */
export const INSTANCE = {
  instanceName: { check: name(INSTANCE_NAME), required: true, atDeploy: 'text', value: 'instanceName' },
  edition: { check: editionProblems, required: true },
  ...PURCHASE,
  ...REGION_SETTINGS,
} satisfies PropTable;

/** Props of an instance. */
export const INSTANCE_RULE: ObjectRule = {
  what: 'an instance',
  example: "{ instanceName: 'acme', edition: Edition.ADVANCED }",
  props: INSTANCE,
  elsewhere: {
    region: "Remove it: the region is that of the stack, env: { region: 'cn-hangzhou' }",
    existingInstanceId: 'Take an instance that exists with RegistryInstance.fromInstanceAttributes',
  },
};

/** What is known of an instance that exists. */
export const ATTRIBUTES = {
  region: { ...REGION_ID, required: true },
  instanceId: { ...INSTANCE_ID, required: true, atDeploy: 'text', value: 'instanceId' },
  instanceName: { check: name(INSTANCE_NAME), required: true, atDeploy: 'text', value: 'instanceName' },
  edition: EDITION,
  accountId: ACCOUNT,
} satisfies PropTable;

/** Attributes of an instance. */
export const ATTRIBUTES_RULE: ObjectRule = {
  what: 'an instance that exists',
  example: "{ instanceId: 'cri-...', instanceName: 'acme' }",
  props: ATTRIBUTES,
};

const INSTANCE_CONSTRUCT: PropRule = {
  check: constructOf('RegistryInstance', 'new RegistryInstance(...) or RegistryInstance.fromInstanceAttributes(...)'),
  required: true,
};

/** A namespace on several instances. */
export const MIRRORED_NAMESPACE = {
  namespaceName: { ...literalName(NAMESPACE_NAME), required: true },
  instances: { check: listOf(INSTANCE_CONSTRUCT), required: true },
  existingIn: { check: listOf(REGION_ID) },
  autoCreateRepositories: { check: flag },
  visibility: VISIBILITY,
} satisfies PropTable;

/** Props of a namespace on several instances. */
export const MIRRORED_NAMESPACE_RULE: ObjectRule = {
  what: 'a mirrored namespace',
  example: "{ namespaceName: 'prod', instances: [primary, replica] }",
  props: MIRRORED_NAMESPACE,
  elsewhere: { name: 'Did you mean "namespaceName"?', repositories: 'Declare them with addRepository' },
};

/** Sync rules from one instance to another. */
export const REPLICATION = {
  source: INSTANCE_CONSTRUCT,
  target: INSTANCE_CONSTRUCT,
  rules: { check: listOf(syncRule()) },
} satisfies PropTable;

/** Props of sync rules. */
export const REPLICATION_RULE: ObjectRule = {
  what: 'a replication',
  example: '{ source, target, rules: [SyncRule.namespace("prod")] }',
  props: REPLICATION,
};

/** The service roles of an account. */
export const SERVICE_ROLES = {
  storageBucketNames: { check: listOf({ ...BUCKET, atSynth: NAMED_AT_SYNTH }) },
} satisfies PropTable;

/** Props of the service roles. */
export const SERVICE_ROLES_RULE: ObjectRule = {
  what: 'a set of service roles',
  example: "{ storageBucketNames: ['layers'] }",
  props: SERVICE_ROLES,
};

/** A sync rule, as an item of a list or an argument. */
export function syncRule(): PropRule {
  return { check: madeBy('SyncRule'), required: true };
}

/** A construct of ours, known by the kind that it says of itself. */
export function constructOf(kind: string, example: string): Check {
  return (subject, got) =>
    isMade(got, kind) ? [] : [{ subject, got, rule: `it is a ${kind}`, fix: `Give what ${example} returns` }];
}

function editionProblems(subject: string, got: unknown): Problem[] {
  const fix = 'Choose Edition.ADVANCED for a primary, Edition.BASIC for a replica';
  return got === undefined
    ? [{ subject, rule: 'the edition is chosen when an instance is bought', fix }]
    : EDITION.check(subject, got);
}
