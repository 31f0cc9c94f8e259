import { crError } from '../cr/errors';
import type { Digest, SyncTask } from '../cr/model';
import { TAG } from '../cr/registries';
import { own } from '../runtime/json';
import type { BlobStore } from '../registry';
import type { Images } from './images';
import { smallImage } from './small-image';
import type { SyncTasks } from './sync-tasks';

export interface PushedImage {
  /** The region of the instance, such as `cn-hangzhou`. */
  readonly region: string;
  readonly instanceId: string;
  readonly namespace: string;
  readonly repository: string;
  readonly tag: string;
  /**
   * What the only file of the image holds: another content is another digest.
   *
   * @default - the namespace, the repository and the tag
   */
  readonly content?: string;
  /**
   * The bytes of that file; what is beyond the content is zeros.
   *
   * @default - as many as the content has
   */
  readonly size?: number;
}

/** What became of a push. */
export interface Push {
  readonly digest: Digest;
  /** The bytes of its layer and its configuration. */
  readonly size: number;
  /** The copies that automatic rules start. */
  readonly copies: SyncTask[];
}

/** Makes a real image of one layer and stores it as `docker push` would. */
export async function pushSmallImage(images: Images, tasks: SyncTasks, pushed: PushedImage): Promise<Push> {
  const { region, instanceId, namespace, repository, tag } = pushed;
  const path = `${namespace}/${repository}`;
  const made = smallImage(pushed.content ?? `${path}:${tag}\n`, pushed.size ?? 0);
  for (const { digest, bytes } of [...made.blobs, { digest: made.digest, bytes: made.manifest }]) {
    await keep(images.blobs, digest, bytes);
  }
  const instance = images.registries.running(instanceId, region);
  checkTag(tag);
  const { tagImmutability, tags } = images.registries.repositoryOnPush(instance, namespace, repository);
  const existing = own(tags, tag);
  if (tagImmutability && existing && existing.digest !== made.digest) {
    throw crError('TAG_CONFLICT', `The tag ${tag} of ${path} exists and cannot be overwritten.`);
  }
  const content = images.content(instanceId).open(path);
  made.blobs.forEach(({ digest, bytes }) => content.blobs.set(digest, bytes.length));
  content.manifests.set(made.digest, {
    mediaType: made.mediaType,
    size: made.manifest.length,
    blobs: made.blobs.map(({ digest }) => digest),
    manifests: [],
  });
  content.tags.set(tag, made.digest);
  const copies = tasks.pushed(instance, namespace, repository, tag);
  await images.commit();
  const size = made.blobs.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return { digest: made.digest, size, copies: structuredClone(copies) };
}

function checkTag(tag: string): void {
  if (!TAG.test(tag)) {
    throw crError('INVALID_TAG', `The tag ${JSON.stringify(tag)} is not 1 to 128 letters, digits, "_", "." and "-".`);
  }
}

async function keep(blobs: BlobStore, digest: Digest, bytes: Buffer): Promise<void> {
  const writer = await blobs.begin('sha256');
  await writer.append([bytes]);
  await writer.keep(digest);
}
