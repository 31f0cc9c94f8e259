import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistryProps } from '../lib';
import { problems, synth } from './support/assembly';
import { acme, stackIn } from './support/registries';

/** A VPC in a stack of the user. */
const vpcIn = (app: ros.App) =>
  new ros.RosResource(stackIn(app, 'cn-hangzhou', 'network'), 'Vpc', {
    type: 'ALIYUN::ECS::VPC',
    properties: { CidrBlock: '10.0.0.0/8' },
  });

const EXISTING: Partial<GlobalRegistryProps> = {
  primary: { region: 'eu-central-1', existingInstanceId: 'cri-1' },
  replicas: [
    { region: 'cn-hangzhou', existingInstanceId: 'cri-2', vpcAccess: [{ vpcId: 'vpc-1', vswitchId: 'vsw-1' }] },
  ],
};

/** What is removed and made again. */
const CASES: readonly (readonly [string, (app: ros.App) => unknown])[] = [
  ['of new instances', app => acme(app)],
  ['of instances that exist', app => acme(app, EXISTING)],
  [
    'with a bucket of its own',
    app => acme(app, { primary: { region: 'eu-central-1', storageBucketName: 'layers' }, replicas: [] }),
  ],
  [
    'that reads another stack',
    app => {
      const access = { vpcId: vpcIn(app).getAtt('VpcId').toString(), vswitchId: 'vsw-1' };
      acme(app, { replicas: [{ region: 'cn-hangzhou', vpcAccess: [access] }] });
    },
  ],
];

const clear = (app: ros.App) => ['Acme', 'network'].forEach(id => app.node.tryRemoveChild(id));

describe('a registry that was removed from the tree and made again', () => {
  test.each(CASES)('%s is what it would be alone', (_what, declare) => {
    const alone = synth(declare);
    const again = synth(app => {
      declare(app);
      clear(app);
      declare(app);
    });
    expect(again.templates()).toEqual(alone.templates());
  });

  test('may turn around which of its regions is the primary', () => {
    const assembly = synth(app => {
      acme(app);
      clear(app);
      acme(app, { primary: { region: 'cn-hangzhou' }, replicas: [{ region: 'eu-central-1' }] });
    });
    expect(assembly.stacks()).toContain('acme-cn-hangzhou-to-eu-central-1');
  });

  test('still looks at the whole app', () => {
    const declare = (app: ros.App) => {
      acme(app);
      clear(app);
      acme(app);
      stackIn(app, 'Frankfurt', 'mine');
    };
    expect(problems(declare)).toEqual([
      '[Acme/eu-central-1] the region of stack mine is "Frankfurt", but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Did you mean "eu-central-1"?',
    ]);
  });
});
