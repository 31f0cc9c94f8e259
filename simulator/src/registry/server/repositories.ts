import type { RepositoryContent } from '../content/registry-content';
import { RegistryError } from '../protocol/errors';
import type { RegistryParts } from './exchange';

type Owned = Pick<RegistryParts, 'content' | 'rules'>;

/** The repository to read from, or a refusal. */
export function repositoryToRead({ content, rules }: Owned, name: string): RepositoryContent {
  const found = content.find(name);
  if (found) {
    return found;
  }
  const standing = rules.repository(name);
  if (standing.kind === 'exists') {
    return content.open(name);
  }
  const message = standing.kind === 'refused' ? standing.message : `The repository ${name} does not exist.`;
  throw new RegistryError('NAME_UNKNOWN', message);
}

export function checkPush({ rules }: Owned, name: string): void {
  const standing = rules.repository(name);
  if (standing.kind === 'refused') {
    throw new RegistryError('DENIED', standing.message);
  }
}

/** The repository to push to, made where it may be, or a refusal. */
export function repositoryToPush(owned: Owned, name: string): RepositoryContent {
  checkPush(owned, name);
  return owned.content.open(name);
}
