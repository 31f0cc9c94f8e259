// The same resources as a user of the core alone writes them.
import * as ros from '@alicloud/ros-cdk-core';
import { INSTANCE_NAME, NAMESPACES, PRIMARY, replicaRegions } from '../workload';

export function synth(outdir: string, replicas: number): void {
  declare(new ros.App({ outdir }), replicas).synth();
}

export function declare(app: ros.App, replicas: number): ros.App {
  const primary = registryStack(app, PRIMARY, 'Advanced');
  for (const region of replicaRegions(replicas)) {
    replicationStack(app, primary, registryStack(app, region, 'Basic'));
  }
  return app;
}

function registryStack(app: ros.App, region: string, edition: string): ros.Stack {
  const tier = edition === 'Advanced' ? 'primary' : 'replica';
  const stack = new ros.Stack(app, `${INSTANCE_NAME}-${region}`, {
    env: { region },
    description: `Container registry ${INSTANCE_NAME} in ${region}, the ${tier} of Bench`,
  });
  addDeployRegion(stack);
  const registry = addInstance(stack, edition);
  NAMESPACES.forEach(name => addNamespace(stack, registry, name));
  addRegistryOutputs(stack, registry);
  return stack;
}

function replicationStack(app: ros.App, source: ros.Stack, target: ros.Stack): void {
  const stack = new ros.Stack(app, `${INSTANCE_NAME}-${source.region}-to-${target.region}`, {
    env: { region: source.region },
    description: `Replication of the container registry from ${source.region} to ${target.region}`,
  });
  stack.addDependency(source);
  stack.addDependency(target);
  addDeployRegion(stack);
  addReady(stack, 'SourceReady00000000', source);
  addReady(stack, 'TargetReady00000000', target);
  NAMESPACES.forEach(name => addRule(stack, source, target, name));
}

function addInstance(stack: ros.Stack, edition: string): ros.RosResource {
  const registry = new ros.RosResource(stack, 'Registry', {
    type: 'ALIYUN::CR::Instance',
    properties: {
      InstanceName: INSTANCE_NAME,
      InstanceType: edition,
      ImageScanner: 'ACR',
      Period: 1,
      RenewalStatus: 'ManualRenewal',
    },
  });
  registry.addRosDependency('DeployRegion');
  registry.applyRemovalPolicy(ros.RemovalPolicy.RETAIN);
  return registry;
}

function addNamespace(stack: ros.Stack, registry: ros.RosResource, name: string): void {
  const namespace = new ros.RosResource(stack, `Namespace${capital(name)}`, {
    type: 'ALIYUN::CR::Namespace',
    properties: {
      InstanceId: registry.getAtt('InstanceId'),
      Namespace: name,
      AutoCreate: true,
      DefaultVisibility: 'PRIVATE',
    },
  });
  namespace.addRosDependency('DeployRegion');
  namespace.applyRemovalPolicy(ros.RemovalPolicy.RETAIN);
}

function addRegistryOutputs(stack: ros.Stack, registry: ros.RosResource): void {
  const title = `of the registry ${INSTANCE_NAME} in ${stack.region}`;
  const host = (service: string) => `${INSTANCE_NAME}-${service}.${stack.region}.cr.aliyuncs.com`;
  new ros.RosOutput(stack, 'InstanceId', { value: registry.getAtt('InstanceId'), description: `The id ${title}` });
  new ros.RosOutput(stack, 'RegistryHost', {
    value: host('registry'),
    description: `The Internet host ${title}`,
  });
  new ros.RosOutput(stack, 'RegistryVpcHost', { value: host('registry-vpc'), description: `The VPC host ${title}` });
  new ros.RosOutput(stack, 'DockerLogin', {
    value: `docker login --username=YOUR_USER_NAME ${host('registry-vpc')}`,
    description: `What to type to log in to the registry ${INSTANCE_NAME} in ${stack.region}`,
  });
}

function addDeployRegion(stack: ros.Stack): void {
  const { stackName, region } = stack;
  new ros.RosResource(stack, 'DeployRegion', {
    type: 'ALIYUN::ROS::Assert',
    properties: {
      Values: [{ Ref: 'ALIYUN::Region' }, region],
      Operation: 'Equal',
      AbortCreation: true,
      ErrorMessage: {
        'Fn::Sub':
          `Stack ${stackName} belongs in ${region}, but this deployment goes to \${ALIYUN::Region}. ` +
          `Nothing was bought. Deploy it again with the region set to ${region}.`,
      },
    },
  });
}

function addReady(stack: ros.Stack, id: string, { stackName, region }: ros.Stack): void {
  const ready = new ros.RosResource(stack, id, {
    type: 'ALIYUN::ROS::Assert',
    properties: {
      Values: [ros.Fn.getStackOutput(stackName, 'InstanceId', region), ''],
      Operation: 'NotEqual',
      AbortCreation: true,
      ErrorMessage: `Stack ${stackName} in ${region} gives no InstanceId: it is missing, or still busy. Deploy it first, then this stack.`,
    },
  });
  ready.addRosDependency('DeployRegion');
}

function addRule(stack: ros.Stack, source: ros.Stack, target: ros.Stack, namespace: string): void {
  const id = `Rule${capital(namespace)}00000000`;
  const rule = new ros.RosResource(stack, id, {
    type: 'ALIYUN::CR::RepoSyncRule',
    properties: {
      InstanceId: ros.Fn.getStackOutput(source.stackName, 'InstanceId', source.region),
      NamespaceName: namespace,
      RepoNameFilter: '.*',
      SyncRuleName: `${namespace}-00000000`,
      SyncScope: 'NAMESPACE',
      SyncTrigger: 'PASSIVE',
      TagFilter: '.*',
      TargetInstanceId: ros.Fn.getStackOutput(target.stackName, 'InstanceId', target.region),
      TargetNamespaceName: namespace,
      TargetRegionId: target.region,
    },
  });
  ['DeployRegion', 'SourceReady00000000', 'TargetReady00000000'].forEach(guard => rule.addRosDependency(guard));
  new ros.RosOutput(stack, `${id}Id`, {
    value: rule.getAtt('SyncRuleId'),
    description: `The id of the sync rule for ${namespace} to ${target.region}`,
  });
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
