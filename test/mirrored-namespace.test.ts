import { MirroredNamespace, RegistryInstance, RepositoryOptions, Visibility } from '../lib';
import { problems, synth } from './support/assembly';
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

describe('MirroredNamespace refuses', () => {
  test('a bad name and a bad visibility at once', () => {
    const both = problems(app => {
      new MirroredNamespace(app, 'Prod', { namespaceName: '-prod', instances: [], visibility: 'HIDDEN' as never });
    });
    expect(both).toEqual([
      '[Prod] namespaceName is "-prod", but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Did you mean "prod"?',
      '[Prod] visibility is "HIDDEN", but it is Visibility.PRIVATE or Visibility.PUBLIC. Choose one of these.',
    ]);
  });

  test('an instance that has a namespace of that name', () => {
    const twice = problems(app => {
      const instance = instanceIn(app, 'cn-hangzhou');
      new MirroredNamespace(app, 'One', { namespaceName: 'prod', instances: [instance] });
      new MirroredNamespace(app, 'Two', { namespaceName: 'prod', instances: [instance] });
    });
    expect(twice).toEqual([
      '[Two] namespaceName is "prod", but instance stack-cn-hangzhou/Registry already has a namespace of that name (One). Remove one of the two, or add the instance to the first with addInstance.',
    ]);
  });

  test('the same namespace twice on an instance that was imported twice', () => {
    const twice = problems(app => {
      ['one', 'two'].forEach(id => {
        const scope = stackIn(app, 'cn-hangzhou', id);
        const old = RegistryInstance.fromInstanceAttributes(scope, 'Old', { instanceId: 'cri-1', instanceName: 'old' });
        new MirroredNamespace(scope, 'Prod', { namespaceName: 'prod', instances: [old] });
      });
    });
    expect(twice).toEqual([
      '[two/Prod] namespaceName is "prod", but instance two/Old already has a namespace of that name (one/Prod). Remove one of the two, or add the instance to the first with addInstance.',
    ]);
  });

  test('to be created in another account, or from another region', () => {
    const far = problems(app => {
      const stack = stackIn(app, 'eu-central-1');
      const attributes = { instanceId: 'cri-1', instanceName: 'old', region: 'cn-hangzhou' };
      const theirs = RegistryInstance.fromInstanceAttributes(stack, 'Theirs', { ...attributes, accountId: '42' });
      const old = RegistryInstance.fromInstanceAttributes(stack, 'Old', attributes);
      new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [theirs, old] });
    });
    expect(far).toEqual([
      '[Prod] instances is "stack-eu-central-1/Theirs", but its account 42 is not the one deployed to, so the namespace cannot be created there. Ask its owner to create it, and name cn-hangzhou in existingIn.',
      '[Prod] instances is "stack-eu-central-1/Old", but a namespace is created by a stack in the region of its instance, cn-hangzhou. Import the instance inside a stack with env: { region: \'cn-hangzhou\' }, or name cn-hangzhou in existingIn.',
    ]);
  });

  test('a repository twice, and one whose texts are too long', () => {
    const bad = (...repositories: RepositoryOptions[]) =>
      problems(app => {
        const namespace = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [] });
        repositories.forEach(repository => namespace.addRepository(repository));
      });
    expect(bad({ name: 'api' }, { name: 'api' })).toEqual([
      '[Prod] the name of a repository is "api", but namespace prod already has a repository of that name. Remove the repeated one.',
    ]);
    expect(bad({ name: 'web', summary: 's'.repeat(101), detail: 'd'.repeat(2001) })).toEqual([
      '[Prod] repository.summary is "ssssssssssssssssssss...", but it has 1 to 100 characters, not 101. Write another text.',
      '[Prod] repository.detail is "dddddddddddddddddddd...", but it has 0 to 2000 characters, not 2001. Write another text.',
    ]);
  });
});
