import { type Algorithm, type Digest, algorithmOf, isAlgorithm } from '../protocol/digest';
import { RegistryError } from '../protocol/errors';
import { chunkRange } from '../protocol/ranges';
import { shown } from '../protocol/shown';
import { blobCreated, mountBlob } from './mounts';
import { type Answer, type Call, type Handler, type RegistryParts, emptyAnswer } from './exchange';
import { checkPush, repositoryToPush } from './repositories';
import { knownDigest } from './routes';
import { type Chunk, type Upload, uploadHeaders } from './uploads';

/** Starts an upload, or does all of it in one request, or takes the blob from another repository. */
export const startUpload: Handler<'uploads'> = async (parts, call) => {
  const { repository } = call.route;
  checkPush(parts, repository);
  const mounted = call.query.has('mount') ? await mountBlob(parts, call) : undefined;
  if (mounted) {
    return mounted;
  }
  if (call.query.has('digest')) {
    return uploadAtOnce(parts, call, knownDigest(call.query.get('digest')));
  }
  const upload = await parts.uploads.start(repository, algorithmParameter(call.query));
  return emptyAnswer(202, uploadHeaders(upload));
};

export const uploadStatus: Handler<'upload'> = (parts, { route }) =>
  emptyAnswer(204, uploadHeaders(parts.uploads.find(route.repository, route.id)));

export const appendToUpload: Handler<'upload'> = async (parts, call) => {
  const upload = parts.uploads.find(call.route.repository, call.route.id);
  await parts.uploads.append(upload, call.body, chunkOf(call));
  return emptyAnswer(202, uploadHeaders(upload));
};

export const finishUpload: Handler<'upload'> = async (parts, call) => {
  const upload = parts.uploads.find(call.route.repository, call.route.id);
  const digest = knownDigest(call.query.get('digest'));
  await parts.uploads.append(upload, call.body, chunkOf(call), algorithmOf(digest));
  return keepUpload(parts, upload, digest);
};

export const cancelUpload: Handler<'upload'> = async (parts, { route }) => {
  await parts.uploads.cancel(parts.uploads.find(route.repository, route.id));
  return emptyAnswer(204);
};

async function uploadAtOnce(parts: RegistryParts, call: Call<'uploads'>, digest: Digest): Promise<Answer> {
  const upload = await parts.uploads.start(call.route.repository, algorithmOf(digest));
  try {
    await parts.uploads.append(upload, call.body, chunkOf(call));
  } catch (error) {
    // The client was never told its id, so nobody can come back to it.
    await parts.uploads.cancel(upload);
    throw error;
  }
  return keepUpload(parts, upload, digest);
}

async function keepUpload(parts: RegistryParts, upload: Upload, digest: Digest): Promise<Answer> {
  const release = parts.blobs.hold(digest);
  try {
    const size = await parts.uploads.finish(upload, digest);
    repositoryToPush(parts, upload.repository).blobs.set(digest, size);
    await parts.content.commit();
  } finally {
    release();
  }
  return blobCreated(upload.repository, digest);
}

function chunkOf({ header }: Pick<Call, 'header'>): Chunk {
  const length = header('content-length');
  const text = header('content-range');
  const range = text === undefined ? undefined : chunkRange(text);
  if (text !== undefined && !range) {
    throw new RegistryError(
      'BLOB_UPLOAD_INVALID',
      `Content-Range is ${shown(text)}, but it must be the first and the last byte of the chunk, such as 0-1023.`,
    );
  }
  return { range, length: length === undefined ? undefined : Number(length) };
}

function algorithmParameter(query: URLSearchParams): Algorithm | undefined {
  const text = query.get('digest-algorithm');
  if (text === null || isAlgorithm(text)) {
    return text ?? undefined;
  }
  throw new RegistryError(
    'DIGEST_INVALID',
    `The parameter digest-algorithm is ${shown(text)}, but this registry knows sha256 and sha512.`,
  );
}
