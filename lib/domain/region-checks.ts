import { INSTANCE_NAME, accepts } from './names';
import { DeployTime, GIVEN, Problem } from './problem';
import { Options, PropTable } from './prop-rules';
import { REPLICA } from './props';
import { PURCHASE } from './purchase';
import { settingsProblems } from './settings';
import { cloudProblems } from './topology';

/** What was declared before, by the value that must not come twice. */
export type Taken = ReadonlyMap<unknown, string>;

/** What a list declares, by the value of one prop; the first of equals counts. */
export function entries(list: string, before: readonly Options[], prop: string): Taken {
  return new Map([...before].map((options, i) => [options[prop], `${list}[${i}]`] as const).reverse());
}

/** What was declared by earlier calls. */
export function earlier<T>(what: string, before: readonly T[], key: (item: T) => unknown): Taken {
  return new Map(before.map(item => [key(item), `an earlier ${what}`]));
}

/** What is wrong with a value that must not come twice. */
export function repeatProblems(subject: string, got: unknown, rule: string, taken: Taken): Problem[] {
  const first = got === undefined ? undefined : taken.get(got);
  return first === undefined ? [] : [{ subject, got, rule, fix: `Remove the repeated entry (first seen at ${first})` }];
}

/** ROS wants a letter first, and the prefix is by default the name of the instance. */
export function prefixProblems({ instanceName: name, stackNamePrefix }: Options): Problem[] {
  return stackNamePrefix === undefined &&
    typeof name === 'string' &&
    accepts(INSTANCE_NAME, name) &&
    /^[0-9]/.test(name)
    ? [
        {
          subject: 'stackNamePrefix',
          rule: `stack names begin with a letter, and without a prefix they begin like the instance name ${JSON.stringify(name)}`,
          fix: `Set stackNamePrefix, such as "registry-${name}"`,
        },
      ]
    : [];
}

/** An instance that exists is not bought, so there is nothing to say about the purchase. */
export function regionProblems(subject: string, options: Options): Problem[] {
  const bought = options.existingInstanceId === undefined ? [] : given(options, PURCHASE);
  return [
    ...settingsProblems(`${subject}.`, options),
    ...bought.map(name => ({
      subject: `${subject}.${name}`,
      got: options[name],
      rule: 'an instance that exists already is taken as it is',
      fix: 'Remove it, or remove existingInstanceId to buy a new instance',
    })),
  ];
}

/** What is wrong with a replica among its neighbours. */
export function replicaProblems(subject: string, replica: Options, primaryRegion: unknown, taken: Taken): Problem[] {
  const { region, accountId } = replica;
  const place = `${subject}.region`;
  const repeated = repeatProblems(place, region, 'each region holds at most one replica', taken);
  const near: Problem = {
    subject: place,
    got: region,
    rule: 'a replica lives outside the primary region',
    fix: `Remove it, or choose a region other than ${String(region)}`,
  };
  return [
    ...regionProblems(subject, replica),
    ...(typeof region !== 'string' || typeof primaryRegion !== 'string'
      ? []
      : region === primaryRegion
        ? [near]
        : repeated.length > 0
          ? repeated
          : cloudProblems(place, primaryRegion, region)),
    ...(isAccount(accountId) ? foreignProblems(subject, replica) : []),
  ];
}

function isAccount(accountId: unknown): boolean {
  return (
    accountId instanceof DeployTime || (accountId !== undefined && REPLICA.accountId.check('', accountId).length === 0)
  );
}

/** In another account nothing can be bought, and nothing set: that is for its owner. */
function foreignProblems(subject: string, replica: Options): Problem[] {
  const account = replica.accountId instanceof DeployTime ? 'that account' : `account ${String(replica.accountId)}`;
  const elsewhere = `${account} is not the one deployed to, so`;
  const settings = given(replica, REPLICA).filter(name => (REPLICA as PropTable)[name].setting);
  return [
    ...settings.map(name => ({
      subject: `${subject}.${name}`,
      got: GIVEN,
      rule: `${elsewhere} nothing can be set there`,
      fix: 'Let its owner set it',
    })),
    ...(replica.existingInstanceId === undefined
      ? [
          {
            subject: `${subject}.existingInstanceId`,
            rule: `${elsewhere} no instance can be bought there`,
            fix: 'Let its owner buy the instance, and give its id as existingInstanceId',
          },
        ]
      : []),
  ];
}

/** An own bucket that the given service roles do not reach: the instance would stay pending until its deployment times out. */
export function unreachedBucketProblem(
  subject: string,
  registry: Options,
  { storageBucketName: got }: Options,
): Problem[] {
  const { _buckets: reached } = (registry.serviceRoles ?? {}) as { readonly _buckets?: readonly unknown[] };
  return typeof got !== 'string' || !Array.isArray(reached) || reached.includes(got)
    ? []
    : [
        {
          subject: `${subject}.storageBucketName`,
          got,
          rule: 'the given serviceRoles give no rights to that bucket, so the instance would stay pending',
          fix: 'Add it to storageBucketNames of the RegistryServiceRoles',
        },
      ];
}

/** The same for every region of a registry. */
export function unreachedBucketProblems(registry: Options, primary: Options, replicas: readonly Options[]): Problem[] {
  return [
    ...unreachedBucketProblem('primary', registry, primary),
    ...replicas.flatMap((replica, i) => unreachedBucketProblem(`replicas[${i}]`, registry, replica)),
  ];
}

/** What belongs to one region is named by one region. */
export const BELONGS_TO_ONE = [
  { prop: 'existingInstanceId', rule: 'an instance is in one region' },
  { prop: 'storageBucketName', rule: 'a bucket is in one region' },
];

/** What is wrong with what several regions name at once. */
export function sharedProblems(primary: Options, replicas: readonly Options[]): Problem[] {
  const regions = [primary, ...replicas];
  const subject = (i: number) => (i === 0 ? 'primary' : `replicas[${i - 1}]`);
  return BELONGS_TO_ONE.flatMap(({ prop, rule }) =>
    regions.flatMap((options, i) => {
      const taken = new Map(
        regions
          .slice(0, i)
          .map((other, j) => [other[prop], subject(j)] as const)
          .reverse(),
      );
      return repeatProblems(`${subject(i)}.${prop}`, options[prop], rule, taken);
    }),
  );
}

/** The options of an object that a table knows and that are given. */
function given(options: Options, table: PropTable): string[] {
  return Object.keys(table).filter(name => options[name] !== undefined && options[name] !== null);
}
