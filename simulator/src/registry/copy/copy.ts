import { readWhole, keepBytes, type Release } from '../blobs/blob-store';
import type { RepositoryContent } from '../content/registry-content';
import { type Digest, isDigest } from '../protocol/digest';
import { type CopyStep, copyBlob } from './copy-blob';
import { CopyError } from './copy-error';
import { type OrderedManifest, copyOrder } from './copy-order';
import { type Place, isShared, openTarget, repositoryAt } from './place';

export interface CopyOptions {
  /** What refers to the image, such as signatures, goes with it. @default false */
  readonly referrers?: boolean;
  /** The tag at the target. @default - the same; none where the image is named by its digest */
  readonly tag?: string;
  /** Whether a tag that names something else at the target is moved. @default true */
  readonly overwrite?: boolean;
}

export interface CopiedLayer {
  readonly digest: Digest;
  readonly size: number;
  /** False where the target had it already. */
  readonly sent: boolean;
}

export interface CopyReport {
  readonly digest: Digest;
  readonly layers: readonly CopiedLayer[];
  /** Of the layers and configurations; manifests are small and not counted. */
  readonly bytesSent: number;
}

/**
 * Copies an image step by step, so that whoever takes the steps decides how fast they go, and where they end. Blobs go
 * first, then the manifests that consist of them, then the tag: nobody ever sees an image that is not whole. A copy that
 * was cut is done again: what has arrived is not sent twice. Take all steps, or end them with `return()`: until then
 * nothing of the image is collected as garbage.
 */
export async function* copySteps(
  source: Place,
  target: Place,
  reference: string,
  options: CopyOptions = {},
): AsyncGenerator<CopyStep, CopyReport> {
  const from = source.content.find(source.repository);
  const digest = isDigest(reference) ? reference : from?.tags.get(reference);
  if (!from || !digest) {
    throw new CopyError('SOURCE_MISSING', `The source ${source.repository} has no image ${reference}.`);
  }
  const tag = options.tag ?? (isDigest(reference) ? undefined : reference);
  const order = copyOrder(from, digest, options.referrers ?? false);
  const releases = holdAll([source, target], order);
  try {
    openTarget(target);
    checkTag(target, tag, digest, options.overwrite ?? true);
    const layers = new Map<Digest, CopiedLayer>();
    for (const manifest of order) {
      for (const blob of manifest.blobs) {
        if (layers.has(blob.digest)) {
          continue;
        }
        layers.set(blob.digest, { ...blob, sent: yield* copyBlob(source, target, blob.digest, blob.size) });
      }
      await copyManifest(source, target, manifest);
    }
    checkTag(target, tag, digest, options.overwrite ?? true);
    if (tag !== undefined) {
      repositoryAt(target).tags.set(tag, digest);
    }
    await target.content.commit();
    return reportOf(digest, [...layers.values()]);
  } finally {
    releases.forEach(release => release());
  }
}

/** Copies an image at once. `onStep` sees every step, and ends the copy there when it throws. */
export async function copyImage(
  source: Place,
  target: Place,
  reference: string,
  { onStep, ...options }: CopyOptions & { readonly onStep?: (step: CopyStep) => void | Promise<void> } = {},
): Promise<CopyReport> {
  const steps = copySteps(source, target, reference, options);
  for (;;) {
    const step = await steps.next();
    if (step.done) {
      return step.value;
    }
    try {
      await onStep?.(step.value);
    } catch (error) {
      await steps.throw(error);
    }
  }
}

function reportOf(digest: Digest, layers: readonly CopiedLayer[]): CopyReport {
  return { digest, layers, bytesSent: layers.reduce((sum, { size, sent }) => sum + (sent ? size : 0), 0) };
}

function holdAll(places: readonly Place[], order: readonly OrderedManifest[]): Release[] {
  const digests = new Set(order.flatMap(({ digest, blobs }) => [digest, ...blobs.map(blob => blob.digest)]));
  return places.flatMap(({ blobs }) => [...digests].map(digest => blobs.hold(digest)));
}

function checkTag(target: Place, tag: string | undefined, digest: Digest, overwrite: boolean): void {
  const current = tag === undefined ? undefined : repositoryAt(target).tags.get(tag);
  if (overwrite || current === undefined || current === digest) {
    return;
  }
  throw new CopyError(
    'TAG_CONFLICT',
    `The tag ${tag} of ${target.repository} names ${current} and is not overwritten.`,
  );
}

async function copyManifest(source: Place, target: Place, { digest, record, blobs }: OrderedManifest): Promise<void> {
  if (!isShared(source, target)) {
    await keepBytes(target.blobs, await readWhole(source.blobs, digest), digest);
  }
  const to = repositoryAt(target);
  for (const blob of blobs) {
    checkThere(to, blob.digest);
  }
  to.manifests.set(digest, record);
  await target.content.commit();
}

function checkThere(to: RepositoryContent, digest: Digest): void {
  if (to.blobs.get(digest) === undefined) {
    throw new CopyError(
      'TARGET_CHANGED',
      `The blob ${digest} was deleted from ${to.name} during the copy. Copy again.`,
    );
  }
}
