import * as ros from '@alicloud/ros-cdk-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cr, Edition, Grantee, RegistryInstance } from '../lib';
import { newApp, synth } from './support/assembly';
import { deployAll, withSimulator } from './support/deployment';
import { acme, stackIn } from './support/registries';

const resource = (scope: ros.Construct, id: string, type: string, properties: Record<string, unknown>) =>
  new ros.RosResource(scope, id, { type, properties });

const ASSUME = {
  Version: '1',
  Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['ecs.aliyuncs.com'] } }],
};

const role = (scope: ros.Construct, RoleName: string) =>
  resource(scope, 'Role', 'ALIYUN::RAM::Role', { RoleName, AssumeRolePolicyDocument: ASSUME });

describe('what the app makes itself under a literal name is made before whatever names it:', () => {
  test('a role in another stack', async () => {
    const assembly = synth(app => {
      role(stackIn(app, 'us-east-1', 'people'), 'nodes');
      const registry = acme(app);
      registry.grantPull(Grantee.role('nodes'));
      registry.grantPull(Grantee.role('others'));
    });
    expect(assembly.dependencies('acme-eu-central-1')).toEqual(['people']);
    expect(assembly.dependencies('acme-cn-hangzhou')).toEqual(['people']);
    await withSimulator(simulator => deployAll(simulator, assembly));
  });

  test('a role and a bucket in the stack of an instance', () => {
    const assembly = synth(app => {
      const stack = stackIn(app, 'cn-hangzhou', 'mine');
      role(stack, 'nodes');
      resource(stack, 'Layers', 'ALIYUN::OSS::Bucket', { BucketName: 'layers-1' });
      const registry = new RegistryInstance(stack, 'Registry', {
        instanceName: 'acme',
        edition: Edition.BASIC,
        storageBucketName: 'layers-1',
      });
      registry.grantPull(Grantee.role('nodes'));
    });
    const [attachment] = assembly.resources('mine', 'ALIYUN::RAM::AttachPolicyToRole');
    const [instance] = assembly.resources('mine', 'ALIYUN::CR::Instance');
    expect(attachment.DependsOn).toContain('Role');
    expect(instance.DependsOn).toContain('Layers');
  });

  test('a bucket in another stack of its region, unless that one waits for the registry', () => {
    const assembly = synth(app => {
      const bucket = resource(stackIn(app, 'cn-hangzhou', 'storage'), 'Layers', 'ALIYUN::OSS::Bucket', {
        BucketName: 'layers-1',
      });
      const registry = acme(app, { replicas: [{ region: 'cn-hangzhou', storageBucketName: 'layers-1' }] });
      role(stackIn(app, 'cn-hangzhou', 'people'), 'nodes');
      new ros.RosOutput(ros.Stack.of(bucket), 'Primary', { value: registry.primary.instanceId });
    });
    expect(assembly.dependencies('acme-cn-hangzhou')).toEqual(['storage']);
    expect(assembly.dependencies('storage')).toEqual(['acme-eu-central-1']);
  });
});

describe('the manifest says in which region a stack belongs', () => {
  const regions = (declare: (app: ros.App) => void) => {
    const app = newApp();
    declare(app);
    const { directory } = app.synth();
    const { artifacts } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    return Object.values<{ metadata?: Record<string, { type: string; data: { region: string } }[]> }>(artifacts)
      .flatMap(({ metadata = {} }) => Object.values(metadata).flat())
      .filter(({ type }) => type === 'ros-cdk-global-registry:stack')
      .map(({ data }) => data.region)
      .sort();
  };

  test('of an app with L1 constructs alone', () => {
    const found = regions(app => {
      stackIn(app, 'us-east-1');
      new cr.RosNamespace(stackIn(app, 'cn-hangzhou'), 'Prod', { instanceId: 'cri-1', namespace: 'prod' });
    });
    expect(found).toEqual(['cn-hangzhou', 'us-east-1']);
  });

  test('of an app that takes an instance as it is, and makes nothing of ours', () => {
    const found = regions(app => {
      stackIn(app, 'us-east-1');
      const attributes = { instanceId: 'cri-1', instanceName: 'acme', region: 'cn-hangzhou' };
      RegistryInstance.fromInstanceAttributes(app, 'Old', attributes);
    });
    expect(found).toEqual(['us-east-1']);
  });
});
