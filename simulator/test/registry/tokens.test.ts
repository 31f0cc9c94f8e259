import { type BearerSettings, bearerAccess, challengeText, serviceName } from '../../src/registry/tokens/bearer';
import { type Scope, parseScopes, scopeText } from '../../src/registry/tokens/scopes';
import { answerTokenRequest, tokenRequest } from '../../src/registry/tokens/token-requests';
import { issueToken, readToken } from '../../src/registry/tokens/tokens';

const settings: BearerSettings = {
  realm: 'http://127.0.0.1:5000/auth',
  service: serviceName('eu-central-1', 'cri-abc'),
  secret: 'a secret',
  now: () => 1000,
};

const pushApi: Scope = { repository: 'prod/api', actions: ['pull', 'push'] };
const pullApi: Scope = { repository: 'prod/api', actions: ['pull'] };

function token(asked: Scope, granted: Scope['actions'], lifetime = 60): string {
  const request = { service: settings.service, scopes: [asked] };
  return answerTokenRequest(settings, request, 'dev', () => granted, lifetime).token;
}

const access = (scopes: readonly Scope[], bearer?: string, now = 1000) =>
  bearerAccess({ ...settings, now: () => now }, { headers: { authorization: bearer && `Bearer ${bearer}` }, scopes });

describe('A scope', () => {
  test('is read as clients write it: in several parameters, several in one, all actions as a star', () => {
    expect(parseScopes(['repository:prod/api:pull,push repository:a:pull', 'repository:b:*'])).toEqual([
      pushApi,
      { repository: 'a', actions: ['pull'] },
      { repository: 'b', actions: ['pull', 'push', 'delete'] },
    ]);
  });

  test('of something else than a repository is left out', () => {
    expect(parseScopes(['registry:catalog:*', 'repository:A:pull', 'nonsense', ''])).toEqual([]);
  });

  test('keeps of its actions those that are known', () => {
    expect(parseScopes(['repository:a:fly,pull'])).toEqual([{ repository: 'a', actions: ['pull'] }]);
  });

  test('is written as it is read', () =>
    expect(parseScopes([scopeText([pushApi, pullApi])])).toEqual([pushApi, pullApi]));
});

describe('The challenge', () => {
  test('names where tokens are had, the registry, and what was wanted', () => {
    expect(challengeText(settings, [pushApi])).toBe(
      'Bearer realm="http://127.0.0.1:5000/auth",service="registry.aliyuncs.com:eu-central-1:china:cri-abc",' +
        'scope="repository:prod/api:pull,push"',
    );
  });

  test('names no scope where nothing was wanted but to know whether this is a registry', () => {
    expect(access([])).toEqual({
      kind: 'challenge',
      challenge: 'Bearer realm="http://127.0.0.1:5000/auth",service="registry.aliyuncs.com:eu-central-1:china:cri-abc"',
      message: 'Nobody is logged in. Log in to this registry first.',
    });
  });
});

describe('A token', () => {
  test('lets in for what it was granted', () => {
    expect(access([pushApi], token(pushApi, ['pull', 'push']))).toEqual({ kind: 'allowed' });
    expect(access([pullApi], token(pushApi, ['pull', 'push']))).toEqual({ kind: 'allowed' });
    expect(access([], token(pushApi, []))).toEqual({ kind: 'allowed' });
  });

  test('that was asked for something else sends for another', () => {
    expect(access([pushApi], token(pullApi, ['pull']))).toEqual({
      kind: 'challenge',
      challenge: challengeText(settings, [pushApi], 'insufficient_scope'),
      message: 'The token does not cover repository:prod/api:push.',
    });
  });

  test('that was asked for it and not granted denies it, so that nobody asks for ever', () => {
    expect(access([pushApi], token(pushApi, ['pull']))).toEqual({
      kind: 'denied',
      message: 'dev may not push prod/api.',
    });
  });

  test('of somebody who did not log in is told apart', () => {
    const request = { service: settings.service, scopes: [pushApi] };
    const anonymous = answerTokenRequest(settings, request, '', () => ['pull'], 60).token;
    expect(access([pushApi], anonymous)).toEqual({
      kind: 'denied',
      message: 'Somebody who did not log in may not push prod/api.',
    });
  });

  test('expires', () => {
    const issued = token(pushApi, ['pull', 'push'], 60);
    expect(access([pushApi], issued, 1059)).toEqual({ kind: 'allowed' });
    expect(access([pushApi], issued, 1060)).toEqual({
      kind: 'challenge',
      challenge: challengeText(settings, [pushApi], 'invalid_token'),
      message: 'The token has expired. Log in again.',
    });
  });

  test.each([
    ['changed', (text: string) => `A${text.slice(1)}`],
    ['cut', (text: string) => text.slice(0, -1)],
    ['without its signature', (text: string) => text.split('.')[0]],
    ['with something added', (text: string) => `${text}.x`],
    ['empty', () => '.'],
  ])('is refused when it is %s', (_, change) => {
    expect(readToken(settings.secret, change(token(pushApi, ['pull'])), settings.service, 1000)).toBe(
      'is not one of this registry',
    );
  });

  test('of another registry, or by another secret, is refused', () => {
    const issued = token(pushApi, ['pull']);
    expect(readToken(settings.secret, issued, serviceName('cn-hangzhou', 'cri-abc'), 1000)).toBe(
      'is for another registry',
    );
    expect(readToken('another secret', issued, settings.service, 1000)).toBe('is not one of this registry');
  });

  test('is the same for the same claims', () => {
    const claims = { subject: 'dev', service: 's', grants: [], issuedAt: 1, expiresAt: 2 };
    expect(issueToken('k', claims)).toBe(issueToken('k', claims));
  });
});

describe('A request for a token', () => {
  test('brings the service, the scopes, the user and a password with colons in it', () => {
    const query = new URLSearchParams('service=s&scope=repository:prod/api:pull,push&account=dev');
    expect(tokenRequest(query, `Basic ${Buffer.from('dev:a:b').toString('base64')}`)).toEqual({
      service: 's',
      scopes: [pushApi],
      login: { user: 'dev', password: 'a:b' },
    });
  });

  test('may come without a login', () => {
    expect(tokenRequest(new URLSearchParams(), undefined)).toEqual({ service: '', scopes: [], login: undefined });
  });

  test('is answered by both names that clients look for, with the time that the caller gives', () => {
    const answer = answerTokenRequest(settings, { service: settings.service, scopes: [] }, 'dev', () => [], 3600);
    expect(answer).toEqual({
      token: answer.token,
      access_token: answer.token,
      expires_in: 3600,
      issued_at: '1970-01-01T00:16:40.000Z',
    });
  });
});
