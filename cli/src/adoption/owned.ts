import { NAMESPACE, REPOSITORY, SYNC_RULE } from '../domain/resource-types';

/** The resource types of which stacks take over what exists. */
export type Owned = ReadonlySet<string>;

/** Nothing: whatever exists stays as it is. */
export const NOTHING_OWNED: Owned = new Set();

const TYPES = {
  instance: 'ALIYUN::CR::Instance',
  namespace: NAMESPACE,
  repository: REPOSITORY,
  rule: SYNC_RULE,
} as const;

/** The types that are taken over where the service offers it. */
export const ADOPTABLE: readonly string[] = Object.values(TYPES);

export const isOwned = (owned: Owned, what: keyof typeof TYPES): boolean => owned.has(TYPES[what]);
