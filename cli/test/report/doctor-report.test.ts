import type { Check } from '../../src/doctor/model';
import type { Permissions, RamPolicy } from '../../src/domain/permissions';
import { doctorText } from '../../src/report/doctor-report';
import { noColours } from '../support/colours';

describe('what doctor finds', () => {
  const POLICY = { Version: '1', Statement: [] } as const;
  const told = (check: Check, permissions: Partial<Permissions> = {}) =>
    doctorText(
      [check],
      { policy: POLICY, systemPolicies: [], uncovered: [], toldByRos: [], ...permissions },
      noColours,
    );
  const UNTRIED = 'Permissions to create and change are not tried: there is no way to without doing\nit.';

  const PRINTED = ['This RAM policy grants what this app needs:', '{"Version": "1", "Statement": [', '', ']}'];

  test('ends with the policy, what it cannot say, and what it comes to', () => {
    const refused: Check = { subject: 'GetStack', state: 'failed', detail: 'refused', permission: 'ros:GetStack' };
    expect(told(refused, { systemPolicies: ['SomePolicy'], uncovered: ['ALIYUN::OSS::Bucket'] })).toBe(
      [
        'FAIL GetStack: refused',
        '',
        ...PRINTED,
        'Buying and releasing instances also takes the system policy SomePolicy.',
        'What these take is not known here, so add it to the policy: ALIYUN::OSS::Bucket.',
        '',
        '1 check failed.',
        '',
        UNTRIED,
      ].join('\n'),
    );
  });

  test('prints a policy that can be copied, in lines of a page', () => {
    const Action = Array.from({ length: 12 }, (_, index) => `cr:Action${index}`);
    const policy: RamPolicy = { Version: '1', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
    const text = told({ subject: 'clock', state: 'ok', detail: 'right' }, { policy });
    const printed = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
    expect(JSON.parse(printed)).toEqual(policy);
    expect(Math.max(...printed.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
    expect(text).toContain('Nothing stands in the way.');
  });

  test('says when RAM would not take the policy in one', () => {
    const Action = Array.from({ length: 700 }, (_, index) => `cr:Action${index}`);
    const text = told(
      { subject: 'clock', state: 'ok', detail: 'right' },
      { policy: { Version: '1', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } },
    );
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(
      /It has \d+ characters, and RAM takes 6144: make a policy of each half of its statements\./,
    );
  });
});
