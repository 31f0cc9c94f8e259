import * as ros from '@alicloud/ros-cdk-core';
import { CrossRegionReplication, Edition, Grantee, MirroredNamespace, RegistryInstance, SyncRule } from '../lib';
import { synth } from './support/assembly';
import { acme, stackIn } from './support/registries';

const ATTRIBUTES = { instanceId: 'cri-1', instanceName: 'acme', edition: Edition.ADVANCED, accountId: '42' };

/** An instance of account 42 in a stack that names that account. */
const imported = (app: ros.App) => {
  const stack = new ros.Stack(app, 'mine', { env: { region: 'eu-central-1', account: '42' } });
  return { stack, instance: RegistryInstance.fromInstanceAttributes(stack, 'Acme', ATTRIBUTES) };
};

const resources = (declare: (app: ros.App) => unknown, type: string, stack = 'mine') =>
  synth(declare).allProperties(stack, type);

describe('an instance in a stack whose env names its account', () => {
  test('gets permissions', () => {
    const attached = resources(
      app => imported(app).instance.grantPull(Grantee.role('nodes')),
      'ALIYUN::RAM::AttachPolicyToRole',
    );
    expect(attached).toHaveLength(1);
  });

  test('is linked to VPCs', () => {
    const links = resources(
      app => imported(app).instance.linkVpc({ vpcId: 'vpc-1', vswitchId: 'vsw-1' }),
      'ALIYUN::CR::InstanceVpcEndpointLinkedVpc',
    );
    expect(links).toMatchObject([{ InstanceId: 'cri-1', VpcId: 'vpc-1' }]);
  });

  test('gets namespaces', () => {
    const made = resources(app => {
      const { stack, instance } = imported(app);
      new MirroredNamespace(stack, 'Prod', { namespaceName: 'prod', instances: [instance] });
    }, 'ALIYUN::CR::Namespace');
    expect(made).toMatchObject([{ InstanceId: 'cri-1', Namespace: 'prod' }]);
  });

  test('replicates, to its own account without saying so and to another by its name', () => {
    const rules = resources(app => {
      const { stack, instance: source } = imported(app);
      ['42', '43'].forEach((accountId, i) => {
        const region = ['cn-hangzhou', 'us-east-1'][i];
        const attributes = { instanceId: `cri-${accountId}`, instanceName: 'acme', region, accountId };
        const target = RegistryInstance.fromInstanceAttributes(app, region, attributes);
        new CrossRegionReplication(stack, `To${i}`, { source, target, rules: [SyncRule.namespace('prod')] });
      });
    }, 'ALIYUN::CR::RepoSyncRule');
    const accounts = rules.map(({ TargetInstanceId: id, TargetUserId: account = 'its own' }) => `${id}: ${account}`);
    expect(accounts.sort()).toEqual(['cri-42: its own', 'cri-43: 43']);
  });
});

test('the account of a replica may be a parameter of another stack, which is read by an output and guarded', () => {
  const assembly = synth(app => {
    const parameter = new ros.RosParameter(stackIn(app, 'eu-central-1', 'mine'), 'Account', {
      type: ros.RosParameterType.STRING,
    });
    const replica = { region: 'cn-hangzhou', existingInstanceId: 'cri-2', accountId: parameter.valueAsString };
    acme(app, { replicas: [replica] });
  });
  const stack = 'acme-eu-central-1-to-cn-hangzhou';
  const [{ TargetUserId: account }] = assembly.allProperties(stack, 'ALIYUN::CR::RepoSyncRule');
  const read = (account as { 'Fn::GetStackOutput': unknown[] })['Fn::GetStackOutput'];
  expect(read).toEqual(['mine', expect.stringContaining('Account'), 'eu-central-1']);
  expect(assembly.allProperties(stack, 'ALIYUN::ROS::Assert').map(({ Values }) => Values)).toContainEqual([
    account,
    '',
  ]);
});
