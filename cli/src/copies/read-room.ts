import { concernsIdentity } from '../cloud/cloud-error';
import type { ImageClient } from '../cloud/image-client';
import type { Place, RepositoryPlace } from '../domain/image-records';
import type { Obstacle } from '../images/remedy';
import { type Room, noRoomFor } from '../images/room';

/** What decides whether copies find room at a replica. */
export async function readRoom(
  place: Place,
  repositories: ReadonlySet<string>,
  images: Pick<ImageClient, 'namespaces' | 'repositoryQuota'>,
): Promise<Room> {
  const [namespaces, quota] = await Promise.all([images.namespaces(place), images.repositoryQuota(place)]);
  return { namespaces: new Map(namespaces.map(one => [one.name, one])), repositories, quota };
}

/** Why nothing can be copied to a repository that is missing; undefined where that cannot be told. */
export async function obstacleAt(target: RepositoryPlace, images: ImageClient): Promise<Obstacle | undefined> {
  try {
    return noRoomFor(target, await readRoom(target, new Set(), images));
  } catch (error) {
    if (concernsIdentity(error)) {
      throw error;
    }
    return undefined;
  }
}
