import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { type Simulator, startSimulator } from '../src';
import { json, send } from './registry/support/client';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ login: false });
  simulator.addRegistry({ region: 'eu-central-1', name: 'acme' });
  simulator.addRegistry({ region: 'cn-hangzhou', name: 'hang' });
});
afterEach(() => simulator.close());

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
let nonces = 0;

/** A query that is signed for GET. */
function signedQuery(parameters: Record<string, string>, nonce = `proxied-${nonces++}`): string {
  const { accessKeyId, accessKeySecret } = simulator.credentials;
  const all: Record<string, string> = {
    Action: 'ListInstance',
    Version: '2018-12-01',
    AccessKeyId: accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: nonce,
    SignatureVersion: '1.0',
    Timestamp: new Date().toISOString().replace(/\.\d+/, ''),
    ...parameters,
  };
  const text = Object.keys(all)
    .sort()
    .map(key => `${encode(key)}=${encode(all[key])}`)
    .join('&');
  const signature = createHmac('sha1', `${accessKeySecret}&`)
    .update(`GET&%2F&${encode(text)}`)
    .digest('base64');
  return `${text}&Signature=${encode(signature)}`;
}

/** One of exactly so many bytes. What of the signature is escaped, and so its length, depends on what is signed: it is tried. */
function queryOf(length: number): string {
  for (let attempt = 0; attempt < 200; attempt++) {
    const nonce = `proxied-${1000 + nonces++}`;
    const padded = (size: number) => signedQuery({ RegionId: 'eu-central-1', InstanceName: 'x'.repeat(size) }, nonce);
    const made = padded(length - padded(0).length);
    if (made.length === length) {
      return made;
    }
  }
  throw new Error(`No signed query of ${length} bytes was found.`);
}

/** What a server answers to bytes as they are. */
function raw(...parts: readonly (string | Buffer)[]): Promise<string> {
  const [host, port] = simulator.endpoint.split(':');
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), host);
    let answer = '';
    socket.on('data', data => (answer += String(data)));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    parts.forEach(part => socket.write(part));
  });
}

const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
const get = (target: string, host = 'ignored') =>
  raw(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);

describe('a client that takes the simulator for its proxy', () => {
  test('reaches the region that the address of its request line names, whatever its Host says', async () => {
    const instances = async (host: string) =>
      bodyOf(await get(`http://${host}/?${signedQuery({})}`)).Instances.map(
        ({ InstanceName }: { InstanceName: string }) => InstanceName,
      );
    expect(await instances('cr.eu-central-1.aliyuncs.com')).toEqual(['acme']);
    expect(await instances('cr-vpc.cn-hangzhou.aliyuncs.com:80')).toEqual(['hang']);
    expect(bodyOf(await get(`http://cr.moon-1.aliyuncs.com/?${signedQuery({})}`)).Code).toBe(
      'InvalidRegionId.NotFound',
    );
  });

  test('reaches a registry by its name, and the page', async () => {
    const answer = await get('http://acme-registry.eu-central-1.cr.aliyuncs.com/v2/');
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n(.*\r\n)*docker-distribution-api-version: registry\/2.0/i);
    expect(await get(`http://${simulator.endpoint}`)).toContain('<title>ROS simulator');
    // A page of the Internet cannot have its own name point here.
    expect(await get('http://example.com/')).toContain('The simulator answers on loopback only.');
  });

  test('gets the same from an official client that knows only the endpoint of the cloud', async () => {
    const code = `
      require('global-agent').bootstrap();
      const OpenApi = require('@alicloud/openapi-client');
      const { RuntimeOptions } = require('@alicloud/tea-util');
      const call = (endpoint, action, version, query) => {
        const keys = ${JSON.stringify(simulator.credentials)};
        const client = new OpenApi.default(new OpenApi.Config({ ...keys, endpoint, protocol: 'HTTP' }));
        const params = new OpenApi.Params({ action, version, protocol: 'HTTP', pathname: '/', method: 'POST', authType: 'AK',
          style: 'RPC', reqBodyType: 'formData', bodyType: 'json' });
        return client.callApi(params, new OpenApi.OpenApiRequest({ query }), new RuntimeOptions({}));
      };
      (async () => {
        const names = [];
        for (const region of ['eu-central-1', 'cn-hangzhou']) {
          const { body } = await call('cr.' + region + '.aliyuncs.com', 'ListInstance', '2018-12-01', {});
          names.push(...body.Instances.map(instance => instance.InstanceName));
        }
        const { body } = await call('ros.aliyuncs.com', 'ListStacks', '2019-09-10', { RegionId: 'cn-hangzhou' });
        console.log(JSON.stringify({ names, stacks: body.TotalCount }));
      })();`;
    const printed = await new Promise<string>((resolve, reject) => {
      const env = { ...process.env, GLOBAL_AGENT_HTTP_PROXY: `http://${simulator.endpoint}`, NODE_OPTIONS: '' };
      execFile(process.execPath, ['-e', code], { cwd: __dirname, env }, (error, stdout, stderr) =>
        error ? reject(new Error(`${error.message}${stderr}`)) : resolve(stdout),
      );
    });
    expect(JSON.parse(printed)).toEqual({ names: ['acme', 'hang'], stacks: 0 });
  });

  test('is told that there are no tunnels for HTTPS', async () => {
    const answer = await raw('CONNECT cr.eu-central-1.aliyuncs.com:443 HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 405 /);
    expect(bodyOf(answer)).toEqual({
      RequestId: '',
      Code: 'UnsupportedHTTPMethod',
      Message: 'The simulator speaks plain HTTP, and opens no tunnels for HTTPS. Give the client the protocol HTTP.',
      HostId: '',
      IsSuccess: false,
    });
  });
});

describe('a long request', () => {
  const call = (query: string) => send(`http://${simulator.endpoint}`, 'GET', `/?${query}`);

  test('A80 is answered up to a query of 16 KB, and refused as an error of the API beyond', async () => {
    const longest = await call(queryOf(16 * 1024));
    expect([longest.status, json(longest).TotalCount]).toEqual([200, 0]);
    const longer = await call(queryOf(16 * 1024 + 1));
    expect(longer.status).toBe(414);
    expect(json(longer)).toEqual({
      RequestId: expect.any(String),
      Code: 'RequestUriTooLong',
      Message:
        'The query of a request has at most 16384 bytes, but this one has 16385. Send parameters in the body, by POST.',
      HostId: simulator.endpoint,
      IsSuccess: false,
    });
    expect(json(await call(queryOf(600_000))).Code).toBe('RequestUriTooLong');
  });

  test('gets an answer even where nobody reads it to its end', async () => {
    const answer = await get(`/?${'x'.repeat(3 * 1024 * 1024)}`);
    expect(answer).toMatch(/^HTTP\/1.1 414 URI Too Long\r\n/);
    expect(bodyOf(answer)).toMatchObject({
      Code: 'RequestUriTooLong',
      Message:
        'The request line and the headers have at most 1048576 bytes together. Send parameters in the body, by POST.',
    });
  });

  test('that is no HTTP is told so', async () => {
    const answer = await raw('HELLO\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(bodyOf(answer)).toMatchObject({ Code: 'InvalidRequest', Message: 'The request is not one of HTTP/1.1.' });
  });
});
