import { type Instance, type Simulator, startSimulator } from '../../src';
import { digestOf } from '../../src/registry/protocol/digest';
import { Client, refusal } from '../registry/support/client';
import { image } from '../registry/support/images';
import { bearer } from './logins';
import { HOME, openToInternet } from './support';

const SCOPE = 'repository:prod/api:pull,push';
let simulator: Simulator;
let registry: Instance;
let url: string;
beforeEach(async () => {
  simulator = await startSimulator();
  registry = simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] });
  await openToInternet(simulator, registry, '203.0.113.10/32');
  url = (await simulator.registry(HOME)).url;
});
afterEach(() => simulator.close());

const client = async () => new Client(url, 'prod/api', (await bearer(url, SCOPE, simulator.login(HOME))).headers);
const EXPIRED = { status: 401, code: 'UNAUTHORIZED', message: 'The token has expired. Log in again.' };

describe('the fault expired-token', () => {
  test('strikes in the middle of a push, which goes on at the same upload with another token', async () => {
    const whole = image();
    const [bytes] = whole.blobs;
    const first = await client();
    const location = await first.start();
    simulator.faults.add({ kind: 'expired-token', action: 'push', skip: 1, times: 1 });
    const half = { body: bytes.subarray(0, 100), headers: { 'content-type': 'application/octet-stream' } };
    expect((await first.send('PATCH', location, half)).status).toBe(202);
    const rest = () => ({ body: bytes.subarray(100) });
    const refused = await first.send('PUT', `${location}?digest=${digestOf(bytes)}`, rest());
    expect(refusal(refused)).toEqual(EXPIRED);
    expect(refused.headers.get('www-authenticate')).toBe(
      `Bearer realm="${url}/auth",service="registry.aliyuncs.com:eu-central-1:china:${registry.id}",scope="repository:prod/api:push",error="invalid_token"`,
    );
    const second = await client();
    expect((await second.send('PUT', `${location}?digest=${digestOf(bytes)}`, rest())).status).toBe(201);
    await second.push(whole, 'v1');
    expect(await second.has(whole, 'v1')).toBe(true);
  });

  test('strikes in the middle of a pull: the manifest came, a blob is challenged, then all is there', async () => {
    const whole = image();
    await (await client()).push(whole, 'v1');
    const puller = await client();
    simulator.faults.add({ kind: 'expired-token', action: 'pull', region: HOME, skip: 1, times: 1 });
    expect((await puller.send('GET', 'manifests/v1')).status).toBe(200);
    const blob = `blobs/${digestOf(whole.blobs[0])}`;
    expect(refusal(await puller.send('GET', blob))).toEqual(EXPIRED);
    expect(await (await client()).has(whole, 'v1')).toBe(true);
  });

  test('leaves alone who brings no token, and other regions and actions', async () => {
    simulator.faults.add({ kind: 'expired-token', action: 'delete' });
    simulator.faults.add({ kind: 'expired-token', region: 'cn-hangzhou' });
    const counted = simulator.faults.add({ kind: 'expired-token', times: 1 });
    expect(refusal(await new Client(url, 'prod/api').send('GET', 'tags/list')).message).toBe(
      'Nobody is logged in. Log in to this registry first.',
    );
    expect(refusal(await (await client()).send('GET', 'tags/list'))).toEqual(EXPIRED);
    expect((await (await client()).send('POST', 'blobs/uploads/')).status).toBe(202);
    simulator.faults.remove(counted);
  });
});
