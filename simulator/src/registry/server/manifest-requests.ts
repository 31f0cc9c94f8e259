import { keepBytes, readWhole } from '../blobs/blob-store';
import { type RepositoryContent, neededBy, recordOf, tagsOf } from '../content/registry-content';
import { type Digest, algorithmOf, digestOf } from '../protocol/digest';
import { RegistryError } from '../protocol/errors';
import { parseManifest } from '../protocol/manifest';
import { isTag } from '../protocol/names';
import { shown } from '../protocol/shown';
import { type Call, type Handler, type RegistryParts, emptyAnswer } from './exchange';
import { readManifestBody } from './manifest-body';
import { checkMutable, checkWhole } from './manifest-checks';
import { checkPush, repositoryToPush, repositoryToRead } from './repositories';
import type { Reference } from './routes';

export const getManifest: Handler<'manifest'> = async (parts, { method, route: { repository: name, reference } }) => {
  const repository = repositoryToRead(parts, name);
  const digest = digestOfReference(repository, reference);
  const record = digest && repository.manifests.get(digest);
  if (!digest || !record || (await parts.blobs.size(digest)) === undefined) {
    throw unknown(name, reference);
  }
  const headers = {
    'content-type': record.mediaType,
    'content-length': record.size,
    'docker-content-digest': digest,
  };
  return method === 'HEAD'
    ? { status: 200, headers }
    : { status: 200, headers, body: await readWhole(parts.blobs, digest) };
};

export const putManifest: Handler<'manifest'> = async (parts, call) => {
  const { repository: name, reference } = call.route;
  const bytes = await readManifestBody(call);
  const manifest = parseManifest(bytes, call.header('content-type'));
  const digest = checkedDigest(reference, bytes);
  const tags = tagsToPut(call);
  const check = () => {
    checkPush(parts, name);
    checkWhole(parts.content.find(name), name, manifest);
    checkMutable(parts, name, tags, digest);
  };
  check();
  const release = parts.blobs.hold(digest);
  try {
    await keepBytes(parts.blobs, bytes, digest);
    // Others may have been at work meanwhile.
    check();
    const repository = repositoryToPush(parts, name);
    repository.manifests.set(digest, recordOf(manifest, bytes.length));
    parts.rules.onManifestPut?.({ repository: name, digest });
    for (const tag of tags) {
      putTag(parts, repository, tag, digest);
    }
    await parts.content.commit();
  } finally {
    release();
  }
  return emptyAnswer(201, {
    location: `/v2/${name}/manifests/${digest}`,
    'docker-content-digest': digest,
    ...(manifest.subject && { 'oci-subject': manifest.subject }),
    ...(reference.digest && tags.length > 0 && { 'oci-tag': tags.join(', ') }),
  });
};

export const deleteManifest: Handler<'manifest'> = async (parts, { route: { repository: name, reference } }) => {
  const repository = repositoryToRead(parts, name);
  const digest = digestOfReference(repository, reference);
  if (!digest || !repository.manifests.get(digest)) {
    throw unknown(name, reference);
  }
  if (reference.tag !== undefined) {
    deleteTag(parts, repository, reference.tag, digest);
  } else {
    removeManifest(parts, repository, digest);
  }
  await parts.content.commit();
  return emptyAnswer(202);
};

function removeManifest(parts: RegistryParts, repository: RepositoryContent, digest: Digest): void {
  const [needing] = neededBy(repository, digest);
  if (needing) {
    throw new RegistryError(
      'DENIED',
      `The manifest ${digest} is part of ${needing} in ${repository.name}. Delete that one first.`,
    );
  }
  for (const tag of tagsOf(repository, digest)) {
    deleteTag(parts, repository, tag, digest);
  }
  repository.manifests.delete(digest);
}

function putTag({ rules }: RegistryParts, repository: RepositoryContent, tag: string, digest: Digest): void {
  const previous = repository.tags.get(tag);
  repository.tags.set(tag, digest);
  rules.onTagPut?.({ repository: repository.name, tag, digest, previous });
}

function deleteTag({ rules }: RegistryParts, repository: RepositoryContent, tag: string, digest: Digest): void {
  repository.tags.delete(tag);
  rules.onTagDelete?.({ repository: repository.name, tag, digest });
}

function digestOfReference(repository: RepositoryContent, reference: Reference): Digest | undefined {
  return reference.digest ?? repository.tags.get(reference.tag);
}

function checkedDigest(reference: Reference, bytes: Uint8Array): Digest {
  if (!reference.digest) {
    return digestOf(bytes);
  }
  const digest = digestOf(bytes, algorithmOf(reference.digest));
  if (digest === reference.digest) {
    return digest;
  }
  throw new RegistryError('DIGEST_INVALID', `The manifest has the digest ${digest}, not ${reference.digest}.`);
}

/** A manifest put by its digest may bring the tags that are to name it: the only way to tag one that is not by sha256. */
function tagsToPut({ route: { reference }, query }: Call<'manifest'>): string[] {
  if (!reference.digest) {
    return [reference.tag];
  }
  const tags = [...new Set(query.getAll('tag'))];
  const wrong = tags.find(tag => !isTag(tag));
  if (wrong === undefined) {
    return tags;
  }
  throw new RegistryError('MANIFEST_INVALID', `The parameter tag is ${shown(wrong)}, which is no tag.`);
}

function unknown(repository: string, { tag, digest }: Reference): RegistryError {
  return new RegistryError('MANIFEST_UNKNOWN', `The repository ${repository} has no manifest ${tag ?? digest}.`, {
    detail: tag === undefined ? { digest } : { tag },
  });
}
