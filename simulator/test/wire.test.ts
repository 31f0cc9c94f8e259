import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:http';
import { type Simulator, startSimulator } from '../src';
import { type Credentials, SignatureCheck } from '../src/api/signature';
import { type Map, callCr, callRos, refusal } from './support/clients';
import { oldRosClient } from './support/old-client';
import { deploy, instance, finished, template } from './support/stacks';

let simulator: Simulator;
const lines: string[] = [];
beforeAll(async () => void (simulator = await startSimulator({ log: line => lines.push(line) })));
afterAll(() => simulator.close());

/** A request by hand, for what the official clients never send. */
function raw(options: {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}): Promise<{ status: number; body: string; headers: Map }> {
  const [host, port] = simulator.endpoint.split(':');
  return new Promise((resolve, reject) => {
    const call = request(
      { host, port, method: options.method ?? 'GET', path: options.path ?? '/', headers: options.headers },
      response => {
        let body = '';
        response.on('data', chunk => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
      },
    );
    call.on('error', reject);
    call.end(options.body);
  });
}

const stamp = (offset = 0) => new Date(Date.now() + offset).toISOString().replace(/\.\d+/, '');
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
let nonces = 0;

/** A call signed with HMAC-SHA1 in the query. */
function signed(parameters: Record<string, string>, credentials: Credentials = simulator.credentials): string {
  const all: Record<string, string> = {
    Format: 'JSON',
    Version: '2019-09-10',
    AccessKeyId: credentials.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: `nonce-${nonces++}`,
    Timestamp: stamp(),
    ...parameters,
  };
  const query = Object.keys(all)
    .sort()
    .map(key => `${encode(key)}=${encode(all[key])}`)
    .join('&');
  const signature = createHmac('sha1', `${credentials.accessKeySecret}&`)
    .update(`GET&%2F&${encode(query)}`)
    .digest('base64');
  return `/?${query}&Signature=${encode(signature)}`;
}

const code = (answer: { body: string }) => JSON.parse(answer.body).Code;

describe('the official clients', () => {
  test('work with the action in the query and HMAC-SHA1, by GET and by POST', async () => {
    const client = oldRosClient(simulator);
    const body = template(
      { Registry: instance('older', 'Basic') },
      { Parameters: { Word: { Type: 'String' } }, Outputs: { Word: { Value: { Ref: 'Word' } } } },
    );
    const { StackId } = await client.createStack(
      {
        StackName: 'older',
        RegionId: 'cn-hangzhou',
        TimeoutInMinutes: 60,
        TemplateBody: body,
        Parameters: [{ ParameterKey: 'Word', ParameterValue: "it's (a) *test* & more/~" }],
      },
      { method: 'POST' },
    );
    await finished(simulator, StackId, 'cn-hangzhou');
    const stack = await client.getStack({ StackId, RegionId: 'cn-hangzhou' });
    expect(stack.Outputs).toEqual([{ OutputKey: 'Word', OutputValue: "it's (a) *test* & more/~", Description: '' }]);
    expect((await client.listStacks({ RegionId: 'cn-hangzhou', StackName: ['older'] })).TotalCount).toBe(1);
  });

  test('get errors in their own form from the older client', async () => {
    await expect(oldRosClient(simulator).getStack({ StackId: 'none', RegionId: 'cn-hangzhou' })).rejects.toMatchObject({
      code: 'StackNotFound',
      data: { HostId: simulator.endpoint, RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/) },
    });
  });

  test('get errors in their own form from the newer client', async () => {
    expect(await refusal(callRos(simulator)('GetStack', { StackId: 'none', RegionId: 'cn-hangzhou' }))).toEqual({
      code: 'StackNotFound',
      message: 'The Stack (none) could not be found.',
      status: 404,
    });
  });

  test('read by GET as well as by POST with the newer signature', async () => {
    expect((await callRos(simulator)('DescribeRegions', {}, {}, 'GET')).Regions).toHaveLength(
      (await callRos(simulator)('DescribeRegions')).Regions.length,
    );
  });

  test('send a template of 500 KB in the body', async () => {
    const body = template({}, { Description: 'x'.repeat(500_000) });
    expect((await deploy(simulator, 'large', body)).Status).toBe('CREATE_COMPLETE');
  });
});

describe('a request', () => {
  test('refuses an unknown key', async () => {
    expect(await refusal(callRos(simulator, { accessKeyId: 'stranger' })('DescribeRegions'))).toEqual({
      code: 'InvalidAccessKeyId.NotFound',
      message: 'Specified access key is not found.',
      status: 404,
    });
    expect(
      code(
        await raw({ path: signed({ Action: 'DescribeRegions' }, { accessKeyId: 'stranger', accessKeySecret: 'x' }) }),
      ),
    ).toBe('InvalidAccessKeyId.NotFound');
  });

  test('refuses a wrong secret, in both signatures', async () => {
    expect((await refusal(callRos(simulator, { accessKeySecret: 'wrong' })('DescribeRegions'))).code).toBe(
      'SignatureDoesNotMatch',
    );
    const answer = await raw({
      path: signed({ Action: 'DescribeRegions' }, { ...simulator.credentials, accessKeySecret: 'wrong' }),
    });
    expect([answer.status, code(answer)]).toEqual([400, 'SignatureDoesNotMatch']);
  });

  test('refuses a parameter that was changed on the way', async () => {
    const path = signed({ Action: 'GetStack', StackId: 'one', RegionId: 'cn-hangzhou' }).replace(
      'StackId=one',
      'StackId=two',
    );
    expect(code(await raw({ path }))).toBe('SignatureDoesNotMatch');
  });

  test('refuses a body that was changed on the way', async () => {
    const empty = createHash('sha256').update('').digest('hex');
    const headers: Record<string, string> = {
      host: simulator.endpoint,
      'x-acs-action': 'DescribeRegions',
      'x-acs-version': '2019-09-10',
      'x-acs-date': stamp(),
      'x-acs-signature-nonce': 'b1',
      'x-acs-content-sha256': empty,
    };
    const names = Object.keys(headers).sort();
    const canonical = [
      'POST',
      '/',
      '',
      ...names.map(name => `${name}:${headers[name]}`),
      '',
      names.join(';'),
      empty,
    ].join('\n');
    const signature = createHmac('sha256', simulator.credentials.accessKeySecret)
      .update(`ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`)
      .digest('hex');
    const authorization = `ACS3-HMAC-SHA256 Credential=simulator,SignedHeaders=${names.join(';')},Signature=${signature}`;
    expect(
      (await raw({ method: 'POST', headers: { ...headers, 'x-acs-signature-nonce': 'b1', authorization } })).status,
    ).toBe(200);
    const changed = await raw({
      method: 'POST',
      headers: { ...headers, authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'RegionId=cn-hangzhou',
    });
    expect(JSON.parse(changed.body).Message).toBe(
      'Specified signature is not matched with our calculation. the header x-acs-content-sha256 is not the hash of the body',
    );
  });

  test('A30 refuses a stale time and a malformed one', async () => {
    expect(code(await raw({ path: signed({ Action: 'DescribeRegions', Timestamp: stamp(-16 * 60_000) }) }))).toBe(
      'InvalidTimeStamp.Expired',
    );
    expect(code(await raw({ path: signed({ Action: 'DescribeRegions', Timestamp: stamp(16 * 60_000) }) }))).toBe(
      'InvalidTimeStamp.Expired',
    );
    expect(code(await raw({ path: signed({ Action: 'DescribeRegions', Timestamp: 'yesterday' }) }))).toBe(
      'InvalidTimeStamp.Format',
    );
  });

  test('refuses a nonce that was used', async () => {
    const path = signed({ Action: 'DescribeRegions' });
    expect((await raw({ path })).status).toBe(200);
    expect(code(await raw({ path }))).toBe('SignatureNonceUsed');
  });

  test('forgets a nonce when its time stamp could no longer be used', () => {
    let now = Date.now();
    const check = new SignatureCheck({ accessKeyId: 'a', accessKeySecret: 'b' }, () => now);
    const remembered = (check as unknown as { nonces: Map }).nonces as unknown as globalThis.Map<string, number>;
    remembered.set('old', now);
    now += 31 * 60_000;
    (check as unknown as { checkNonce(nonce: string): void }).checkNonce('new');
    expect([...remembered.keys()]).toEqual(['new']);
  });

  test.each([
    [
      'an action it does not have',
      { Action: 'CreateStackGroup', RegionId: 'cn-hangzhou' },
      404,
      'InvalidAction.NotFound',
    ],
    [
      'an action of another service',
      { Action: 'ListInstance', RegionId: 'cn-hangzhou' },
      404,
      'InvalidAction.NotFound',
    ],
    ['a method of every object', { Action: 'constructor', RegionId: 'cn-hangzhou' }, 404, 'InvalidAction.NotFound'],
    ['another version', { Action: 'GetStack', Version: '2015-09-01', RegionId: 'cn-hangzhou' }, 400, 'InvalidVersion'],
    ['no region', { Action: 'ListStacks' }, 400, 'MissingParameter'],
    ['an unknown region', { Action: 'ListStacks', RegionId: 'mars-1' }, 404, 'InvalidRegionId.NotFound'],
    ['a page of none', { Action: 'ListStacks', RegionId: 'cn-hangzhou', PageSize: '0' }, 400, 'InvalidParameter'],
    [
      'a list in another form',
      { Action: 'CreateStack', RegionId: 'cn-hangzhou', StackName: 'x', TemplateBody: '{}', 'Parameters.x.Key': 'y' },
      400,
      'InvalidParameter',
    ],
  ])('refuses %s', async (_, parameters, status, expected) => {
    const answer = await raw({ path: signed(parameters as Record<string, string>) });
    expect([answer.status, code(answer)]).toEqual([status, expected]);
  });

  test('refuses another method, another path, a parameter given twice and broken encoding', async () => {
    expect((await raw({ method: 'PUT' })).status).toBe(405);
    expect(code(await raw({ path: '/elsewhere' }))).toBe('InvalidAction.NotFound');
    expect(code(await raw({ path: `${signed({ Action: 'DescribeRegions' })}&Action=GetStack` }))).toBe(
      'InvalidParameter',
    );
    expect(code(await raw({ path: '/?Action=%E0%A4%A' }))).toBe('InvalidParameter');
  });

  test('refuses a body of more than 4 MB and stays alive', async () => {
    const answer = await raw({
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'x'.repeat(5_000_000),
    }).catch(() => undefined);
    expect(answer === undefined || answer.status === 413).toBe(true);
    expect((await raw({ path: signed({ Action: 'DescribeRegions' }) })).status).toBe(200);
  });

  test('A01 takes the region of a CR call from RegionId, or from the host name', async () => {
    const registry = simulator.addRegistry({ region: 'eu-central-1', name: 'byhost' });
    expect(
      (await callCr(simulator)('GetInstance', { RegionId: 'eu-central-1', InstanceId: registry.id })).InstanceName,
    ).toBe('byhost');
    const path = signed({ Action: 'GetInstance', Version: '2018-12-01', InstanceId: registry.id });
    expect(JSON.parse((await raw({ path, headers: { host: 'cr.eu-central-1.aliyuncs.com' } })).body).InstanceName).toBe(
      'byhost',
    );
    expect(
      code(await raw({ path: signed({ Action: 'GetInstance', Version: '2018-12-01', InstanceId: registry.id }) })),
    ).toBe('MissingParameter');
  });

  test('A02 answers in JSON whatever Format asks for', async () => {
    expect(
      JSON.parse((await raw({ path: signed({ Action: 'DescribeRegions', Format: 'XML' }) })).body).Regions.length,
    ).toBeGreaterThan(20);
  });

  test('refuses a port that is taken', async () => {
    const port = Number(simulator.endpoint.split(':')[1]);
    await expect(startSimulator({ port })).rejects.toThrow(
      new Error(`The port ${port} is taken. Choose another one, or 0 for a free one.`),
    );
  });

  test('serves loopback only', () => expect(simulator.endpoint).toMatch(/^127\.0\.0\.1:\d+$/));

  test('writes a line for each call, without secrets', async () => {
    lines.length = 0;
    await callRos(simulator)('ListStacks', { RegionId: 'cn-hangzhou' });
    await refusal(callRos(simulator)('GetStack', { StackId: 'none', RegionId: 'cn-hangzhou' }));
    expect(lines.map(line => line.replace(/[\d.]+ms .*/, ''))).toEqual([
      'ros.ListStacks cn-hangzhou 200 OK ',
      'ros.GetStack cn-hangzhou 404 StackNotFound ',
    ]);
    expect(lines.join()).not.toContain('simulator-secret');
  });
});
