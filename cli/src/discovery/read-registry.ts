import { CloudError, isForbidden, isTransient } from '../cloud/cloud-error';
import type { SettingsClient } from '../cloud/settings-client';
import { sideBySide } from '../cloud/side-by-side';
import type { FoundRegistry, FoundRepository } from '../domain/found';
import type { Place } from '../domain/image-records';

/** Is told how many repositories have been read. */
export type OnRead = (repositories: number) => void;

/** Reads a registry with everything on it; what the service does not offer there is noted and not guessed. */
export async function readRegistry(place: Place, client: SettingsClient, onRead: OnRead): Promise<FoundRegistry> {
  const unread: string[] = [];
  const offered = async <T>(what: string, read: () => Promise<T[]>): Promise<T[]> => {
    try {
      return await read();
    } catch (error) {
      if (!isUnoffered(error)) {
        throw error;
      }
      unread.push(`${what}: ${(error as Error).message}`);
      return [];
    }
  };
  const [instance, internet, vpcs, namespaces, listed, scanRules, retentionRules] = await Promise.all([
    client.instance(place),
    client.internet(place),
    client.vpcs(place),
    client.namespaces(place),
    client.rules(place),
    offered('scan rules', () => client.scanRules(place)),
    offered('retention rules', () => client.retentionRules(place)),
  ]);
  const rules = listed.filter(({ source }) => source.instanceId === place.instanceId).map(({ rule }) => rule);
  const repositories = await readRepositories(place, client, onRead);
  return {
    ...instance,
    ...{ internet, vpcs, namespaces, repositories, rules, scanRules, retentionRules },
    unread: unread.sort(),
  };
}

async function readRepositories(place: Place, client: SettingsClient, onRead: OnRead): Promise<FoundRepository[]> {
  return sideBySide(await client.repositories(place), async repository => {
    const [detail, tags] = await Promise.all([client.detail(place, repository.id), client.tags(place, repository.id)]);
    onRead(1);
    return { ...repository, detail, tags };
  });
}

/** Some calls are for accounts on a list, or not known to an endpoint. A missing permission is another matter: it can be granted. */
const isUnoffered = (error: unknown): boolean =>
  error instanceof CloudError &&
  !isForbidden(error) &&
  !isTransient(error) &&
  /InvalidAction|NotSupport|NOT_SUPPORT|NotFound/i.test(error.code);
