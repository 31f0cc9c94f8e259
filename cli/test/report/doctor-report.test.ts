import type { Check } from '../../src/doctor/model';
import type { Permissions } from '../../src/domain/permissions';
import { doctorText } from '../../src/report/doctor-report';
import { noColours } from '../support/colours';

describe('what doctor finds', () => {
  const POLICY = { Version: '1', Statement: [] } as const;
  const told = (check: Check, permissions: Partial<Permissions> = {}) =>
    doctorText([check], { policy: POLICY, systemPolicies: [], uncovered: [], ...permissions }, noColours);
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
});
