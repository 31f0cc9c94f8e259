import * as fc from 'fast-check';
import { leaving } from './left';
import { tamed } from './tame';
import {
  CIDRS,
  DeclaredNamespace,
  DeclaredRegion,
  FILTERS,
  grant,
  Link,
  link,
  namespace,
  NAMESPACES,
  optional,
  reader,
  region,
  REPLICAS,
  repository,
  REPOSITORIES,
  seldom,
  World,
} from './world';

/** A change of an app that docs/changes.md says is possible; the same world where it does not apply. */
type Change = (world: World) => Partial<World>;

/** An edit, with what it is called where it goes wrong. */
export interface Edit {
  readonly change: Change;
  readonly [fc.toStringMethod]: () => string;
}

const named = (name: string, changes: fc.Arbitrary<Change>): fc.Arbitrary<Edit> =>
  changes.map(change => ({ change, [fc.toStringMethod]: () => `${name}` }));

const pick = <T>(items: readonly T[], n: number): T | undefined =>
  items.length === 0 ? undefined : items[n % items.length];

/** A random replica, unless its region is taken or its name was bought there before. */
const addReplica = fc.constantFrom(...REPLICAS).chain(id =>
  region(id).map((replica): Change => ({ replicas, left }) => ({
    replicas:
      replicas.some(other => other.region === id) || (left.regions.has(id) && !replica.existing)
        ? replicas
        : [...replicas, replica],
  })),
);

const removeReplica = fc
  .nat()
  .map((n): Change => ({ replicas }) => ({ replicas: replicas.filter(it => it !== pick(replicas, n)) }));

/** What was there before creates repositories, or not, as it did. */
const addNamespace = fc.constantFrom(...NAMESPACES).chain(name =>
  namespace(name).map((added): Change => ({ namespaces, left }) => {
    const autoCreate = left.autoCreate.get(name) ?? added.autoCreate;
    return {
      namespaces: namespaces.some(other => other.name === name)
        ? namespaces
        : [...namespaces, { ...added, autoCreate }],
    };
  }),
);

const removeNamespace = fc
  .nat()
  .map((n): Change => ({ namespaces }) => ({ namespaces: namespaces.filter(it => it !== pick(namespaces, n)) }));

const changed =
  (n: number, change: (it: DeclaredNamespace) => Partial<DeclaredNamespace>): Change =>
  ({ namespaces }) => ({
    namespaces: namespaces.map(it => (it === pick(namespaces, n) ? { ...it, ...change(it) } : it)),
  });

const changeNamespace = fc
  .tuple(
    fc.nat(),
    namespace('any'),
    optional(fc.constantFrom(...FILTERS)),
    fc.constantFrom('rule', 'look', 'regions', 'creation'),
  )
  .map(([n, other, tagsMatching, what]): Change =>
    changed(
      n,
      it =>
        ({
          rule: { tagsMatching, trigger: other.trigger, repositoriesMatching: other.repositoriesMatching },
          look: { visibility: other.visibility },
          regions: { replicateTo: other.replicateTo },
          creation: { autoCreate: it.name === 'old' ? it.autoCreate : other.autoCreate },
        })[what],
    ),
  );

const changeRepository = fc
  .tuple(fc.nat(), fc.constantFrom(...REPOSITORIES).chain(repository), fc.boolean())
  .map(([n, one, there]): Change =>
    changed(n, ({ repositories }) => {
      const others = repositories.filter(({ name }) => name !== one.name);
      return { repositories: there ? [...others, one] : others };
    }),
  );

const inRegion =
  (n: number, change: (it: DeclaredRegion) => Partial<DeclaredRegion>): Change =>
  ({ primary, replicas }) => {
    const chosen = pick([primary, ...replicas], n);
    const edit = (it: DeclaredRegion) => (it === chosen ? { ...it, ...change(it) } : it);
    return { primary: edit(primary), replicas: replicas.map(edit) };
  };

const changeRegion = fc
  .tuple(
    fc.nat(),
    fc.subarray(CIDRS),
    optional(link),
    fc.boolean(),
    optional(fc.constantFrom('rg-a', 'rg-b')),
    fc.nat({ max: 3 }),
  )
  .map(([n, cidrs, vpc, password, resourceGroupId, what]): Change =>
    inRegion(n, it =>
      it.existing && it.region === 'us-east-1'
        ? {}
        : [{ cidrs }, { vpc: relinked(it.vpc, vpc) }, { password }, it.existing ? {} : { resourceGroupId }][what],
    ),
  );

/** A VPC that is linked is not linked in other words before the old link is gone: the README says so, and the deployer refuses it. */
const relinked = (before: Link | undefined, after: Link | undefined) =>
  before !== after && [before, after].every(link => link === 'reference' || link === 'attribute') ? undefined : after;

const changeGrants = fc.array(grant, { maxLength: 3 }).map((grants): Change => () => ({ grants }));

const changeRules = fc
  .record({
    scanNamespace: fc.boolean(),
    cleaned: optional(fc.constantFrom('instance', 'namespace', 'repository')),
    keepLast: fc.constantFrom(5, 100),
    tags: optional(fc.constantFrom('platform', 'shop')),
  })
  .map(
    (rules): Change =>
      () =>
        rules,
  );

const changeBeside = fc
  .record({ beside: seldom, reader, chain: seldom, serviceRoles: fc.boolean() })
  .map((all): Change => ({ beside }) => ({ ...all, beside: beside || all.beside }));

/** One random edit. */
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  named('add a replica', addReplica),
  named('remove a replica', removeReplica),
  named('add a namespace', addNamespace),
  named('remove a namespace', removeNamespace),
  named('change a namespace', changeNamespace),
  named('change a repository', changeRepository),
  named('change a region', changeRegion),
  named('change the permissions', changeGrants),
  named('change the rules', changeRules),
  named('change what is beside', changeBeside),
);

/** The world after an edit, knowing what it leaves behind. */
export function edited(world: World, { change }: Edit): World {
  const next = tamed({ ...world, ...change(world) });
  return { ...next, left: leaving(world, next) };
}
