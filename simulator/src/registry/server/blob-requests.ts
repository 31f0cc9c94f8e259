import { neededBy } from '../content/registry-content';
import { RegistryError } from '../protocol/errors';
import { requestedRange } from '../protocol/ranges';
import { type Call, type Handler, type RegistryParts, emptyAnswer } from './exchange';
import { repositoryToRead } from './repositories';

export const getBlob: Handler<'blob'> = async (parts, call) => {
  const { digest } = call.route;
  const size = await sizeInRepository(parts, call);
  const headers = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
  };
  // A range means something to GET only.
  const range = requestedRange(call.method === 'GET' ? call.header('range') : undefined, size);
  if (range === 'unsatisfiable') {
    throw new RegistryError('SIZE_INVALID', `The blob has ${size} bytes, and none in the range that was asked for.`, {
      status: 416,
      headers: { 'content-range': `bytes */${size}` },
    });
  }
  const { start, end } = range === 'everything' ? { start: 0, end: size - 1 } : range;
  const partly = range !== 'everything' && { 'content-range': `bytes ${start}-${end}/${size}` };
  return {
    status: partly ? 206 : 200,
    headers: { ...headers, ...partly, 'content-length': end - start + 1 },
    body: target => parts.blobs.send(digest, { start, end }, target),
  };
};

/** The repository holds the blob no longer; its bytes stay until garbage is collected. */
export const deleteBlob: Handler<'blob'> = async (parts, { route: { repository: name, digest } }) => {
  const repository = repositoryToRead(parts, name);
  if (repository.blobs.get(digest) === undefined) {
    throw blobUnknown(name, digest);
  }
  const [needing] = neededBy(repository, digest);
  if (needing) {
    throw new RegistryError('DENIED', `The blob ${digest} is part of ${needing} in ${name}. Delete that one first.`);
  }
  repository.blobs.delete(digest);
  await parts.content.commit();
  return emptyAnswer(202);
};

async function sizeInRepository(parts: RegistryParts, { route }: Call<'blob'>): Promise<number> {
  const held = repositoryToRead(parts, route.repository).blobs.get(route.digest) !== undefined;
  const size = held ? await parts.blobs.size(route.digest) : undefined;
  if (size === undefined) {
    throw blobUnknown(route.repository, route.digest);
  }
  return size;
}

function blobUnknown(repository: string, digest: string): RegistryError {
  return new RegistryError('BLOB_UNKNOWN', `The repository ${repository} has no blob ${digest}.`, {
    detail: { digest },
  });
}
