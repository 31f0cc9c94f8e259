import {
  accountProblems,
  choiceProblems,
  instanceIdProblems,
  purchaseProblems,
  regionProblems,
} from '../domain/instance';
import { INSTANCE_NAME, nameProblems, NAMESPACE_NAME, STACK_NAME_PREFIX } from '../domain/names';
import { nearest } from '../domain/regions';
import { repositoryProblems, VISIBILITIES } from '../domain/repositories';
import { settingsProblems } from '../domain/surroundings';
import { filterProblems } from '../domain/sync-filter';
import { TRIGGERS } from '../domain/sync-rules';
import { cloudProblems } from '../domain/topology';
import type {
  GlobalRegistryProps,
  NamespaceOptions,
  PrimaryOptions,
  RegionOptions,
  ReplicaOptions,
} from '../global-registry';
import { Edition } from '../registry-instance';
import { knownSettings } from './known-settings';
import { known, knownProps } from './late';
import { LATE, Problem } from './problem';

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
    ...purchaseProblems(prefix, knownProps(options)),
    ...settingsProblems(prefix, knownSettings(options)),
    ...(existingInstanceId === undefined ? [] : existingProblems(prefix, options)),
  ];
}

/** What is wrong with a primary that has to replicate. */
export function primaryProblems(primary: PrimaryOptions): Problem[] {
  return primary.edition !== Edition.BASIC
    ? []
    : [
        {
          subject: 'primary.edition',
          got: primary.edition,
          rule: 'only editions Advanced and Standard can replicate to others',
          fix: 'Choose Edition.ADVANCED; an instance that exists is upgraded in the console first',
        },
      ];
}

/** What is wrong with one replica among its neighbours. */
export function replicaProblems(
  subject: string,
  replica: ReplicaOptions,
  primaryRegion: string,
  taken: ReadonlyMap<string, string>,
): Problem[] {
  const { region, accountId } = replica;
  const problems = [
    ...regionOptionProblems(`${subject}.`, replica),
    ...accountProblems(`${subject}.accountId`, known(accountId)),
  ];
  const first = taken.get(region);
  if (region === primaryRegion) {
    const rule = 'a replica lives outside the primary region';
    problems.push({
      subject: `${subject}.region`,
      got: region,
      rule,
      fix: `Remove it, or choose a region other than ${region}`,
    });
  } else if (first !== undefined) {
    const rule = 'each region holds at most one replica';
    problems.push({
      subject: `${subject}.region`,
      got: region,
      rule,
      fix: `Remove the repeated entry (first seen at ${first})`,
    });
  } else if (typeof region === 'string') {
    problems.push(...cloudProblems(`${subject}.region`, primaryRegion, region));
  }
  return [...problems, ...(accountId === undefined ? [] : foreignProblems(subject, replica))];
}

/** What is wrong with one namespace by itself. */
export function namespaceOptionProblems(
  subject: string,
  options: NamespaceOptions,
  taken: ReadonlyMap<string, string>,
): Problem[] {
  const { name, visibility, repositories = [], repositoriesMatching, tagsMatching, trigger } = options;
  const first = taken.get(name);
  const filter = (prop: string, value: string | undefined) =>
    value === undefined ? [] : filterProblems(`${subject}.${prop}`, value);
  return [
    ...(known(name) === LATE ? [lateName(`${subject}.name`)] : nameProblems(NAMESPACE_NAME, `${subject}.name`, name)),
    ...(first === undefined
      ? []
      : [
          {
            subject: `${subject}.name`,
            got: name,
            rule: 'each namespace is declared once',
            fix: `Remove the repeated entry (first seen at ${first})`,
          },
        ]),
    ...choiceProblems(`${subject}.visibility`, visibility, 'Visibility', VISIBILITIES),
    ...choiceProblems(`${subject}.trigger`, trigger, 'SyncTrigger', TRIGGERS),
    ...filter('repositoriesMatching', repositoriesMatching),
    ...filter('tagsMatching', tagsMatching),
    ...repositories.flatMap((repository, i) =>
      repositoryProblems(`${subject}.repositories[${i}].`, knownProps(repository)),
    ),
  ];
}

/** What is wrong with the regions that a namespace names, once all replicas are known. */
export function namespaceRegionProblems(
  subject: string,
  options: NamespaceOptions,
  primaryRegion: string,
  replicaRegions: readonly string[],
): Problem[] {
  const unknown = (prop: string, named: readonly string[], allowed: readonly string[], what: string): Problem[] =>
    named
      .map((region, i): Problem | undefined =>
        allowed.includes(region)
          ? undefined
          : {
              subject: `${subject}.${prop}[${i}]`,
              got: region,
              rule: `it is the region of ${what}`,
              fix:
                allowed.length === 0
                  ? 'Add a replica there, or remove the entry'
                  : `Did you mean ${JSON.stringify(nearest(`${region}`, allowed))}?`,
            },
      )
      .filter(problem => problem !== undefined);
  return [
    ...unknown('replicateTo', options.replicateTo ?? [], replicaRegions, 'a replica of this registry'),
    ...unknown(
      'existingIn',
      options.existingIn ?? [],
      [primaryRegion, ...replicaRegions],
      'the primary or of a replica',
    ),
  ];
}

/** What is wrong with scan and retention rules about namespaces that the registry does not have. */
export function ruleNamespaceProblems(props: GlobalRegistryProps, names: readonly string[]): Problem[] {
  const about = (prop: string, rules: readonly { readonly namespaceName?: string }[] = []): Problem[] =>
    rules.flatMap(({ namespaceName }, i) =>
      namespaceName === undefined || names.includes(namespaceName)
        ? []
        : [
            {
              subject: `${prop}[${i}].namespaceName`,
              got: namespaceName,
              rule: 'the registry has no namespace of that name',
              fix:
                names.length === 0
                  ? 'Add it to namespaces'
                  : `Did you mean ${JSON.stringify(nearest(namespaceName, names))}?`,
            },
          ],
    );
  return [...about('scanRules', props.scanRules), ...about('retentionRules', props.retentionRules)];
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

function lateName(subject: string): Problem {
  return {
    subject,
    got: LATE,
    rule: 'names of stacks and resources are made of it at synth',
    fix: 'Write the name itself',
  };
}
