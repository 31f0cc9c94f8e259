import { GlobalRegistryProps, PublicAccess, RegistryInstanceProps } from '../lib';
import { Assembly, synth } from './support/assembly';
import { acme, instanceIn } from './support/registries';

const ACL = 'ALIYUN::CR::InstanceEndpointAclPolicy';
const VPC = 'ALIYUN::CR::InstanceVpcEndpointLinkedVpc';

const instance = (props: Partial<RegistryInstanceProps>) => synth(app => instanceIn(app, 'cn-hangzhou', props));
const registry = (props: Partial<GlobalRegistryProps>) => synth(app => acme(app, props));
const entries = (assembly: Assembly, stack = 'stack-cn-hangzhou') =>
  assembly.allProperties(stack, ACL).map(({ Entry }) => Entry);

describe('public access', () => {
  test('is closed by default, and when it is none', () => {
    expect(entries(instance({}))).toEqual([]);
    expect(entries(instance({ publicAccess: PublicAccess.none() }))).toEqual([]);
  });

  test('begins with an entry that lets nobody in, which stays, and on which all others depend', () => {
    const assembly = instance({ publicAccess: PublicAccess.fromCidrs('203.0.113.0/24', '198.51.100.7/32') });
    expect(entries(assembly)).toEqual(['127.0.0.2/32', '203.0.113.0/24', '198.51.100.7/32']);
    const [nobody, ...others] = Object.entries(assembly.template('stack-cn-hangzhou').Resources).filter(
      ([, { Type }]) => Type === ACL,
    );
    expect(nobody[1]).toMatchObject({
      Properties: { AutoEnableType: 'internet', EndpointType: 'internet' },
      DeletionPolicy: 'Retain',
    });
    others.forEach(([, entry]) => {
      expect(entry.DependsOn).toContain(nobody[0]);
      expect(entry.DeletionPolicy).toBeUndefined();
    });
  });

  test('is opened again with another entry that lets nobody in, if asked', () => {
    expect(entries(instance({ publicAccess: PublicAccess.fromCidrs('203.0.113.0/24').reopened(1) }))[0]).toBe(
      '127.0.0.3/32',
    );
  });

  test('may be for anywhere', () => {
    const assembly = instance({ publicAccess: PublicAccess.anywhere() });
    expect(entries(assembly)).toEqual(['127.0.0.2/32', '0.0.0.0/0']);
  });

  test('is said once for every region, unless a region says otherwise; what exists is left alone', () => {
    const assembly = registry({
      publicAccess: PublicAccess.fromCidrs('203.0.113.0/24'),
      replicas: [
        { region: 'cn-hangzhou', publicAccess: PublicAccess.none() },
        { region: 'us-east-1' },
        { region: 'eu-west-1', existingInstanceId: 'cri-1' },
        {
          region: 'ap-northeast-1',
          existingInstanceId: 'cri-2',
          publicAccess: PublicAccess.fromCidrs('198.51.100.7/32'),
        },
      ],
    });
    expect(entries(assembly, 'acme-eu-central-1')).toHaveLength(2);
    expect(entries(assembly, 'acme-us-east-1')).toHaveLength(2);
    expect(entries(assembly, 'acme-cn-hangzhou')).toEqual([]);
    expect(entries(assembly, 'acme-eu-west-1')).toEqual([]);
    expect(entries(assembly, 'acme-ap-northeast-1').sort()).toEqual(['127.0.0.2/32', '198.51.100.7/32']);
  });
});

describe('VPC access', () => {
  test('links each VPC', () => {
    const assembly = instance({
      vpcAccess: [
        { vpcId: 'vpc-1', vswitchId: 'vsw-1', privateDns: true },
        { vpcId: 'vpc-2', vswitchId: 'vsw-2' },
      ],
    });
    expect(assembly.allProperties('stack-cn-hangzhou', VPC)).toEqual([
      expect.objectContaining({
        VpcId: 'vpc-1',
        VswitchId: 'vsw-1',
        ModuleName: 'Registry',
        EnableCreateDNSRecordInPvzt: true,
      }),
      expect.objectContaining({ VpcId: 'vpc-2', VswitchId: 'vsw-2', EnableCreateDNSRecordInPvzt: false }),
    ]);
  });
});
