import * as ros from '@alicloud/ros-cdk-core';
import { Edition, RegistryInstance } from '../lib';
import { synth } from './support/assembly';
import { instanceIn, stackIn } from './support/registries';

describe('the login password', () => {
  const secret = '{{resolve:kms-secret:registry}}';

  test('is taken as a reference to a secret, or from a parameter that is not shown', () => {
    expect(
      synth(app => instanceIn(app, 'cn-hangzhou', { loginPassword: secret })).properties(
        'stack-cn-hangzhou',
        'ALIYUN::CR::UserInfo',
      ),
    ).toEqual({
      InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] },
      User: { Password: secret },
    });
    const assembly = synth(app => {
      const stack = stackIn(app, 'cn-hangzhou');
      const parameter = new ros.RosParameter(stack, 'Password', { type: ros.RosParameterType.STRING, noEcho: true });
      new RegistryInstance(stack, 'Registry', {
        instanceName: 'acme',
        edition: Edition.BASIC,
        loginPassword: parameter.valueAsString,
      });
    });
    expect(assembly.properties('stack-cn-hangzhou', 'ALIYUN::CR::UserInfo').User).toEqual({
      Password: { Ref: 'Password' },
    });
  });
});
