import * as ros from '@alicloud/ros-cdk-core';
import { RegistryServiceRoles } from '../lib';
import { synth } from './support/assembly';
import { acme, stackIn } from './support/registries';

const POLICY = 'ALIYUN::RAM::ManagedPolicy';

describe('RegistryServiceRoles', () => {
  const roles = (buckets?: string[]) =>
    synth(app => new RegistryServiceRoles(stackIn(app, 'eu-central-1'), 'Roles', { storageBucketNames: buckets }));

  test('makes the role of a first instance, leaving alone what exists', () => {
    expect(roles().resources('stack-eu-central-1', 'ALIYUN::RAM::Role')).toEqual([
      {
        Type: 'ALIYUN::RAM::Role',
        Properties: {
          RoleName: 'AliyunContainerRegistryDefaultRole',
          IgnoreExisting: true,
          PolicyAttachments: { System: ['AliyunContainerRegistryRolePolicy'] },
          AssumeRolePolicyDocument: {
            Version: '1',
            Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['cr.aliyuncs.com'] } }],
          },
        },
        DependsOn: ['DeployRegion'],
        DeletionPolicy: 'Retain',
      },
    ]);
  });

  test('makes the role of own buckets, with the rights to these buckets alone', () => {
    const assembly = roles(['layers-b', 'layers-a', 'layers-b']);
    const policies = assembly.allProperties('stack-eu-central-1', POLICY) as unknown as {
      PolicyDocument: { Statement: [{ Resource: string[] }] };
    }[];
    expect(policies.map(({ PolicyDocument }) => PolicyDocument.Statement[0].Resource)).toEqual([
      ['acs:oss:*:*:layers-a', 'acs:oss:*:*:layers-a/*'],
      ['acs:oss:*:*:layers-b', 'acs:oss:*:*:layers-b/*'],
    ]);
    const attachments = assembly.allProperties('stack-eu-central-1', 'ALIYUN::RAM::AttachPolicyToRole');
    expect(new Set(attachments.map(({ RoleName }) => RoleName))).toEqual(
      new Set(['AliyunContainerRegistryCustomizedOSSBucketRole']),
    );
  });

  test('name the rights to buckets that are decided at deploy time by the stack that decides', () => {
    const assembly = synth(app =>
      ['eu-central-1', 'cn-hangzhou'].forEach(region => {
        const stack = stackIn(app, region);
        const bucket = new ros.RosParameter(stack, 'Bucket', { type: ros.RosParameterType.STRING });
        new RegistryServiceRoles(stack, 'Roles', { storageBucketNames: [bucket.valueAsString] });
      }),
    );
    const names = ['eu-central-1', 'cn-hangzhou'].map(
      region => assembly.properties(`stack-${region}`, POLICY).PolicyName,
    );
    expect(new Set(names).size).toBe(2);
  });

  test('are deployed before every registry that names them', () => {
    const assembly = synth(app => {
      const serviceRoles = new RegistryServiceRoles(stackIn(app, 'eu-central-1', 'account'), 'Roles');
      acme(app, { serviceRoles, tags: { team: 'platform' } });
    });
    expect(assembly.dependencies('acme-cn-hangzhou')).toEqual(['account']);
    expect(assembly.dependencies('acme-eu-central-1')).toEqual(['account']);
    expect(assembly.files()['manifest.json']).toContain('"team": "platform"');
  });
});
