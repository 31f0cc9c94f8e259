import * as ros from '@alicloud/ros-cdk-core';
import { MirroredNamespace, RegistryInstance, Visibility } from '../lib';
import { synth } from './support/assembly';
import { instanceIn, stackIn } from './support/registries';

describe('MirroredNamespace', () => {
  test('is created in the stack of each instance, private and filled by pushing', () => {
    const assembly = synth(app => {
      const instances = [instanceIn(app, 'cn-hangzhou'), instanceIn(app, 'eu-central-1')];
      new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances });
    });
    for (const stack of ['stack-cn-hangzhou', 'stack-eu-central-1']) {
      expect(assembly.template(stack).Resources.RegistryNamespaceProd).toEqual({
        Type: 'ALIYUN::CR::Namespace',
        Properties: {
          InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] },
          Namespace: 'prod',
          AutoCreate: true,
          DefaultVisibility: 'PRIVATE',
        },
        DependsOn: ['DeployRegion'],
        DeletionPolicy: 'Retain',
      });
    }
  });

  test('is only noted where it exists', () => {
    const assembly = synth(app => {
      const existingIn = ['cn-hangzhou'];
      const namespace = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [], existingIn });
      namespace.addInstance(instanceIn(app, 'cn-hangzhou'));
    });
    expect(assembly.resources('stack-cn-hangzhou', 'ALIYUN::CR::Namespace')).toEqual([]);
  });

  test('keeps what it was given, whatever becomes of the lists that said it', () => {
    const assembly = synth(app => {
      const [existingIn, repositoryIn] = [['cn-hangzhou'], ['cn-hangzhou']];
      const namespace = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [], existingIn });
      namespace.addRepository({ name: 'api', existingIn: repositoryIn });
      [existingIn, repositoryIn].forEach(list => list.pop());
      namespace.addInstance(instanceIn(app, 'cn-hangzhou'));
    });
    for (const type of ['Namespace', 'Repository']) {
      expect(assembly.resources('stack-cn-hangzhou', `ALIYUN::CR::${type}`)).toEqual([]);
    }
  });

  test('is created on an imported instance by a stack in its region', () => {
    const assembly = synth(app => {
      const old = RegistryInstance.fromInstanceAttributes(stackIn(app, 'cn-hangzhou'), 'Old', {
        instanceId: 'cri-1',
        instanceName: 'old',
      });
      new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [old] });
    });
    expect(assembly.properties('stack-cn-hangzhou', 'ALIYUN::CR::Namespace').InstanceId).toBe('cri-1');
    expect(Object.keys(assembly.template('stack-cn-hangzhou').Resources)).toEqual(['OldNamespaceProd', 'DeployRegion']);
  });

  test('on an instance of another stack is guarded, since an empty id would mean the Personal Edition', () => {
    const assembly = synth(app => {
      const theirs = new ros.RosResource(stackIn(app, 'cn-hangzhou', 'theirs'), 'Theirs', {
        type: 'ALIYUN::CR::Instance',
        properties: { InstanceName: 'old' },
      });
      const attributes = { instanceId: theirs.getAtt('InstanceId'), instanceName: 'old' };
      const old = RegistryInstance.fromInstanceAttributes(stackIn(app, 'cn-hangzhou', 'ours'), 'Old', attributes);
      new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [old] });
    });
    const { OldNamespaceProd, ...others } = assembly.template('ours').Resources;
    const ready = Object.keys(others).find(id => id.startsWith('OldInstanceReady'))!;
    expect(OldNamespaceProd.DependsOn).toEqual(['DeployRegion', ready]);
    expect(others[ready]).toMatchObject({ Type: 'ALIYUN::ROS::Assert', DependsOn: ['DeployRegion'] });
    expect(assembly.dependencies('ours')).toEqual(['theirs']);
  });

  test('declares repositories on every instance, whichever came first', () => {
    const assembly = synth(app => {
      const namespace = new MirroredNamespace(app, 'Prod', {
        namespaceName: 'prod',
        instances: [instanceIn(app, 'cn-hangzhou')],
        visibility: Visibility.PUBLIC,
      });
      namespace.addRepository({ name: 'api', detail: '# API', immutableTags: true });
      namespace.addRepository({ name: 'web', summary: 'The shop', visibility: Visibility.PRIVATE });
      namespace.addInstance(instanceIn(app, 'eu-central-1'));
      expect(namespace.repositoryNames).toEqual(['api', 'web']);
    });
    const repositories = (stack: string) =>
      assembly.resources(stack, 'ALIYUN::CR::Repository').map(resource => resource.Properties);
    expect(repositories('stack-cn-hangzhou')).toEqual(repositories('stack-eu-central-1'));
    const common = { InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] }, RepoNamespace: 'prod' };
    expect(repositories('stack-cn-hangzhou')).toEqual([
      { ...common, RepoName: 'api', RepoType: 'PUBLIC', Summary: 'api', Detail: '# API', TagImmutability: true },
      { ...common, RepoName: 'web', RepoType: 'PRIVATE', Summary: 'The shop' },
    ]);
    expect(assembly.resources('stack-cn-hangzhou', 'ALIYUN::CR::Repository')[0].DependsOn).toEqual([
      'DeployRegion',
      'RegistryNamespaceProd',
    ]);
  });

  test('keeps names apart that differ only in signs', () => {
    const assembly = synth(app => {
      const instance = instanceIn(app, 'cn-hangzhou');
      ['a-b', 'a_b', 'ab'].forEach(
        name => new MirroredNamespace(app, name, { namespaceName: name, instances: [instance] }),
      );
    });
    expect(assembly.resources('stack-cn-hangzhou', 'ALIYUN::CR::Namespace')).toHaveLength(3);
  });
});
