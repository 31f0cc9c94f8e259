import { ALLOWED, type Access, type AccessRequest } from '../tokens/access';
import type { Digest } from '../protocol/digest';

/** Whether images can be pushed to a repository. */
export type Standing =
  | { readonly kind: 'exists' }
  /** It is made by the first push. */
  | { readonly kind: 'creatable' }
  /** The sentence tells the person why, and what to do. */
  | { readonly kind: 'refused'; readonly message: string };

export interface ManifestPut {
  readonly repository: string;
  readonly digest: Digest;
}

export interface TagPut extends ManifestPut {
  readonly tag: string;
  /** What the tag named before. */
  readonly previous?: Digest;
}

export interface TagDeleted extends ManifestPut {
  readonly tag: string;
}

/**
 * What the owner of a registry decides, and is told. Each method may throw a `RegistryError` of its own instead, for a
 * registry that is down or a client that asks too often. What happened is told before it is committed.
 */
export interface RegistryRules {
  authorize(request: AccessRequest): Access | Promise<Access>;
  repository(name: string): Standing;
  /** Whether a tag, once there, keeps its digest. */
  immutable(repository: string, tag: string): boolean;
  onManifestPut?(event: ManifestPut): void;
  onTagPut?(event: TagPut): void;
  onTagDelete?(event: TagDeleted): void;
}

/** Everybody may do everything. */
export const OPEN_RULES: RegistryRules = {
  authorize: () => ALLOWED,
  repository: () => ({ kind: 'creatable' }),
  immutable: () => false,
};
