import type { Digest } from '../protocol/digest';
import { isRepositoryName } from '../protocol/names';
import type { Scope } from '../tokens/scopes';
import { type Answer, type Call, type RegistryParts, emptyAnswer } from './exchange';
import { repositoryToPush } from './repositories';
import { knownDigest } from './routes';

export function blobCreated(repository: string, digest: Digest): Answer {
  return emptyAnswer(201, { location: `/v2/${repository}/blobs/${digest}`, 'docker-content-digest': digest });
}

/**
 * Lets the repository hold a blob that another one holds, if the client may pull it from there. Where it cannot be, the
 * answer is missing, and the client sends the blob.
 */
export async function mountBlob(parts: RegistryParts, call: Call<'uploads'>): Promise<Answer | undefined> {
  const digest = knownDigest(call.query.get('mount'));
  const { repository } = call.route;
  const release = parts.blobs.hold(digest);
  try {
    if (!(await mayMount(parts, call, digest))) {
      return undefined;
    }
    const size = await parts.blobs.size(digest);
    if (size === undefined) {
      return undefined;
    }
    repositoryToPush(parts, repository).blobs.set(digest, size);
    await parts.content.commit();
    return blobCreated(repository, digest);
  } finally {
    release();
  }
}

async function mayMount(parts: RegistryParts, call: Call<'uploads'>, digest: Digest): Promise<boolean> {
  const from = call.query.get('from');
  if (from !== null) {
    return isRepositoryName(from) && holds(parts, from, digest) && mayPull(parts, call, from);
  }
  for (const { name } of parts.content.repositories()) {
    if (holds(parts, name, digest) && (await mayPull(parts, call, name))) {
      return true;
    }
  }
  return false;
}

function holds({ content }: RegistryParts, repository: string, digest: Digest): boolean {
  return content.find(repository)?.blobs.get(digest) !== undefined;
}

async function mayPull(parts: RegistryParts, call: Call<'uploads'>, repository: string): Promise<boolean> {
  const scopes: Scope[] = [{ repository, actions: ['pull'] }];
  const access = await parts.rules.authorize({ ...call.access, scopes });
  return access.kind === 'allowed';
}
