/** What Container Registry says of images and of their copies, as plain data. */

/** An instance. */
export interface Place {
  readonly region: string;
  readonly instanceId: string;
}

/** An instance by its name, which a region has once. */
export interface NamedPlace {
  readonly region: string;
  readonly instanceName: string;
}

/** A repository of an instance. */
export interface RepositoryPlace extends Place {
  readonly namespace: string;
  readonly repository: string;
}

export interface NamespaceRecord {
  readonly name: string;
  /** Whether a push or a copy makes a repository that is missing. */
  readonly createsRepositories: boolean;
}

export interface RepositoryRecord {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  /** Whether a tag keeps the image that it was given first. */
  readonly immutable: boolean;
}

export interface TagRecord {
  readonly tag: string;
  /** With its algorithm, in whichever form the service wrote it. */
  readonly digest: string;
  readonly bytes: number;
  /** When the tag was last pushed, in milliseconds since 1970. */
  readonly pushed: number;
}

/** The copying of one tag. */
export interface CopyTask {
  readonly id: string;
  readonly status: string;
  readonly issue: string;
  readonly tag: string;
  readonly target: RepositoryPlace;
  readonly targetTag: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly modified: number;
}

/** The digest with its algorithm: lists write bare hexadecimal digits, layers carry the algorithm. */
export function wholeDigest(text: string): string {
  if (text.includes(':') || text === '') {
    return text;
  }
  return `${text.length === 128 ? 'sha512' : 'sha256'}:${text}`;
}
