import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { type Simulator, startSimulator } from '../src';
import { FUNCTION_NAMES } from '../src/template/functions';
import { callRos } from './support/clients';

let simulator: Simulator;
const lines: string[] = [];
beforeAll(async () => void (simulator = await startSimulator({ log: line => lines.push(line) })));
afterAll(() => simulator.close());

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
/** Text that can be sent as UTF-8. */
const wellFormed = (text: string) => Buffer.from(text).toString() === text;
let nonces = 0;

/** Sends a well-signed call by POST, whatever is in it. */
function send(parameters: Record<string, string>): Promise<{ status: number; body: string }> {
  const all: Record<string, string> = {
    AccessKeyId: 'simulator',
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: `f${nonces++}`,
    Timestamp: new Date().toISOString().replace(/\.\d+/, ''),
    ...parameters,
  };
  const form = Object.keys(all)
    .sort()
    .map(key => `${encode(key)}=${encode(all[key])}`)
    .join('&');
  const signature = createHmac('sha1', 'simulator-secret&')
    .update(`POST&%2F&${encode(form)}`)
    .digest('base64');
  const [host, port] = simulator.endpoint.split(':');
  return new Promise((resolve, reject) => {
    const call = request(
      { host, port, method: 'POST', path: '/', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      response => {
        let body = '';
        response.on('data', chunk => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    call.on('error', reject);
    call.end(`${form}&Signature=${encode(signature)}`);
  });
}

const ROS_ACTIONS = [
  'CreateStack',
  'UpdateStack',
  'GetStack',
  'ListStacks',
  'DeleteStack',
  'ContinueCreateStack',
  'CancelUpdateStack',
  'ListStackEvents',
  'ListStackResources',
  'GetStackResource',
  'GetTemplate',
  'ValidateTemplate',
  'PreviewStack',
  'GetTemplateEstimateCost',
  'DescribeRegions',
  'SetDeletionProtection',
  'TagResources',
  'constructor',
  '__proto__',
];
const CR_ACTIONS = [
  'GetInstance',
  'ListInstance',
  'GetInstanceEndpoint',
  'ListNamespace',
  'GetNamespace',
  'ListRepository',
  'GetRepository',
  'ListRepoTag',
  'ListRepoSyncRule',
  'ListRepoSyncTask',
  'GetRepoSyncTask',
  'CreateRepoSyncTask',
  'CreateRepoSyncTaskByRule',
  'GetAuthorizationToken',
];

const word = fc.oneof(
  fc.constantFrom(
    '',
    'A',
    'B',
    'constructor',
    '__proto__',
    'toString',
    'ALIYUN::Region',
    'ALIYUN::NoValue',
    '\u0000',
    '-1',
    '1e999',
    '${A.B}',
    '${',
  ),
  fc.string({ maxLength: 12 }),
);
/** Values full of functions, rightly and wrongly used. */
const value = fc.letrec(tie => ({
  any: fc.oneof(
    { depthSize: 'small' },
    word,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(word, tie('any'), { maxKeys: 3 }),
    tie('call'),
  ),
  call: fc
    .tuple(fc.constantFrom(...FUNCTION_NAMES, 'Fn::ImportValue', 'Fn::'), tie('any'))
    .map(([name, argument]) => ({ [name]: argument })),
})).any;
const resource = fc.record(
  {
    Type: fc.oneof(
      fc.constantFrom(
        'ALIYUN::ROS::Sleep',
        'ALIYUN::ROS::Assert',
        'ALIYUN::CR::Namespace',
        'ALIYUN::CR::Instance',
        'ALIYUN::ROS::Stack',
        'ALIYUN::OSS::Bucket',
        'constructor',
      ),
      value,
    ),
    Properties: fc.oneof(
      fc.dictionary(
        fc.constantFrom(
          'Values',
          'Triggers',
          'Namespace',
          'InstanceName',
          'InstanceType',
          'TemplateBody',
          'BucketName',
          '__proto__',
        ),
        value,
        { maxKeys: 4 },
      ),
      value,
    ),
    DependsOn: fc.oneof(fc.constantFrom('A', 'B', 'C'), value),
    Count: value,
    Condition: word,
    DeletionPolicy: value,
  },
  { requiredKeys: ['Type'] },
);
const templates = fc.record(
  {
    ROSTemplateFormatVersion: fc.constant('2015-09-01'),
    Resources: fc.oneof(fc.dictionary(fc.constantFrom('A', 'B', 'C', '__proto__'), resource, { maxKeys: 3 }), value),
    Parameters: value,
    Mappings: value,
    Conditions: fc.dictionary(word, value, { maxKeys: 2 }),
    Rules: value,
    Outputs: fc.dictionary(word, fc.record({ Value: value }), { maxKeys: 2 }),
  },
  { requiredKeys: ['ROSTemplateFormatVersion', 'Resources'] },
);
const hostile = fc.oneof(
  templates.map(template => JSON.stringify(template)),
  fc.string({ maxLength: 200, unit: 'binary' }),
  fc.constantFrom(
    'x'.repeat(524_289),
    '{"a":'.repeat(80_000),
    '['.repeat(100_000),
    `a: ${'{b: '.repeat(3_000)}`,
    '&a [*a]',
    'a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c]',
    '!!js/function "x"',
    '{"ROSTemplateFormatVersion":"2015-09-01","Resources":{"A":{"Type":"ALIYUN::ROS::Sleep","Count":1e9}}}',
  ),
);
const parameterName = fc.oneof(
  fc.constantFrom(
    'StackId',
    'StackName',
    'InstanceId',
    'PageNumber',
    'PageSize',
    'PageNo',
    'Parameters.1.ParameterKey',
    'Parameters.1.ParameterValue',
    'Parameters.x.y',
    'Tags.1.Key',
    'Tags.999999999999.Value',
    'TimeoutInMinutes',
    'ClientToken',
    'RepoId',
    'NamespaceName',
    'EndpointType',
    'ResourceType',
    '__proto__',
    'Status.1',
  ),
  fc.string({ maxLength: 10 }),
);
const call = fc.record({
  action: fc.constantFrom(
    ...ROS_ACTIONS.map(name => ['2019-09-10', name]),
    ...CR_ACTIONS.map(name => ['2018-12-01', name]),
    ['x', 'y'],
  ),
  region: fc.constantFrom('cn-hangzhou', 'eu-central-1', '__proto__', '', 'nowhere'),
  template: fc.option(hostile, { freq: 4 }),
  more: fc.dictionary(parameterName, fc.string({ maxLength: 300 }), { maxKeys: 5 }),
});

test('gives an answer of the API to 1,000 hostile calls, and never a crash, a hang or a stack trace', async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(call, async ({ action: [Version, Action], region, template, more }) => {
      const reserved = [
        'AccessKeyId',
        'Signature',
        'SignatureMethod',
        'SignatureNonce',
        'Timestamp',
        'Action',
        'Version',
      ];
      const clean = Object.fromEntries(
        Object.entries(more).filter(([name, text]) => !reserved.includes(name) && wellFormed(name + text)),
      );
      const parameters = {
        ...clean,
        Version,
        Action,
        RegionId: region,
        StackName: clean.StackName ?? `f${nonces}`,
        ...(template === null ? {} : { TemplateBody: Buffer.from(template).toString() }),
      };
      const { status, body } = await send(parameters);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const answer = JSON.parse(body);
      expect(answer.RequestId).toMatch(/^[0-9A-F-]{36}$/);
      if (status !== 200) {
        expect(answer).toMatchObject({
          Code: expect.stringMatching(/^[A-Za-z._]+$/),
          Message: expect.any(String),
          HostId: expect.any(String),
        });
      }
      expect(status).not.toBe(500);
      expect(body).not.toMatch(/\bat .*\.(ts|js):\d+|node_modules/);
    }),
    { numRuns: 1_000, seed: 20261124 },
  );
  expect(lines.filter(line => line.startsWith('unexpected'))).toEqual([]);
  expect([...statuses.keys()].every(status => status === 200 || (status >= 400 && status < 500))).toBe(true);
  expect((await callRos(simulator)('DescribeRegions')).Regions.length).toBeGreaterThan(20);
}, 60_000);
