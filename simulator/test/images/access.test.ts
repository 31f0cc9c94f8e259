import { type Instance, type Simulator, startSimulator } from '../../src';
import { Client, json, refusal, send } from '../registry/support/client';
import { image } from '../registry/support/images';
import { callCr } from '../support/clients';
import { deploy, template } from '../support/stacks';
import { basic, bearer } from './logins';
import { HOME, openToInternet } from './support';

let simulator: Simulator;
let registry: Instance;
let url: string;
beforeEach(async () => {
  simulator = await startSimulator();
  registry = simulator.addRegistry({ region: HOME, name: 'acme', edition: 'Basic', namespaces: ['prod'] });
  url = (await simulator.registry(HOME)).url;
});
afterEach(() => simulator.close());

const open = () => openToInternet(simulator, registry, '203.0.113.0/24');
const SCOPE = 'repository:prod/api:pull,push';
const api = async (login = simulator.login(HOME), scope = SCOPE) =>
  new Client(url, /:(.*):/.exec(scope)?.[1] as string, (await bearer(url, scope, login)).headers);
const call = (action: string, more = {}) =>
  callCr(simulator)(action, { RegionId: HOME, InstanceId: registry.id, ...more });

describe('where a client stands', () => {
  const ping = async (address: string) => refusal(await send(address, 'GET', '/v2/'));

  test('refuses the Internet while the endpoint is off', async () => {
    expect(await ping(url)).toEqual({
      status: 403,
      code: 'DENIED',
      message:
        'The registry acme in eu-central-1 has its Internet endpoint off. Switch it on, or come from a linked VPC.',
    });
  });

  test('A65 refuses an address that is not on the list, and lets in one that is', async () => {
    await open();
    expect((await ping(url)).code).toBe('UNAUTHORIZED');
    simulator.clientAddress = '198.51.100.1';
    expect((await ping(url)).message).toBe(
      'The registry acme in eu-central-1 does not let in the address 198.51.100.1, which is not on its access list. Add it to the list, or come from a linked VPC.',
    );
  });

  test('is inside a VPC at the other port, if one is linked', async () => {
    const { vpcUrl } = await simulator.registry(HOME);
    expect((await ping(vpcUrl)).message).toBe(
      'The registry acme in eu-central-1 is linked to no VPC, so no client is inside one. Link the VPC of the client.',
    );
    await call('CreateInstanceVpcEndpointLinkedVpc', { VpcId: 'vpc-1', VswitchId: 'vsw-1' });
    expect((await ping(vpcUrl)).code).toBe('UNAUTHORIZED');
  });
});

test('tells in its log by which way each request came, and how it ended', async () => {
  const lines: string[] = [];
  const talking = await startSimulator({ log: line => lines.push(line) });
  try {
    talking.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] });
    const { url: internet, vpcUrl } = await talking.registry(HOME);
    await send(internet, 'GET', '/v2/?secret=1');
    await send(vpcUrl, 'HEAD', '/v2/prod/api/manifests/v1');
    expect(lines).toEqual([
      'registry acme eu-central-1 internet GET /v2/ 403',
      'registry acme eu-central-1 vpc HEAD /v2/prod/api/manifests/v1 403',
    ]);
  } finally {
    await talking.close();
  }
});

describe('a push', () => {
  beforeEach(open);

  const refused = async (path: string) =>
    refusal(await (await api(simulator.login(HOME), `repository:${path}:pull,push`)).send('POST', 'blobs/uploads/'));

  test.each([
    ['team/api', /^The namespace team does not exist in cri-\w+\.$/],
    ['api', /^Images lie at a namespace and a name, such as prod\/api, but api is not these two\.$/],
    [
      'prod/deep/api',
      /^Images lie at a namespace and a name, such as prod\/api, but prod\/deep\/api is not these two\.$/,
    ],
  ])('A64 refuses %s', async (path, message) => {
    const { status, message: said } = await refused(path);
    expect(status).toBe(403);
    expect(said).toMatch(message);
  });

  test('refuses a repository that its namespace does not create', async () => {
    await call('UpdateNamespace', { NamespaceName: 'prod', AutoCreateRepo: false });
    expect((await refused('prod/api')).message).toBe(
      `The repository prod/api does not exist in ${registry.id}, and its namespace does not create repositories by itself.`,
    );
  });

  test('A58 refuses another image for an immutable tag, and takes the same one again', async () => {
    const configuration = JSON.stringify({ RepoType: 'PRIVATE', TagImmutability: true });
    await call('UpdateNamespace', { NamespaceName: 'prod', DefaultRepoConfiguration: configuration });
    const client = await api();
    const [one, other] = [image({ seed: 1 }), image({ seed: 2 })];
    await client.push(one, 'v1');
    await client.push(one, 'v1');
    await client.push(other);
    expect(refusal(await client.put(other, 'v1'))).toEqual({
      status: 403,
      code: 'DENIED',
      message: `The tag v1 of prod/api names ${one.digest}, and the tags of this repository are immutable. Push another tag.`,
    });
  });
});

describe('a login', () => {
  beforeEach(open);

  test('A66 is what GetAuthorizationToken gives, until its time is over', async () => {
    const { TempUsername: user, AuthorizationToken: password } = await call('GetAuthorizationToken');
    await (await api({ user, password })).push(image(), 'v1');
    await simulator.advance(3_600_000);
    expect((await bearer(url, SCOPE, { user, password })).status).toBe(401);
  });

  test('is the password that a stack sets, and later the one that ResetLoginPassword sets', async () => {
    const user = {
      Type: 'ALIYUN::CR::UserInfo',
      Properties: { InstanceId: registry.id, User: { Password: 'one-2345' } },
    };
    await deploy(simulator, 'user', template({ User: user }), HOME);
    const login = (password: string) => bearer(url, SCOPE, { user: 'simulator@account', password });
    expect((await login('one-2345')).status).toBe(200);
    await call('ResetLoginPassword', { Password: 'two-2345' });
    expect([(await login('one-2345')).status, (await login('two-2345')).status]).toEqual([401, 200]);
  });

  test('is not needed to pull what is public', async () => {
    await call('UpdateNamespace', { NamespaceName: 'prod', DefaultRepoType: 'PUBLIC' });
    const whole = image();
    await (await api()).push(whole, 'v1');
    const stranger = new Client(url, 'prod/api', (await bearer(url, SCOPE)).headers);
    expect(await stranger.has(whole, 'v1')).toBe(true);
    expect(refusal(await stranger.send('POST', 'blobs/uploads/'))).toMatchObject({
      code: 'DENIED',
      message: 'Somebody who did not log in may not push prod/api.',
    });
    await call('UpdateRepository', { RepoNamespaceName: 'prod', RepoName: 'api', RepoType: 'PRIVATE', Summary: 'Api' });
    const later = new Client(url, 'prod/api', (await bearer(url, SCOPE)).headers);
    expect((await later.send('GET', 'manifests/v1')).status).toBe(403);
  });

  test.each(['127.0.0.1', 'localhost'])(
    'is challenged with a realm at the address that the client used, %s, and the service of the instance',
    async host => {
      const address = url.replace('127.0.0.1', host);
      expect((await send(address, 'GET', '/v2/')).headers.get('www-authenticate')).toBe(
        `Bearer realm="${address}/auth",service="registry.aliyuncs.com:eu-central-1:china:${registry.id}"`,
      );
    },
  );

  test.each([
    ['role/nobody', 'simulator-secret'],
    ['simulator', 'simulator-secret'],
    ['cr_temp_user', 'guessed'],
  ])('refuses %s', async (user, password) => {
    const service = `registry.aliyuncs.com:eu-central-1:china:${registry.id}`;
    const reply = await send(url, 'GET', `/auth?service=${service}`, {
      headers: { authorization: basic({ user, password }) },
    });
    expect([reply.status, json(reply).errors[0].message]).toEqual([
      401,
      `${user} is nobody who may log in to ${registry.id}, or the password is wrong or has expired.`,
    ]);
  });
});
