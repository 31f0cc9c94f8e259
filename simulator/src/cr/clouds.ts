import { findRegion } from '../runtime/regions';

/** Images are copied within one cloud: the public one, the one of finance, or the one of the government. */
export function inOneCloud(one: string, other: string): boolean {
  const cloud = findRegion(one)?.cloud;
  return cloud !== undefined && cloud === findRegion(other)?.cloud;
}
