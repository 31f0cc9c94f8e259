import { isRepositoryName } from '../protocol/names';

export type Action = 'pull' | 'push' | 'delete';

/** What somebody wants to do, or may do, with one repository. */
export interface Scope {
  readonly repository: string;
  readonly actions: readonly Action[];
}

const ACTIONS: readonly Action[] = ['pull', 'push', 'delete'];

/**
 * Reads scopes as clients send them: several parameters, several scopes in one of them, with a space between. What is no
 * scope of a repository is left out, as token services do.
 */
export function parseScopes(texts: readonly string[]): Scope[] {
  return texts
    .flatMap(text => text.split(' '))
    .map(parseScope)
    .filter(scope => scope !== undefined);
}

function parseScope(text: string): Scope | undefined {
  const [, type, repository, actions] = /^([a-z]+)(?:\([a-z]+\))?:(.+):([^:]*)$/.exec(text) ?? [];
  if (type !== 'repository' || !isRepositoryName(repository)) {
    return undefined;
  }
  const named = actions.split(',');
  return { repository, actions: ACTIONS.filter(action => named.includes(action) || named.includes('*')) };
}

export function scopeText(scopes: readonly Scope[]): string {
  return scopes.map(({ repository, actions }) => `repository:${repository}:${actions.join(',')}`).join(' ');
}
