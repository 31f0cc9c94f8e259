import * as ros from '@alicloud/ros-cdk-core';
import { accountProblems, instanceIdProblems, purchaseProblems, regionProblems } from '../domain/instance';
import { INSTANCE_NAME, nameProblems, STACK_NAME_PREFIX } from '../domain/names';
import { settingsProblems } from '../domain/surroundings';
import { repeatedProblems } from './namespace-checks';
import { replicaShapeProblems } from './registry-shapes';
import { cloudProblems } from '../domain/topology';
import type { GlobalRegistryProps, RegionOptions, ReplicaOptions } from '../global-registry';
import { knownSettings } from './known-settings';
import { known, knownProps } from './late';
import { LATE, lateName, Problem } from './problem';

/** What is wrong with the names that everything else is made of. */
export function namingProblems({ instanceName, stackNamePrefix }: GlobalRegistryProps): Problem[] {
  const problems = [...literalNameProblems('instanceName', instanceName)];
  if (stackNamePrefix !== undefined) {
    return [...problems, ...prefixProblems('stackNamePrefix', stackNamePrefix)];
  }
  const startsWithDigit = problems.length === 0 && /^[0-9]/.test(instanceName);
  return startsWithDigit
    ? [
        {
          subject: 'stackNamePrefix',
          rule: `stack names begin with a letter, and without a prefix they begin like the instance name ${JSON.stringify(instanceName)}`,
          fix: `Set stackNamePrefix, such as "registry-${instanceName}"`,
        },
      ]
    : problems;
}

/** What is wrong with the options of one region; `prefix` is `primary.` or `replicas[0].`. */
export function regionOptionProblems(prefix: string, options: RegionOptions): Problem[] {
  const { instanceName, existingInstanceId } = options;
  return [
    ...regionProblems(`${prefix}region`, known(options.region)),
    ...(instanceName === undefined ? [] : literalNameProblems(`${prefix}instanceName`, instanceName)),
    ...lateProblems(prefix, options),
    ...purchaseProblems(prefix, knownProps(options)),
    ...settingsProblems(prefix, knownSettings(options)),
    ...(existingInstanceId === undefined ? [] : existingProblems(prefix, options)),
  ];
}

/** What is wrong with one replica among its neighbours. */
export function replicaProblems(
  subject: string,
  replica: ReplicaOptions,
  primaryRegion: string,
  taken: ReadonlyMap<string, string>,
): Problem[] {
  const malformed = replicaShapeProblems(subject, replica);
  if (typeof replica !== 'object' || replica === null) {
    return malformed;
  }
  const { region, accountId } = replica;
  const problems = [
    ...malformed,
    ...regionOptionProblems(`${subject}.`, replica),
    ...accountProblems(`${subject}.accountId`, known(accountId)),
  ];
  const first = taken.get(region);
  if (region === primaryRegion && region !== undefined) {
    const rule = 'a replica lives outside the primary region';
    problems.push({
      subject: `${subject}.region`,
      got: region,
      rule,
      fix: `Remove it, or choose a region other than ${region}`,
    });
  } else if (first !== undefined) {
    problems.push(...repeatedProblems(`${subject}.region`, region, 'each region holds at most one replica', first));
  } else if (typeof region === 'string') {
    problems.push(...cloudProblems(`${subject}.region`, primaryRegion, region));
  }
  return [...problems, ...(accountId === undefined ? [] : foreignProblems(subject, replica))];
}

/** In another account nothing can be bought, and nothing set: that is for its owner. */
function foreignProblems(subject: string, replica: ReplicaOptions): Problem[] {
  const elsewhere = `account ${replica.accountId} is not the one deployed to, so`;
  const settings = ['publicAccess', 'vpcAccess', 'scanRules', 'retentionRules', 'loginPassword'];
  const given = Object.entries(replica).filter(([name, value]) => settings.includes(name) && value !== undefined);
  const problems = given.map(([name]): Problem => {
    return {
      subject: `${subject}.${name}`,
      got: 'given',
      rule: `${elsewhere} nothing can be set there`,
      fix: 'Let its owner set it',
    };
  });
  if (replica.existingInstanceId === undefined) {
    const rule = `${elsewhere} no instance can be bought there`;
    const fix = 'Let its owner buy the instance, and give its id as existingInstanceId';
    problems.push({ subject: `${subject}.existingInstanceId`, rule, fix });
  }
  return problems;
}

/** An instance that exists is not bought, so there is nothing to say about the purchase. */
function existingProblems(prefix: string, options: RegionOptions): Problem[] {
  const bought = [
    'periodMonths',
    'autoRenewMonths',
    'imageScanner',
    'storageBucketName',
    'resourceGroupId',
    'removalPolicy',
  ];
  const given = Object.entries(options).filter(([name, value]) => bought.includes(name) && value !== undefined);
  return [
    ...instanceIdProblems(`${prefix}existingInstanceId`, known(options.existingInstanceId)),
    ...given.map(([name, value]) => ({
      subject: `${prefix}${name}`,
      got: value as unknown,
      rule: 'an instance that exists already is taken as it is',
      fix: 'Remove it, or remove existingInstanceId to buy a new instance',
    })),
  ];
}

function literalNameProblems(subject: string, name: string): Problem[] {
  return known(name) === LATE ? [lateName(subject)] : nameProblems(INSTANCE_NAME, subject, name);
}

function prefixProblems(subject: string, prefix: string): Problem[] {
  return known(prefix) === LATE ? [lateName(subject)] : nameProblems(STACK_NAME_PREFIX, subject, prefix);
}

/** Our stacks are made here, so a value of another stack could reach them only by what ROS does not know. */
function lateProblems(prefix: string, options: RegionOptions): Problem[] {
  const bought = ['periodMonths', 'autoRenewMonths', 'storageBucketName', 'resourceGroupId'];
  return Object.entries(knownProps(options))
    .filter(([name, value]) => bought.includes(name) && value === LATE)
    .map(([name]) => ({
      subject: `${prefix}${name}`,
      got: LATE,
      rule: 'the stacks of the registry cannot read values of other stacks',
      fix: 'Write the value itself',
    }));
}

/** What belongs to one region is named by one region: an instance that exists, and a bucket. */
export function sharedProblems({ primary, replicas = [] }: GlobalRegistryProps): Problem[] {
  const regions = [{ subject: 'primary', options: primary as ReplicaOptions }].concat(
    replicas.map((options, i) => ({ subject: `replicas[${i}]`, options })),
  );
  const shared = (prop: 'existingInstanceId' | 'storageBucketName', rule: string): Problem[] =>
    regions.flatMap(({ subject, options }, i) => {
      const first = regions.slice(0, i).find(other => other.options?.[prop] === options?.[prop]);
      return options?.[prop] === undefined
        ? []
        : repeatedProblems(`${subject}.${prop}`, options[prop], rule, first?.subject);
    });
  return [
    ...shared('existingInstanceId', 'an instance is in one region'),
    ...shared('storageBucketName', 'a bucket is in one region'),
  ];
}

/** Stacks of different stages have no order between them. */
export function serviceRoleProblems(registry: ros.IConstruct, roles: ros.Construct | undefined): Problem[] {
  return roles === undefined || ros.Stage.of(roles as never) === ros.Stage.of(registry as never)
    ? []
    : [
        {
          subject: 'serviceRoles',
          got: roles.node.path,
          rule: 'registries wait for their stack, and stacks wait only for stacks of their own stage',
          fix: 'Make the roles in the stage of the registry',
        },
      ];
}
