import type { TaskIssue } from '../runtime/faults';
import type { JsonMap } from '../runtime/json';

export type { TaskIssue };

export type Edition = 'Basic' | 'Standard' | 'Advanced';

export interface Namespace {
  readonly id: string;
  readonly name: string;
  autoCreate: boolean;
  visibility: 'PUBLIC' | 'PRIVATE';
  /** Of repositories that are made on push. */
  tagImmutability: boolean;
}

/** The name of bytes by what they are. */
export type Digest = `${'sha256' | 'sha512'}:${string}`;

/** What is remembered of a manifest of a repository; its bytes lie among the blobs of all instances. */
export interface Manifest {
  readonly mediaType: string;
  readonly size: number;
  readonly blobs: readonly Digest[];
  readonly manifests: readonly Digest[];
  readonly subject?: Digest;
  readonly artifactType?: string;
}

export interface Tag {
  digest: Digest;
  size: number;
  readonly created: number;
  updated: number;
}

export interface Repository {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  type: 'PUBLIC' | 'PRIVATE';
  summary: string;
  detail: string;
  tagImmutability: boolean;
  readonly created: number;
  modified: number;
  tags: Record<string, Tag>;
  /** The blobs that can be pulled from it, with their sizes. */
  blobs: Record<string, number>;
  manifests: Record<string, Manifest>;
}

/** An arrow from one instance to another; it lives with its source. */
export interface SyncRule {
  readonly id: string;
  readonly name: string;
  readonly scope: 'NAMESPACE' | 'REPO';
  readonly trigger: 'PASSIVE' | 'INITIATIVE';
  readonly namespace: string;
  readonly repository: string;
  readonly repositoryFilter: string;
  readonly tagFilter: string;
  readonly targetRegion: string;
  readonly targetInstanceId: string;
  readonly targetNamespace: string;
  readonly targetRepository: string;
  readonly crossUser: boolean;
  /** From 1 to 5; the highest comes first. */
  readonly priority: number;
  readonly created: number;
}

/** What is kept on an instance without further behaviour: scan, lifecycle and routing rules, users. */
export interface Attachment {
  readonly kind: string;
  properties: JsonMap;
  readonly created: number;
  modified: number;
}

export interface LinkedVpc {
  readonly vpcId: string;
  readonly vswitchId: string;
  readonly module: string;
  readonly dnsRecord: boolean;
}

export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  edition: Edition;
  status: 'PENDING' | 'RUNNING' | 'DELETING';
  readonly created: number;
  modified: number;
  resourceGroupId: string;
  tags: Record<string, string>;
  internet: { enabled: boolean; entries: { entry: string; comment: string; module: string }[] };
  vpcs: LinkedVpc[];
  namespaces: Record<string, Namespace>;
  repositories: Record<string, Repository>;
  rules: Record<string, SyncRule>;
  attachments: Record<string, Attachment>;
}

export type TaskStatus = 'PENDING' | 'SYNCHRONIZING' | 'SUCCESS' | 'ERROR' | 'CANCELED';

/** Where an image is, or is to be. */
export interface ImageLocation {
  readonly region: string;
  readonly instanceId: string;
  readonly namespace: string;
  readonly repository: string;
  readonly tag: string;
}

/** How much of a layer or configuration has been sent: nothing, where the target had it already. */
export interface CopiedBlob {
  readonly digest: Digest;
  readonly size: number;
  synced: number;
}

/** The copying of one tag. */
export interface SyncTask {
  readonly id: string;
  readonly ruleId: string;
  readonly batchId: string;
  readonly from: ImageLocation;
  readonly to: ImageLocation;
  readonly digest: Digest;
  readonly size: number;
  readonly blobs: CopiedBlob[];
  readonly trigger: 'PASSIVE' | 'INITIATIVE';
  readonly override: boolean;
  readonly crossUser: boolean;
  readonly priority: number;
  status: TaskStatus;
  issue?: TaskIssue;
  readonly created: number;
  modified: number;
}
