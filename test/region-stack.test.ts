import * as ros from '@alicloud/ros-cdk-core';
import { synth } from './support/assembly';
import { acme, stackIn } from './support/registries';

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
