import { type RegistryRules, RegistryError, type Scope, collectGarbage } from '../../src/registry';
import { digestOf } from '../../src/registry/protocol/digest';
import { Client, json, refusal } from './support/client';
import { image, noise } from './support/images';
import { type User, startRegistry, startRegistryWithLogin, stopAll } from './support/registries';

afterEach(stopAll);

async function clientWith(rules: Partial<RegistryRules>): Promise<Client> {
  return new Client((await startRegistry({ rules })).url, 'prod/api');
}

describe('The rules of a registry', () => {
  test('see what each request does with which repository, and where it comes from', async () => {
    const seen: string[] = [];
    const client = await clientWith({
      authorize: ({ method, path, scopes, address, headers }) => {
        const what = scopes.map(({ repository, actions }) => `${repository} ${actions.join(',')}`).join(' + ');
        seen.push(`${method} ${path.split('/').slice(4, 6).join('/')}: ${what}`);
        expect([address, headers.host]).toEqual(['127.0.0.1', expect.stringMatching(/^127\.0\.0\.1:\d+$/)]);
        return { kind: 'allowed' };
      },
    });
    await client.send('GET', '/v2/');
    await client.pushBlob(noise(1, 1));
    const location = await client.start();
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      await client.send(method, location);
    }
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      await client.send(method, 'manifests/v1');
    }
    await client.send('GET', 'tags/list');
    await client.send('POST', `blobs/uploads/?mount=${digestOf(noise(1, 2))}&from=prod/base`);
    expect(seen).toEqual([
      'GET : ',
      'POST blobs/uploads: prod/api pull,push',
      'PUT blobs/uploads: prod/api pull,push',
      'POST blobs/uploads: prod/api pull,push',
      'GET blobs/uploads: prod/api pull,push',
      'PATCH blobs/uploads: prod/api pull,push',
      'DELETE blobs/uploads: prod/api pull,push',
      'GET manifests/v1: prod/api pull',
      'HEAD manifests/v1: prod/api pull',
      'PUT manifests/v1: prod/api pull,push',
      'DELETE manifests/v1: prod/api delete',
      'GET tags/list: prod/api pull',
      'POST blobs/uploads: prod/api pull,push + prod/base pull',
    ]);
  });

  test('may send for a login', async () => {
    const client = await clientWith({
      authorize: () => ({ kind: 'challenge', challenge: 'Bearer realm="there"', message: 'Log in.' }),
    });
    const reply = await client.send('GET', 'tags/list');
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="there"');
    expect(refusal(reply)).toEqual({ status: 401, code: 'UNAUTHORIZED', message: 'Log in.' });
    expect(json(reply).errors[0].detail).toEqual([{ repository: 'prod/api', actions: ['pull'] }]);
  });

  test('may deny with a reason, and wait before they decide', async () => {
    const message = 'Internet access of acme is off. Switch it on.';
    const client = await clientWith({ authorize: async () => ({ kind: 'denied', message }) });
    expect(refusal(await client.send('GET', '/v2/'))).toEqual({ status: 403, code: 'DENIED', message });
  });

  test('may answer with an error of their own', async () => {
    const client = await clientWith({
      authorize: () => {
        throw new RegistryError('UNAVAILABLE', 'The region is down.', { headers: { 'retry-after': '5' } });
      },
    });
    const reply = await client.send('GET', '/v2/');
    expect(reply.headers.get('retry-after')).toBe('5');
    expect(refusal(reply)).toEqual({ status: 503, code: 'UNAVAILABLE', message: 'The region is down.' });
  });

  test('may refuse a repository: nothing is pushed to it, and it is not there', async () => {
    const message = 'The namespace prod does not exist. Create it first.';
    const client = await clientWith({ repository: () => ({ kind: 'refused', message }) });
    const denied = { status: 403, code: 'DENIED', message };
    expect(refusal(await client.send('POST', 'blobs/uploads/'))).toEqual(denied);
    expect(refusal(await client.put(image(), 'v1'))).toEqual(denied);
    expect(refusal(await client.send('GET', 'tags/list'))).toEqual({ status: 404, code: 'NAME_UNKNOWN', message });
  });

  test('may refuse it while an upload is under way', async () => {
    let refused = false;
    const registry = await startRegistry({
      rules: { repository: () => (refused ? { kind: 'refused', message: 'Gone.' } : { kind: 'creatable' }) },
    });
    const client = new Client(registry.url, 'prod/api');
    const location = await client.start();
    refused = true;
    const reply = await client.send('PUT', `${location}?digest=${digestOf(noise(1, 1))}`, { body: noise(1, 1) });
    expect(refusal(reply)).toEqual({ status: 403, code: 'DENIED', message: 'Gone.' });
    expect(registry.content.find('prod/api')).toBeUndefined();
    expect(await collectGarbage(registry.blobs, [registry.content])).toEqual([digestOf(noise(1, 1))]);
  });

  test('know a repository that exists and holds nothing yet', async () => {
    const client = await clientWith({ repository: () => ({ kind: 'exists' }) });
    expect(json(await client.send('GET', 'tags/list'))).toEqual({ name: 'prod/api', tags: [] });
  });

  test('may make tags immutable: one that is there is not moved, and putting the same again is no move', async () => {
    const client = await clientWith({ immutable: (_, tag) => tag !== 'latest' });
    await client.push(image({ seed: 1 }), 'v1');
    await client.put(image({ seed: 1 }), 'latest');
    for (const bytes of image({ seed: 2 }).blobs) {
      await client.pushBlob(bytes);
    }
    expect(refusal(await client.put(image({ seed: 2 }), 'v1'))).toEqual({
      status: 403,
      code: 'DENIED',
      message: `The tag v1 of prod/api names ${image({ seed: 1 }).digest}, and the tags of this repository are immutable. Push another tag.`,
    });
    expect(await client.has(image({ seed: 1 }), 'v1')).toBe(true);
    expect((await client.put(image({ seed: 1 }), 'v1')).status).toBe(201);
    expect((await client.put(image({ seed: 2 }), 'latest')).status).toBe(201);
  });
});

describe('A blob of another repository', () => {
  const bytes = noise(100, 1);
  const digest = digestOf(bytes);
  const mount = (client: Client, query: string) => client.send('POST', `blobs/uploads/?mount=${digest}${query}`);

  async function twoRepositories(rules: Partial<RegistryRules> = {}) {
    const registry = await startRegistry({ rules });
    const base = new Client(registry.url, 'prod/base');
    await base.pushBlob(bytes);
    return { registry, base, client: new Client(registry.url, 'prod/api') };
  }

  test.each(['&from=prod/base', ''])('is mounted without being sent: "%s"', async query => {
    const { base, client } = await twoRepositories();
    const reply = await mount(client, query);
    expect(reply.status).toBe(201);
    expect(reply.headers.get('location')).toBe(`/v2/prod/api/blobs/${digest}`);
    expect(reply.headers.get('docker-content-digest')).toBe(digest);
    await base.send('DELETE', `blobs/${digest}`);
    expect((await client.send('GET', `blobs/${digest}`)).body.equals(bytes)).toBe(true);
  });

  test.each(['&from=prod/nowhere', '&from=No/name'])('is sent where it cannot be had: "%s"', async query => {
    const { client } = await twoRepositories();
    const reply = await mount(client, query);
    expect(reply.status).toBe(202);
    const location = reply.headers.get('location');
    expect((await client.send('PUT', `${location}?digest=${digest}`, { body: bytes })).status).toBe(201);
  });

  test.each(['&from=prod/base', ''])('is sent where it may not be pulled: "%s"', async query => {
    const { client } = await twoRepositories({
      authorize: ({ scopes }) =>
        scopes.some(({ repository, actions }) => repository === 'prod/base' && !actions.includes('push'))
          ? { kind: 'denied', message: 'No.' }
          : { kind: 'allowed' },
    });
    expect((await mount(client, query)).status).toBe(202);
  });

  test('is not collected while it is being mounted', async () => {
    let commit = async () => undefined as void;
    const { registry, base, client } = await twoRepositories();
    const collected: string[] = [];
    registry.content.commit = () => commit();
    commit = async () => {
      commit = async () => undefined;
      await base.send('DELETE', `blobs/${digest}`);
      collected.push(...(await collectGarbage(registry.blobs, [])));
    };
    expect((await mount(client, '&from=prod/base')).status).toBe(201);
    expect(collected).toEqual([]);
    expect((await client.send('GET', `blobs/${digest}`)).status).toBe(200);
  });
});

describe('A registry with login', () => {
  const users: Record<string, User> = {
    '': { password: '', may: ({ repository }) => (repository === 'public/base' ? ['pull'] : []) },
    ci: { password: 'secret', may: ({ actions }) => actions },
    reader: { password: 'secret', may: ({ actions }: Scope) => actions.filter(action => action === 'pull') },
  };

  /** A client that does what the challenge says, once for each request. */
  async function loggedIn(url: string, repository: string, user: string): Promise<Client> {
    const client = new Client(url, repository);
    const bare = client.send.bind(client);
    client.send = async (method, path, sent) => {
      const reply = await bare(method, path, sent);
      const challenge = reply.headers.get('www-authenticate');
      if (reply.status !== 401 || !challenge) {
        return reply;
      }
      const [, realm, service, scope] = /realm="(.*?)",service="(.*?)"(?:,scope="(.*?)")?/.exec(challenge) ?? [];
      const authorization = `Basic ${Buffer.from(`${user}:${users[user].password}`).toString('base64')}`;
      const query = new URLSearchParams({ service, ...(scope && { scope }) });
      const got = await fetch(`${realm}?${query}`, { headers: user ? { authorization } : {} });
      const { token } = (await got.json()) as { token: string };
      return bare(method, path, { ...sent, headers: { ...sent?.headers, authorization: `Bearer ${token}` } });
    };
    return client;
  }

  test('lets in who may, tells who may not, and sends nobody round in circles', async () => {
    const { url } = await startRegistryWithLogin(users);
    await (await loggedIn(url, 'prod/api', 'ci')).push(image(), 'v1');
    const reader = await loggedIn(url, 'prod/api', 'reader');
    expect(await reader.has(image(), 'v1')).toBe(true);
    expect(refusal(await reader.send('POST', 'blobs/uploads/'))).toEqual({
      status: 403,
      code: 'DENIED',
      message: 'reader may not push prod/api.',
    });
    expect(refusal(await reader.send('DELETE', 'manifests/v1')).message).toBe('reader may not delete prod/api.');
    const anonymous = await loggedIn(url, 'prod/api', '');
    expect(refusal(await anonymous.send('GET', 'manifests/v1')).message).toBe(
      'Somebody who did not log in may not pull prod/api.',
    );
  });

  test('lets anybody pull what is public', async () => {
    const { url } = await startRegistryWithLogin(users);
    await (await loggedIn(url, 'public/base', 'ci')).push(image(), 'v1');
    expect(await (await loggedIn(url, 'public/base', '')).has(image(), 'v1')).toBe(true);
  });

  test('mounts a blob with one token for both repositories, or has it sent by who may not pull it', async () => {
    const only: Record<string, User> = {
      ...users,
      team: { password: 'secret', may: ({ repository, actions }) => (repository === 'prod/api' ? actions : []) },
    };
    const { url, tokensIssued } = await startRegistryWithLogin(only);
    users.team = only.team;
    const digest = digestOf(noise(1, 1));
    await (await loggedIn(url, 'prod/base', 'ci')).pushBlob(noise(1, 1));
    const before = tokensIssued();
    const path = `blobs/uploads/?mount=${digest}&from=prod/base`;
    expect((await (await loggedIn(url, 'prod/api', 'team')).send('POST', path)).status).toBe(202);
    expect((await (await loggedIn(url, 'prod/api', 'ci')).send('POST', path)).status).toBe(201);
    expect(tokensIssued() - before).toBe(2);
  });
});
