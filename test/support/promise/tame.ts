import { DeclaredNamespace, DeclaredRegion, DeclaredRepository, World } from './world';

/**
 * The world as somebody declares it who knows the rules: most random apps would break one of some that meet often, and an app that is
 * refused tries nothing. Each of these rules has tests of its own, and the careless go on breaking it.
 */
export function tamed(world: World): World {
  if (world.careless) {
    return world;
  }
  const { primary, replicas, namespaces } = world;
  return {
    ...world,
    primary: linkedOnce(primary),
    replicas: replicas.map(linkedOnce),
    namespaces: namespaces.map(matched),
    networksRead: undefined, // what a network reads of the registry, or of two others, makes too long a chain of outputs
  };
}

/** A VPC is linked once, whatever words are used for it. */
function linkedOnce(region: DeclaredRegion): DeclaredRegion {
  return region.vpc === 'twice' ? { ...region, vpc: 'attribute' } : region;
}

/** What is copied is declared where pushing creates nothing; and a filter takes one of what is declared. */
function matched(namespace: DeclaredNamespace): DeclaredNamespace {
  const { autoCreate, repositories, repositoriesMatching: filter = '.*' } = namespace;
  const isTaken = repositories.some(({ name }) => new RegExp(`^(${filter})$`).test(name));
  const isIdle = isTaken || (autoCreate && repositories.length === 0);
  return isIdle ? namespace : { ...namespace, repositories: [...repositories, MATCHED] };
}

/** Taken by every filter. */
const MATCHED: DeclaredRepository = { name: 'api' };
