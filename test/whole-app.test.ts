import * as ros from '@alicloud/ros-cdk-core';
import { Edition, Grantee, PublicAccess, RegistryInstance, RegistryServiceRoles, Visibility } from '../lib';
import { newApp, problems, synth } from './support/assembly';
import { acme, instanceIn, stackIn } from './support/registries';

const many = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `ns${i}` }));

describe('what only the whole declaration shows is warned of', () => {
  const warnings = (declare: (app: ros.App) => void) => synth(declare).messages('warning');

  test('more namespaces than an edition holds', () => {
    const said = warnings(app => acme(app, { namespaces: many(16) }));
    expect(said).toEqual([
      '16 namespaces and 0 repositories are declared, but an instance of edition Basic holds 15 namespaces and 1000 repositories ' +
        'unless more were bought. Buy more in the console before you deploy, or choose another edition.',
    ]);
  });

  test('images for everybody on an instance that everybody reaches', () => {
    const said = warnings(app =>
      acme(app, {
        replicas: [],
        publicAccess: PublicAccess.anywhere(),
        namespaces: [
          { name: 'base', visibility: Visibility.PUBLIC },
          { name: 'prod', repositories: [{ name: 'web', visibility: Visibility.PUBLIC }, { name: 'api' }] },
        ],
      }),
    );
    expect(said).toContain(
      'The whole Internet may pull base, prod/web without logging in, for they are PUBLIC and PublicAccess.anywhere() lets everybody in. ' +
        'Make them PRIVATE, or name address blocks.',
    );
  });

  test('what is deleted with its images', () => {
    const said = warnings(app => instanceIn(app, 'cn-hangzhou', { removalPolicy: ros.RemovalPolicy.DESTROY }));
    expect(said).toEqual([
      'removalPolicy is DESTROY: when acme or one of its namespaces leaves the app, ROS deletes it with every image in it.',
    ]);
  });

  test('more policies for somebody than RAM attaches', () => {
    const regions = ['cn-beijing', 'cn-chengdu', 'cn-shanghai', 'cn-shenzhen', 'cn-hongkong', 'us-east-1', 'us-west-1'];
    const others = ['ap-southeast-1', 'ap-northeast-1', 'eu-west-1'];
    const said = warnings(app =>
      acme(app, { replicas: [...regions, ...others].map(region => ({ region })) }).grantPull(Grantee.role('nodes')),
    );
    expect(said).toEqual([
      '11 policies are attached to role nodes, one in each region, but RAM attaches at most 10 custom policies ' +
        'unless the quota was raised. Raise it in the Quota Center before you deploy, or grant to several.',
    ]);
  });

  test('an app whose stacks come near what an account takes', () => {
    const said = warnings(app => {
      Array.from({ length: 180 }, (_, i) => stackIn(app, 'cn-hangzhou', `mine${i}`));
      acme(app);
    });
    expect(said).toEqual([
      'The app has 183 stacks, but an account takes 200 in all its regions unless the quota was raised. ' +
        'Raise it in the Quota Center before you deploy, or use fewer groups.',
    ]);
  });

  test('a filter that takes none of the declared repositories', () => {
    const namespaces = [{ name: 'prod', repositories: [{ name: 'api' }], repositoriesMatching: 'apis' }];
    expect(warnings(app => acme(app, { namespaces }))).toEqual([
      'The filter "apis" takes none of the repositories that are declared in namespace prod (api). ' +
        'Correct it, or leave it if it is meant for repositories that pushing creates.',
    ]);
  });
});

describe('what only the whole app shows is refused', () => {
  test('one bucket for two instances', () => {
    const said = problems(app => {
      instanceIn(app, 'cn-hangzhou', { storageBucketName: 'layers' });
      instanceIn(app, 'cn-beijing', { instanceName: 'other', storageBucketName: 'layers' });
    });
    expect(said).toEqual([
      '[stack-cn-beijing/Registry] storageBucketName is "layers", but stack-cn-hangzhou/Registry keeps its images in that bucket. Give each instance a bucket of its own.',
    ]);
  });

  const imported = (stack: ros.Stack, region?: string) =>
    RegistryInstance.fromInstanceAttributes(stack, 'Old', { instanceId: 'cri-1', instanceName: 'old', region });

  test('one instance in two regions', () => {
    const said = problems(app => {
      imported(stackIn(app, 'cn-hangzhou'));
      imported(stackIn(app, 'cn-beijing'));
    });
    expect(said).toEqual([
      '[stack-cn-beijing/Old] region is "cn-beijing", but an instance is in one region, and stack-cn-hangzhou/Old says cn-hangzhou. Correct one of the two.',
    ]);
  });

  test('the same VPC linked by two imports of one instance', () => {
    const link = { vpcId: 'vpc-1', vswitchId: 'vsw-1' };
    const said = problems(app => {
      imported(stackIn(app, 'cn-hangzhou', 'one')).linkVpc(link);
      imported(stackIn(app, 'cn-hangzhou', 'two')).linkVpc(link);
    });
    expect(said).toEqual([
      '[two/Old] instanceId is "cri-1", but one/Old sets the same on that instance, and the second would fail when it is deployed. Set it in one of the two.',
    ]);
  });

  test('a bucket that the given service roles do not reach', () => {
    const said = problems(app => {
      const serviceRoles = new RegistryServiceRoles(stackIn(app, 'eu-central-1', 'account'), 'Roles');
      acme(app, { serviceRoles, primary: { region: 'eu-central-1', storageBucketName: 'layers' } });
    });
    expect(said).toEqual([
      '[Acme] primary.storageBucketName is "layers", but the given serviceRoles give no rights to that bucket, so the instance would stay pending. Add it to storageBucketNames of the RegistryServiceRoles.',
    ]);
  });

  test('an instance in a nested stack', () => {
    const nested = new ros.NestedStack(stackIn(newApp(), 'cn-hangzhou', 'outer'), 'Nested');
    expect(() => new RegistryInstance(nested, 'Registry', { instanceName: 'acme', edition: Edition.BASIC })).toThrow(
      new Error(
        '[outer/Nested/Registry] the stack is "outer/Nested", but a nested stack has no region of its own, and other stacks cannot read what is in it. Put the instance into the stack around it, outer.',
      ),
    );
  });

  test('a VPC that is linked twice, at declaration and later', () => {
    const registry = instanceIn(newApp(), 'cn-hangzhou', { vpcAccess: [{ vpcId: 'vpc-1', vswitchId: 'vsw-1' }] });
    expect(() => registry.linkVpc({ vpcId: 'vpc-1', vswitchId: 'vsw-2' })).toThrow(
      new Error(
        '[stack-cn-hangzhou/Registry] vpcId is "vpc-1", but each VPC is linked once, through one vSwitch. Remove the repeated link.',
      ),
    );
  });
});

describe('a stack of ours', () => {
  test('waits for a stack of the user where that is said', () => {
    const assembly = synth(app => {
      const before = stackIn(app, 'eu-central-1', 'before');
      new ros.RosResource(before, 'Thing', { type: 'ALIYUN::OSS::Bucket', properties: { BucketName: 'things' } });
      ros.Stack.of(acme(app).primary).addDependency(before);
    });
    expect(assembly.dependencies('acme-eu-central-1')).toEqual(['before']);
  });
});
