import type { CopyTask, NamespaceRecord, RepositoryPlace, RepositoryRecord } from '../domain/image-records';
import type { CopyRule } from './copy-rule';
import type { Destination } from './destinations';

/** All that the service says about one image and one replica. */
export interface Observation {
  readonly image: RepositoryPlace & { readonly tag: string; readonly digest: string; readonly pushed: number };
  /** Where it is, or would be. */
  readonly target: RepositoryPlace;
  /** How it gets there. */
  readonly destination: Destination;
  /** What is where rules copy it to under other names. */
  readonly elsewhere: readonly { readonly place: RepositoryPlace; readonly found?: string }[];
  /** The rules from the primary to the replica. */
  readonly rules: readonly CopyRule[];
  /** Why the replica could not be read. */
  readonly unreadable?: string;
  /** Why nobody but its owner can tell what is there. */
  readonly foreign?: string;
  /** Of the instance of the replica; undefined where it does not exist. */
  readonly status?: string;
  readonly namespace?: NamespaceRecord;
  readonly repository?: RepositoryRecord;
  readonly found?: string;
  /** Use of and room for repositories at the replica. */
  readonly quota?: { readonly used: number; readonly quota: number };
  /** The copies of the tag to the replica, the oldest first. */
  readonly tasks: readonly CopyTask[];
}

export interface Clue {
  readonly subject: string;
  readonly state: 'ok' | 'problem' | 'note';
  readonly detail: string;
}
