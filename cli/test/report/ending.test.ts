import type { StackOutcome } from '../../src/deployment/events';
import { NO_LEFTOVERS } from '../../src/deployment/orphans';
import { deployText, outputsOf } from '../../src/report/deploy-report';
import { destroyText } from '../../src/report/destroy-report';
import { GERMANY_HANGZHOU, declared } from '../support/assemblies';
import { noColours } from '../support/colours';

const [replica, primary, rules] = declared(GERMANY_HANGZHOU);
const again = 'global-registry deploy';
const next = (command: string) => `global-registry ${command}`;

const failed = (more: Partial<StackOutcome> = {}): StackOutcome => ({
  stack: replica,
  result: 'failed',
  reason: 'CREATE_FAILED: why',
  ...more,
});

describe('the end of a deployment', () => {
  test('tells every failure with stack, region, reason and what to run next, and what was not done', () => {
    const outcomes: StackOutcome[] = [
      failed(),
      { stack: rules, result: 'skipped', reason: 'It waits for acme-cn-hangzhou, which failed.' },
      { stack: primary, result: 'deployed' },
    ];
    expect(deployText({ outcomes, interrupted: true, again, next }, new Map(), noColours)).toBe(
      [
        '1 stack deployed, 0 unchanged, 1 failed, 1 not deployed.',
        '',
        'Failed: acme-cn-hangzhou (cn-hangzhou)',
        '  CREATE_FAILED: why',
        '  Next: go on where it stopped:',
        '    global-registry deploy',
        '',
        'Not deployed:',
        '  acme-eu-central-1-to-cn-hangzhou (eu-central-1): It waits for',
        '  acme-cn-hangzhou, which failed.',
        '',
        'Stopped on request. To go on:',
        '  global-registry deploy',
      ].join('\n'),
    );
  });

  test.each([
    [{ cause: 'permission' }, 'see which permissions are missing: global-registry doctor'],
    [{ cause: 'credentials' }, 'renew the credentials, then run this again: global-registry deploy'],
    [{ cause: 'changed' }, 'look again, and see what it does now: global-registry deploy'],
    [
      { live: { status: 'CREATE_ROLLBACK_COMPLETE' } as StackOutcome['live'] },
      'see what is left, and remove it after your consent: global-registry deploy',
    ],
  ] as const)('says what to run next after a failure with %j', (more, said) => {
    const text = deployText({ outcomes: [failed(more)], interrupted: false, again, next }, new Map(), noColours);
    expect(text.slice(text.indexOf('Next: ')).replaceAll(/\n +/g, ' ')).toBe(`Next: ${said}`);
  });

  test('tells of all that ROS goes on with by itself, and once how to come back to it', () => {
    const reason = 'Time was up while it was waited for; ROS goes on.';
    const outcomes = [replica, primary].map(stack => failed({ stack, cause: 'timeout', reason }));
    expect(deployText({ outcomes, interrupted: false, again, next }, new Map(), noColours)).toBe(
      [
        '0 stacks deployed, 0 unchanged, 2 left running.',
        '',
        'Left running:',
        '  acme-cn-hangzhou (cn-hangzhou): Time was up while it was waited for; ROS goes',
        '  on.',
        '  acme-eu-central-1 (eu-central-1): Time was up while it was waited for; ROS',
        '  goes on.',
        '  Next: go on from what ROS has done by then:',
        '    global-registry deploy',
      ].join('\n'),
    );
  });

  test('gives the outputs of a name that stands in two regions by region and name', () => {
    const live = { outputs: { InstanceId: 'cri-x' } } as unknown as StackOutcome['live'];
    const there = { ...primary, name: replica.name };
    const outcomes = [replica, there, rules].map((stack): StackOutcome => ({ stack, result: 'deployed', live }));
    expect(Object.keys(outputsOf(outcomes))).toEqual([
      'cn-hangzhou/acme-cn-hangzhou',
      'eu-central-1/acme-cn-hangzhou',
      'acme-eu-central-1-to-cn-hangzhou',
    ]);
  });
});

test('the end of a deletion tells what stays, what failed and what was not deleted', () => {
  const retained = [
    {
      region: 'cn-hangzhou',
      stack: replica.name,
      logicalId: 'Registry',
      type: 'ALIYUN::CR::Instance',
      physicalId: 'cri-x',
      billed: true,
    },
  ];
  const outcomes: StackOutcome[] = [
    { stack: rules, result: 'absent' },
    failed({ reason: 'DELETE_FAILED: why' }),
    { stack: primary, result: 'skipped', reason: 'It was stopped before its turn.' },
  ];
  const remainder = { retained, undeleted: [], unknown: new Map(), leftovers: NO_LEFTOVERS };
  const ending = { outcomes, interrupted: false, again: 'global-registry destroy', next };
  expect(destroyText(ending, remainder, noColours)).toBe(
    [
      '0 stacks deleted, 1 already gone.',
      '',
      'Retained, with all images:',
      '  cn-hangzhou  ALIYUN::CR::Instance  cri-x  still billed',
      '  A registry is paid in advance and billed until its subscription ends; release',
      '  it in the console of Container Registry.',
      '',
      'Failed: acme-cn-hangzhou (cn-hangzhou)',
      '  DELETE_FAILED: why',
      '  Next: go on where it stopped:',
      '    global-registry destroy',
      '',
      'Not deleted:',
      '  acme-eu-central-1 (eu-central-1): It was stopped before its turn.',
    ].join('\n'),
  );
});
