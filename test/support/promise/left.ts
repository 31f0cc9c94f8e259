import { preparedNamespaces } from './account';
import { DeclaredNamespace, DeclaredRegion, Left, PRIMARY, REPOSITORIES, World } from './world';

/** The regions that have a namespace. */
export function goesTo({ replicas }: Pick<World, 'replicas'>, { replicateTo }: DeclaredNamespace): string[] {
  const named = replicas.map(({ region }) => region).filter(region => replicateTo?.includes(region) ?? true);
  return [PRIMARY, ...named];
}

/** The regions where a namespace or a repository is there without the app, as its owner knows. */
export function existingIn(world: World, path: string, regions: readonly string[]): string[] {
  return regions.filter(region => isThere(world, region, path));
}

function isThere({ primary, replicas, left }: World, region: string, path: string): boolean {
  const it = [primary, ...replicas].find(other => other.region === region)!;
  const [namespace, repository] = path.split('/');
  const prepared =
    preparedNamespaces(region).includes(namespace) && (repository === undefined || REPOSITORIES.includes(repository));
  return left.paths.has(`${instanceOf(it)}/${path}`) || (it.existing && prepared);
}

/** One region may have two instances, one after the other: one from the console, and one that the app has bought. */
export const instanceOf = ({ region, existing }: DeclaredRegion) => (existing ? `the bought one in ${region}` : region);

/** What is left behind when one world becomes another. */
export function leaving(before: World, after: World): Left {
  const [were, are] = [pathsOf(before), pathsOf(after)];
  const gone = [...were].filter(path => !are.has(path));
  const regions = before.replicas.filter(
    ({ region, existing }) => !existing && !after.replicas.some(other => other.region === region),
  );
  return {
    paths: new Set([...before.left.paths, ...gone]),
    autoCreate: new Map([
      ...before.left.autoCreate,
      ...before.namespaces.map(({ name, autoCreate }) => [name, autoCreate] as const),
    ]),
    regions: new Set([...before.left.regions, ...regions.map(({ region }) => region)]),
    closed: closings(before, after),
  };
}

/** `instance/namespace` and `instance/namespace/repository` of all that is declared. */
function pathsOf(world: World): Set<string> {
  return new Set(
    world.namespaces.flatMap(namespace =>
      goesTo(world, namespace)
        .map(region => instanceOf([world.primary, ...world.replicas].find(other => other.region === region)!))
        .flatMap(instance => [
          `${instance}/${namespace.name}`,
          ...namespace.repositories.map(({ name }) => `${instance}/${namespace.name}/${name}`),
        ]),
    ),
  );
}

/** Each time that access is closed, the entry that lets nobody in stays behind. */
function closings(before: World, after: World): Map<string, number> {
  const closed = new Map(before.left.closed);
  const next = [after.primary, ...after.replicas];
  for (const it of [before.primary, ...before.replicas]) {
    const open = next.find(other => instanceOf(other) === instanceOf(it))?.cidrs ?? [];
    if (it.cidrs.length > 0 && open.length === 0) {
      closed.set(instanceOf(it), (closed.get(instanceOf(it)) ?? 0) + 1);
    }
  }
  return closed;
}
