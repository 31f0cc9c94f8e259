import { runInNewContext } from 'node:vm';
import * as ros from '@alicloud/ros-cdk-core';
import { Edition, MirroredNamespace, RegistryInstance, RegistryServiceRoles, ReplicaOptions } from '../lib';
import { problems, synth } from './support/assembly';
import { acme, instanceIn, stackIn } from './support/registries';

/** What the fuzz has found to be taken wrongly; what is refused stands in test/refusals. */
describe('what looks wrong, and is right, works:', () => {
  test('options that were written in another realm, as those of a configuration that runs in a sandbox', () => {
    const replicas = runInNewContext("[{ region: 'cn-hangzhou' }]") as ReplicaOptions[];
    expect(Object.getPrototypeOf(replicas[0])).not.toBe(Object.prototype);
    expect(synth(app => acme(app, { replicas })).stacks()).toContain('acme-cn-hangzhou');
  });

  test('a construct as deep as one likes, for names that would be too long end in a hash', () => {
    const assembly = synth(app => {
      const deep = new ros.Construct(stackIn(app, 'cn-hangzhou'), 'x'.repeat(400));
      new RegistryInstance(deep, 'Registry', { instanceName: 'acme', edition: Edition.BASIC });
      acme(new ros.Construct(app, 'y'.repeat(2000)), { replicas: [] });
    });
    const ids = assembly.stacks().flatMap(stack => Object.keys(assembly.template(stack).Resources));
    expect(Math.max(...ids.map(id => id.length))).toBe(208);
    const descriptions = assembly.stacks().map(stack => String(assembly.template(stack).Description ?? ''));
    expect(Math.max(...descriptions.map(({ length }) => length))).toBe(256);
  });

  test('the name of a bucket of the service roles that is decided at deploy time, in another stack as well', () => {
    const assembly = synth(app => {
      const [storage, account] = ['storage', 'account'].map(id => stackIn(app, 'eu-central-1', id));
      const bucket = new ros.RosResource(storage, 'Layers', { type: 'ALIYUN::OSS::Bucket', properties: {} });
      const own = new ros.RosParameter(account, 'Own', { type: ros.RosParameterType.STRING });
      const storageBucketNames = [bucket.getAtt('Name').toString(), own.valueAsString, 'layers'];
      new RegistryServiceRoles(account, 'Roles', { storageBucketNames });
    });
    const names = assembly.allProperties('account', 'ALIYUN::RAM::ManagedPolicy').map(({ PolicyName }) => PolicyName);
    expect(names).toEqual([
      'container-registry-bucket-9f16acca',
      'container-registry-bucket-a11b20ef',
      'container-registry-bucket-layers',
    ]);
    expect(assembly.dependencies('account')).toEqual(['storage']);
    expect(assembly.text('account')).toContain('"Fn::GetStackOutput"');
  });

  test('tags without a prototype, and frozen options', () => {
    const tags = Object.assign(Object.create(null) as Record<string, string>, { team: 'platform' });
    const assembly = synth(app => acme(app, { tags, namespaces: [Object.freeze({ name: 'prod' })] }));
    expect(assembly.tags('acme-eu-central-1')).toEqual({ team: 'platform' });
  });

  test('options that are used again with another name', () => {
    const options = { name: 'api' };
    const assembly = synth(app => {
      const namespace = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [] });
      namespace.addRepository(options);
      options.name = 'web';
      namespace.addRepository(options);
      namespace.addInstance(instanceIn(app, 'cn-hangzhou'));
    });
    const names = assembly.allProperties('stack-cn-hangzhou', 'ALIYUN::CR::Repository').map(({ RepoName }) => RepoName);
    expect(names).toEqual(['api', 'web']);
  });
});

test('an account that is none says nothing of what its owner must do', () => {
  expect(problems(app => acme(app, { replicas: [{ region: 'cn-hangzhou', accountId: 'x'.repeat(5000) }] }))).toEqual([
    expect.stringMatching(
      /^\[Acme\] replicas\[0\]\.accountId is "x{80}\.\.\." \(5000 characters\), but an account is named/,
    ),
  ]);
});
