// A whole app around one registry: in each region a network, and a function and a machine that pull from the instance beside them.
import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry, Grantee } from 'ros-cdk-global-registry';

const app = new ros.App();
const IMAGE = 'services/checkout:v1';
const NODES = 'shop-nodes';

/** A stack of our own in a region, and how a resource is made in it. */
function stackIn(region: string, name: string) {
  const stack = new ros.Stack(app, `shop-${name}-${region}`, { env: { region } });
  const add = (id: string, type: string, properties: object) => new ros.RosResource(stack, id, { type, properties });
  return { stack, add };
}

/** The registry takes the ids as they are: it reads them by stack output, and its stack waits for this one. */
function networkIn(region: string, zone: string) {
  const { stack, add } = stackIn(region, 'network');
  const vpcId = add('Vpc', 'ALIYUN::ECS::VPC', { CidrBlock: '10.0.0.0/8' }).getAtt('VpcId').toString();
  const properties = { VpcId: vpcId, CidrBlock: '10.0.1.0/24', ZoneId: zone };
  const vswitchId = add('VSwitch', 'ALIYUN::ECS::VSwitch', properties).getAtt('VSwitchId').toString();
  // Between stacks of our own we do that by hand: the core would write Fn::ImportValue, which ROS does not know.
  new ros.RosOutput(stack, 'VpcId', { value: vpcId });
  new ros.RosOutput(stack, 'VSwitchId', { value: vswitchId });
  return { vpcId, vswitchId, privateDns: true };
}

const registry = new GlobalRegistry(app, 'Shop', {
  instanceName: 'shop',
  primary: { region: 'eu-central-1', vpcAccess: [networkIn('eu-central-1', 'eu-central-1a')] },
  replicas: [{ region: 'cn-hangzhou', vpcAccess: [networkIn('cn-hangzhou', 'cn-hangzhou-h')] }],
  namespaces: [{ name: 'services' }],
});
registry.grantPull(Grantee.role(NODES)); // no password in any template: function and machine log in by their role

for (const instance of [registry.primary, ...registry.replicas]) {
  const { region } = instance;
  const { stack, add } = stackIn(region, 'compute');
  const read = (output: string) => ros.Fn.getStackOutput(`shop-network-${region}`, output, region);
  const VpcId = read('VpcId');
  const group = add('Group', 'ALIYUN::ECS::SecurityGroup', { VpcId }).getAtt('SecurityGroupId');
  const image = `${instance.registryVpcHost}/${IMAGE}`; // the nearest copy, through the VPC: no Internet access is opened

  add('Checkout', 'ALIYUN::FC3::Function', {
    FunctionName: 'checkout',
    Runtime: 'custom-container',
    Handler: 'index.handler',
    Role: ros.Fn.sub(`acs:ram::\${ALIYUN::TenantId}:role/${NODES}`),
    CustomContainerConfig: { Image: image, AcrInstanceId: instance.instanceId, Port: 9000 },
    VpcConfig: { VpcId, VSwitchIds: [read('VSwitchId')], SecurityGroupId: group },
  });
  add('Worker', 'ALIYUN::ECS::Instance', {
    ...{ VpcId, VSwitchId: read('VSwitchId'), SecurityGroupId: group, AllocatePublicIP: false, RamRoleName: NODES },
    ...{ InstanceType: 'ecs.g7.large', ImageId: 'm-shop-docker' }, // with Docker and a credential helper for the role
    UserData: `#!/bin/sh\ndocker run --detach --restart always ${image}\n`,
  });
  // Images come by the sync rules, and only those that are pushed after them: leave this loop out until the first one was pushed.
  registry.replications.forEach(replication => stack.addDependency(ros.Stack.of(replication)));
}
app.synth();
