import fc from 'fast-check';
import { CloudError, isCredentialProblem, isForbidden, isTransient } from '../../src/cloud/cloud-error';
import { parseEndpoint } from '../../src/cloud/connection';
import { credentialsFrom } from '../../src/cloud/credentials';
import { estimatesOf } from '../../src/cloud/estimates';
import { Redactor } from '../../src/cloud/redact';
import { sameCommand } from '../../src/commands/run';
import { clock, quotaCheck } from '../../src/doctor/checks';
import type { Check } from '../../src/doctor/model';
import { confirmationOf } from '../../src/domain/destruction';
import type { Permissions } from '../../src/domain/permissions';
import { monthlyOf } from '../../src/report/cost-report';
import { doctorText } from '../../src/report/doctor-report';
import { duration, paragraph, size } from '../../src/report/text';
import { concurrency } from '../../src/session/flags';
import { Output } from '../../src/session/output';
import { declaredRule, ruleStates } from '../../src/status/rules';
import { GERMANY_HANGZHOU, declared } from '../support/assemblies';

test('paragraphs keep to 80 columns and lose no word', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z.:-]{1,30}$/), { minLength: 1 }),
      fc.nat({ max: 8 }),
      (words, indent) => {
        const text = paragraph(words.join(' '), indent);
        expect(text.split('\n').filter(line => line.length > 80)).toEqual([]);
        expect(text.split(/\s+/).filter(Boolean)).toEqual(words);
      },
    ),
  );
});

test('paragraphs keep the beginning of each line, count wide letters twice and leave long words whole', () => {
  const word = 'x'.repeat(90);
  expect(paragraph(`error:\n  [Acme] ${'ab '.repeat(25)}\n\n${word} end`, 2)).toBe(
    ['  error:', `    [Acme]${' ab'.repeat(23)}`, `    ${'ab '.repeat(2)}`.trimEnd(), '', `  ${word}`, '  end'].join(
      '\n',
    ),
  );
  expect(paragraph(`${'镜'.repeat(30)} ${'像'.repeat(10)}`)).toBe(`${'镜'.repeat(30)}\n${'像'.repeat(10)}`);
});

test('durations and sizes are told as people say them', () => {
  expect([0, 59_400, 65_000, 3_700_000, 200_000_000].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min 5 s',
    '1 h 1 min',
    '2 days',
  ]);
  expect([0, 512, 1536, 1024 ** 3].map(size)).toEqual(['0 B', '512 B', '1.5 KB', '1.0 GB']);
});

describe('secrets', () => {
  test('are hidden wherever they stand, encoded or not', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 6, unit: 'binary' }), fc.string(), (before, secret, after) => {
        const redactor = new Redactor();
        redactor.add(secret);
        fc.pre(!'[hidden]'.includes(secret));
        expect(redactor.clean(`${before}${secret}${after}`)).toContain('[hidden]');
      }),
    );
  });
});

test('the command to run again is quoted for a shell, and keeps the values of parameters to itself', () => {
  const argv = [
    'deploy',
    '--app',
    "npx tsx 'my app.ts'",
    '--parameter',
    'Db:Password=hunter2',
    '--parameter=Pin=1234',
    '--yes',
  ];
  expect(sameCommand(['node', 'bin', ...argv])).toBe(
    "global-registry deploy --app 'npx tsx '\\''my app.ts'\\''' --parameter Db:Password=... --parameter=Pin=... --yes",
  );
});

test('credentials are asked for again at every call, and each that comes is hidden', async () => {
  const names = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'] as const;
  const before = names.map(name => process.env[name]);
  const set = (...values: (string | undefined)[]) =>
    names.forEach((name, index) => {
      if (values[index] === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = values[index];
      }
    });
  set('first-key', 'first-secret');
  const redactor = new Redactor();
  const credential = credentialsFrom(undefined, redactor);
  const first = await credential.getCredential();
  set('second-key', 'second-secret');
  const second = await credential.getCredential();
  set(...before);
  expect([first.accessKeyId, second.accessKeyId]).toEqual(['first-key', 'second-key']);
  expect(redactor.clean('first-key first-secret second-key second-secret')).toBe('[hidden] [hidden] [hidden] [hidden]');
});

describe('an endpoint', () => {
  test('is a host, with HTTPS but for this machine', () => {
    expect(parseEndpoint('ros-intl.aliyuncs.com')).toEqual({
      endpoint: 'ros-intl.aliyuncs.com',
      protocol: 'HTTPS',
      sharedEndpoint: false,
    });
    expect(parseEndpoint('http://127.0.0.1:7070/')).toEqual({
      endpoint: '127.0.0.1:7070',
      protocol: 'HTTP',
      sharedEndpoint: true,
    });
  });

  test('refuses plain HTTP to anywhere else', () => {
    expect(() => parseEndpoint('http://ros.aliyuncs.com')).toThrow(
      '--endpoint is "http://ros.aliyuncs.com", but templates go over plain HTTP to this machine only. Use https://ros.aliyuncs.com.',
    );
    expect(() => parseEndpoint('a b')).toThrow(
      '--endpoint is "a b", but an endpoint is a host such as ros.aliyuncs.com or 127.0.0.1:7070.',
    );
  });
});

describe('a refused call', () => {
  const error = (code: string, status?: number) => new CloudError(code, '', status, { action: 'GetStack', region: '' });

  test('is repeated only where that may help', () => {
    const helps = [
      error('Throttling.User', 400),
      error('ServiceUnavailable', 503),
      error('InternalError', 500),
      error('ECONNRESET'),
      error('x', 429),
    ];
    expect(helps.filter(isTransient)).toHaveLength(helps.length);
    const hopeless = [
      error('StackExists', 409),
      error('Forbidden.RAM', 403),
      error('InvalidAccessKeyId.NotFound', 404),
      new Error('x'),
    ];
    expect(hopeless.filter(isTransient)).toEqual([]);
  });

  test('is told apart by whether the credentials or a permission are the trouble', () => {
    expect(isCredentialProblem(error('InvalidSecurityToken.Expired', 400))).toBe(true);
    expect(isForbidden(error('Forbidden.RAM', 403))).toBe(true);
    expect(isForbidden(error('StackNotFound', 404))).toBe(false);
  });
});

test('concurrency refuses more than ROS runs', () => {
  expect(concurrency('50')).toBe(50);
  for (const text of ['0', '51', '1.5', 'many']) {
    expect(() => concurrency(text)).toThrow(
      'It is a whole number from 1 to 50, the most that ROS runs for an account.',
    );
  }
});

test('what is typed to confirm a deletion is the prefix', () => {
  expect(confirmationOf(declared(GERMANY_HANGZHOU))).toBe('acme');
  const [stack] = declared(GERMANY_HANGZHOU);
  expect(confirmationOf([stack, { ...stack, name: `${stack.name}-team-a` }])).toBe('acme');
});

describe('prices', () => {
  const raw = (amount: number, period: number, unit: string, currency = 'USD') => ({
    Type: 'T',
    Result: {
      Order: { Currency: currency, TradeAmount: amount },
      OrderSupplement: { Period: period, PeriodUnit: unit },
    },
  });

  test('are brought to a month, and never added over currencies', () => {
    const estimates = estimatesOf({
      a: raw(120, 12, 'Month'),
      b: raw(24, 1, 'Year'),
      c: raw(7, 1, 'Month', 'CNY'),
      d: { Type: 'T', Result: null },
    });
    expect(monthlyOf(estimates)).toEqual({ USD: 12, CNY: 7 });
  });

  test('by the hour are no price of a month', () => {
    expect(monthlyOf(estimatesOf({ a: raw(1, 1, 'Hour') }))).toEqual({});
  });
});

describe('the rules of an arrow', () => {
  const resolve = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const rule = declaredRule(
    'Rule',
    { SyncRuleName: 'prod', TagFilter: '.*', SyncScope: 'NAMESPACE', InstanceId: { Ref: 'x' } },
    resolve,
  );
  const actual = (name: string, fields: Record<string, string>) => ({ id: name, name, fields });

  test('are in place, edited, missing or not declared', () => {
    const there = actual('prod', { TagFilter: '.*', SyncScope: 'NAMESPACE' });
    expect(ruleStates([rule], [there])).toEqual([{ name: 'prod', state: 'in place', drift: [] }]);
    expect(ruleStates([rule], [])).toEqual([{ name: 'prod', state: 'missing', drift: [] }]);
    expect(
      ruleStates([rule], [{ ...there, fields: { TagFilter: 'v.*', SyncScope: 'NAMESPACE' } }, actual('mine', {})]),
    ).toEqual([
      { name: 'prod', state: 'edited', drift: [{ field: 'TagFilter', declared: '.*', actual: 'v.*' }] },
      { name: 'mine', state: 'not declared', drift: [] },
    ]);
  });
});

const plain = new Output(new Redactor()).colours;

describe('doctor', () => {
  test('finds a clock that is wrong', () => {
    const now = Date.parse('2026-01-01T00:10:00Z');
    expect(clock(new Date('2026-01-01T00:00:00Z'), now)).toEqual({
      subject: 'clock',
      state: 'failed',
      detail: '600 s ahead of the service',
      fix: 'Set the clock of this machine (NTP): signatures carry the time.',
    });
    expect(clock(new Date('2026-01-01T00:09:59Z'), now).state).toBe('ok');
  });

  const POLICY = { Version: '1', Statement: [] } as const;
  const told = (check: Check, permissions: Partial<Permissions> = {}) =>
    doctorText([check], { policy: POLICY, systemPolicies: [], uncovered: [], ...permissions }, plain);
  const UNTRIED = 'Permissions to create and change are not tried: there is no way to without doing\nit.';

  test('prints the policy where a permission is missing, and what it cannot say', () => {
    const refused: Check = { subject: 'GetStack', state: 'failed', detail: 'refused', permission: 'ros:GetStack' };
    expect(told(refused, { systemPolicies: ['SomePolicy'], uncovered: ['ALIYUN::OSS::Bucket'] })).toBe(
      [
        'FAIL GetStack: refused',
        '',
        'This RAM policy grants what this app needs:',
        ...JSON.stringify(POLICY, undefined, 2).split('\n'),
        'Buying and releasing instances also takes the system policy SomePolicy.',
        'What these take is not known here, so add it to the policy: ALIYUN::OSS::Bucket.',
        '',
        '1 check failed.',
        '',
        UNTRIED,
      ].join('\n'),
    );
  });

  test('says where the policy is to be had where nothing is refused', () => {
    expect(told({ subject: 'clock', state: 'ok', detail: 'right' })).toBe(
      [
        'ok   clock: right',
        'Nothing stands in the way.',
        UNTRIED,
        'The RAM policy that this app needs: global-registry doctor --json | jq .policy',
      ].join('\n\n'),
    );
  });

  test('finds quotas that are used up', () => {
    const usage = { NamespaceUsage: 15, NamespaceQuota: 15, RepoUsage: 3, RepoQuota: 1000 };
    expect(quotaCheck('quotas of cri-x', usage)).toMatchObject({
      state: 'warning',
      detail: '15 of 15 namespaces, 3 of 1000 repositories',
    });
  });
});
