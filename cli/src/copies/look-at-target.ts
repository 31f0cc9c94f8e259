import { CloudError, concernsIdentity, isTransient } from '../cloud/cloud-error';
import type { ImageClient } from '../cloud/image-client';
import type { CopyTask } from '../domain/image-records';
import { mayLackRoom } from '../images/issue';
import type { Obstacle } from '../images/remedy';
import { obstacleAt } from './read-room';
import type { Route } from './route';

/** The digest at the target; why it could not be read; or an error that no waiting heals. */
export async function readTarget(
  route: Route,
  tag: string,
  images: ImageClient,
): Promise<{ found?: string; unread?: string } | CloudError> {
  try {
    if (route.repositoryId === undefined) {
      const record = await images.repository(route.target);
      route.repositoryId = record?.id;
      route.immutable = record?.immutable === true;
    }
    const { repositoryId } = route;
    return repositoryId === undefined ? {} : { found: (await images.tag(route.target, repositoryId, tag))?.digest };
  } catch (error) {
    if (concernsIdentity(error) || !(error instanceof CloudError)) {
      throw error;
    }
    return isTransient(error) ? { unread: error.message } : error;
  }
}

/** What stands in the way of every copy, looked at once after each failure that it may be the cause of. */
export async function whyHopeless(
  route: Route,
  failed: CopyTask | undefined,
  images: ImageClient,
): Promise<Obstacle | undefined> {
  const isSeen = failed === undefined || route.roomSeenAfter === failed.id;
  if (isSeen || !mayLackRoom(failed.issue) || route.repositoryId !== undefined) {
    return undefined;
  }
  route.roomSeenAfter = failed.id;
  return obstacleAt(route.target, images);
}
