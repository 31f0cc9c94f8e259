import { RetentionRule, RetentionSchedule } from '../lib';
import { synth } from './support/assembly';
import { acme } from './support/registries';

const RETENTION = 'ALIYUN::CR::ArtifactLifecycleRule';

describe('retention rules', () => {
  test('say what is kept, the same in every region', () => {
    const assembly = synth(app =>
      acme(app, {
        retentionRules: [
          RetentionRule.instance({ keepLast: 100 }),
          RetentionRule.namespace('prod', { keepTags: 'v.*', automatic: false, schedule: RetentionSchedule.WEEKLY }),
        ],
      }),
    );
    for (const stack of ['acme-eu-central-1', 'acme-cn-hangzhou']) {
      const common = { InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] } };
      expect(assembly.allProperties(stack, RETENTION)).toEqual([
        { ...common, Auto: true, RetentionTagCount: 100, ScheduleTime: 'WEEK', Scope: 'INSTANCE' },
        { ...common, Auto: false, NamespaceName: 'prod', ScheduleTime: 'WEEK', TagRegexp: 'v.*' },
      ]);
    }
  });
});
