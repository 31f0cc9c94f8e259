import { BUYING, UPDATABLE } from './facts.generated';

export const NAMESPACE = 'ALIYUN::CR::Namespace';
export const REPOSITORY = 'ALIYUN::CR::Repository';
export const SYNC_RULE = 'ALIYUN::CR::RepoSyncRule';
export const ACCESS_ENTRY = 'ALIYUN::CR::InstanceEndpointAclPolicy';
export const VPC_LINK = 'ALIYUN::CR::InstanceVpcEndpointLinkedVpc';

const INSTANCES: readonly string[] = BUYING.types;

export const isInstance = (resourceType: string): boolean => INSTANCES.includes(resourceType);

/** Whether deleting one deletes images. */
export const holdsImages = (resourceType: string): boolean =>
  isInstance(resourceType) || resourceType === NAMESPACE || resourceType === REPOSITORY;

/** The id in the template of a resource that its count repeats. */
export const baseOf = (logicalId: string): string => logicalId.replace(/\[\d+\]$/, '');

const UPDATABLE_BY_TYPE = new Map<string, readonly string[]>(Object.entries(UPDATABLE));

/** Whether ROS can change a property in place; undefined for a type that we have no record of. */
export function isUpdatable(resourceType: string, property: string): boolean | undefined {
  return UPDATABLE_BY_TYPE.get(resourceType)?.includes(property);
}
