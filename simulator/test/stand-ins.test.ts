import { type Simulator, startSimulator } from '../src';
import { type Map, callRos, refusal } from './support/clients';
import { deploy, instance, outputs, remove, template, update } from './support/stacks';

const REGION = 'cn-hangzhou';
let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator({ accountId: '1234567890123456' })));
afterEach(() => simulator.close());

const get = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });
const output = (values: Map) => ({
  Outputs: Object.fromEntries(Object.entries(values).map(([name, Value]) => [name, { Value }])),
});
/** Every attribute of a resource, and what Ref gives. */
const all = (id: string, attributes: string[]) =>
  output({ Ref: { Ref: id }, ...Object.fromEntries(attributes.map(name => [name, get(id, name)])) });

const NETWORK = {
  Vpc: { Type: 'ALIYUN::ECS::VPC', Properties: { VpcName: 'shop', CidrBlock: '10.0.0.0/8' } },
  VSwitch: {
    Type: 'ALIYUN::ECS::VSwitch',
    Properties: { VpcId: get('Vpc', 'VpcId'), CidrBlock: '10.0.1.0/24', ZoneId: 'cn-hangzhou-h' },
  },
  Group: { Type: 'ALIYUN::ECS::SecurityGroup', Properties: { VpcId: { Ref: 'Vpc' }, SecurityGroupName: 'nodes' } },
};
const machine = (Properties: Map = {}) => ({ Machine: { Type: 'ALIYUN::ECS::Instance', Properties } });
const functionOf = (Properties: Map) => ({ Function: { Type: 'ALIYUN::FC3::Function', Properties } });
const bucket = (Properties: Map) => ({ Bucket: { Type: 'ALIYUN::OSS::Bucket', Properties } });

/** What a stack of one resource gives. */
async function told(resources: Map, id: string, attributes: string[], name = 'told'): Promise<Map> {
  const stack = await deploy(simulator, name, template(resources, all(id, attributes)));
  expect(stack.Status).toBe('CREATE_COMPLETE');
  return outputs(stack);
}

describe('A56 a stand-in tells, for', () => {
  test('a VPC, its id and what comes with it', async () => {
    const vpc = await told(NETWORK, 'Vpc', ['VpcId', 'VpcName', 'VRouterId', 'RouteTableId']);
    const [, letters] = /^vpc-([a-z0-9]{21})$/.exec(vpc.VpcId) ?? [];
    expect(vpc).toEqual({
      Ref: `vpc-${letters}`,
      VpcId: `vpc-${letters}`,
      VpcName: 'shop',
      VRouterId: `vrt-${letters}`,
      RouteTableId: `vtb-${letters}`,
    });
  });

  test('a vSwitch and a security group, their ids and what was said of them', async () => {
    const vswitch = await told(NETWORK, 'VSwitch', ['VSwitchId', 'VSwitchName', 'CidrBlock', 'Ipv6CidrBlock']);
    expect(vswitch).toEqual({
      Ref: vswitch.VSwitchId,
      VSwitchId: expect.stringMatching(/^vsw-[a-z0-9]{21}$/),
      VSwitchName: '',
      CidrBlock: '10.0.1.0/24',
      Ipv6CidrBlock: '',
    });
    const group = await told(NETWORK, 'Group', ['SecurityGroupId', 'SecurityGroupName'], 'again');
    expect(group).toEqual({
      Ref: group.SecurityGroupId,
      SecurityGroupId: expect.stringMatching(/^sg-[a-z0-9]{21}$/),
      SecurityGroupName: 'nodes',
    });
  });

  const MACHINE = [
    ...['InstanceId', 'HostName', 'ZoneId', 'PrivateIp', 'PublicIp', 'InnerIp'],
    ...['PrimaryNetworkInterfaceId', 'SecurityGroupIds'],
  ];

  test('a machine, its addresses', async () => {
    const it = await told(machine({ SecurityGroupId: 'sg-1' }), 'Machine', MACHINE);
    const [, letters] = /^i-([a-z0-9]{21})$/.exec(it.InstanceId) ?? [];
    expect(it).toEqual({
      Ref: `i-${letters}`,
      InstanceId: `i-${letters}`,
      HostName: `i-${letters}`,
      ZoneId: 'cn-hangzhou-a',
      PrivateIp: expect.stringMatching(/^10(\.\d{1,3}){3}$/),
      PublicIp: expect.stringMatching(/^203\.0\.113\.\d{1,3}$/),
      InnerIp: '',
      PrimaryNetworkInterfaceId: `eni-${letters}`,
      SecurityGroupIds: ['sg-1'],
    });
  });

  test('a machine that is kept from the Internet, no address there, and the one it was given inside', async () => {
    const given = { PrivateIpAddress: '10.0.1.7', HostName: 'node', ZoneId: 'cn-hangzhou-h', SecurityGroupIds: ['a'] };
    const expected = { PrivateIp: '10.0.1.7', HostName: 'node', ZoneId: 'cn-hangzhou-h', SecurityGroupIds: ['a'] };
    const closed = await told(machine({ ...given, AllocatePublicIP: false }), 'Machine', MACHINE);
    expect(closed).toMatchObject({ ...expected, PublicIp: '' });
    const silent = await told(machine({ InternetMaxBandwidthOut: 0 }), 'Machine', MACHINE, 'silent');
    expect(silent).toMatchObject({ PublicIp: '', SecurityGroupIds: [] });
  });

  test('a function, its name and resource name', async () => {
    const it = await told(functionOf({ FunctionName: 'checkout' }), 'Function', ['FunctionName', 'FunctionId', 'ARN']);
    expect(it).toEqual({
      Ref: 'checkout',
      FunctionName: 'checkout',
      FunctionId: expect.stringMatching(/^[0-9a-f]{32}$/),
      ARN: 'acs:fc:cn-hangzhou:1234567890123456:functions/checkout',
    });
    const nameless = await told(functionOf({}), 'Function', ['FunctionName'], 'nameless');
    expect(nameless.FunctionName).toMatch(/^function-[a-z0-9]{16}$/);
  });

  test('a bucket, its name, hosts and resource name', async () => {
    const attributes = ['Name', 'DomainName', 'InternalDomainName', 'Arn'];
    expect(await told(bucket({ BucketName: 'layers' }), 'Bucket', attributes)).toEqual({
      Ref: 'layers',
      Name: 'layers',
      DomainName: 'layers.oss-cn-hangzhou.aliyuncs.com',
      InternalDomainName: 'layers.oss-cn-hangzhou-internal.aliyuncs.com',
      Arn: 'acs:oss:cn-hangzhou:1234567890123456:layers',
    });
  });

  test('the same in every simulator of the same seed', async () => {
    const values = await told(machine(), 'Machine', MACHINE);
    await simulator.close();
    simulator = await startSimulator({ accountId: '1234567890123456' });
    expect(await told(machine(), 'Machine', MACHINE)).toEqual(values);
  });
});

describe('A55 a stand-in', () => {
  test('takes any property, and the references in it are evaluated', async () => {
    const image = { 'Fn::Join': ['/', ['host', { Ref: 'Vpc' }]] };
    const body = template(
      { ...NETWORK, ...functionOf({ Whatever: [1, null, { Deep: image }], Nothing: null }) },
      output({ Vpc: { Ref: 'Vpc' } }),
    );
    const stack = await deploy(simulator, 'any', body);
    const [{ resources }] = simulator.stacks(REGION);
    expect(resources.Function.properties).toEqual({
      Whatever: [1, null, { Deep: `host/${outputs(stack).Vpc}` }],
    });
  });

  describe('of a network is known to links', () => {
    const registry = { Registry: instance('acme') };
    const link = (VpcId: unknown, VswitchId: unknown) => ({
      Link: {
        Type: 'ALIYUN::CR::InstanceVpcEndpointLinkedVpc',
        Properties: { InstanceId: get('Registry', 'InstanceId'), VpcId, VswitchId },
      },
    });
    const linked = async (VpcId: unknown, VswitchId: unknown, more: Map = {}) => {
      const body = template({ ...NETWORK, ...more, ...registry, ...link(VpcId, VswitchId) });
      const { Status, OperationInfo } = await deploy(simulator, 'linked', body);
      return `${Status} ${OperationInfo?.Code} ${OperationInfo?.Message}`.replaceAll(/(vpc|vsw)-[a-z0-9]{21}/g, '$1');
    };
    const OTHER = { Other: { Type: 'ALIYUN::ECS::VPC', Properties: {} } };

    test('which take its own VPC, and what no stack has made', async () => {
      expect(await linked({ Ref: 'Vpc' }, get('VSwitch', 'VSwitchId'))).toContain('CREATE_COMPLETE');
    });

    test('which take what no stack has made', async () => {
      expect(await linked('vpc-1', 'vsw-1')).toContain('CREATE_COMPLETE');
    });

    test('which refuse another VPC than that of the vSwitch', async () => {
      expect(await linked({ Ref: 'Other' }, { Ref: 'VSwitch' }, OTHER)).toContain(
        'VSWITCH_INVALID The vSwitch vsw is in the VPC vpc, not in vpc.',
      );
    });

    test('which refuse a VPC of another region', async () => {
      const network = template(OTHER, output({ Id: { Ref: 'Other' } }));
      const there = outputs(await deploy(simulator, 'there', network, 'us-east-1'));
      expect(await linked(there.Id, 'vsw-1')).toContain(
        'VPC_INVALID vpc is in us-east-1, but the instance is in cn-hangzhou.',
      );
    });
  });

  test('changes every property in place, and keeps its id', async () => {
    const body = (cidr: string) =>
      template(
        { VSwitch: { Type: 'ALIYUN::ECS::VSwitch', Properties: { CidrBlock: cidr } } },
        output({ Id: { Ref: 'VSwitch' }, CidrBlock: get('VSwitch', 'CidrBlock') }),
      );
    const before = await deploy(simulator, 'changed', body('10.0.0.0/24'));
    const after = await update(simulator, before, body('10.0.1.0/24'));
    expect(after.Status).toBe('UPDATE_COMPLETE');
    expect(outputs(after)).toEqual({ Id: outputs(before).Id, CidrBlock: '10.0.1.0/24' });
  });

  test('is deleted with its stack', async () => {
    const stack = await deploy(simulator, 'gone', template(NETWORK));
    expect((await remove(simulator, stack)).Status).toBe('DELETE_COMPLETE');
  });

  test('shows no password of a machine', async () => {
    const { Stack } = await callRos(simulator)(
      'PreviewStack',
      { StackName: 'preview', RegionId: REGION },
      { TemplateBody: template(machine({ Password: 'Secret-1', HostName: 'node' })) },
    );
    expect(Stack.Resources[0].Properties).toEqual({ Password: '******', HostName: 'node' });
  });
});

test('refuses an attribute that the real type does not have', async () => {
  expect(await refusal(deploy(simulator, 'wrong', template(NETWORK, output({ Id: get('Vpc', 'Id') }))))).toEqual({
    code: 'InvalidTemplateReference',
    message:
      'Outputs.Id.Value: ALIYUN::ECS::VPC has no attribute "Id". It has VpcId, VpcName, VRouterId, RouteTableId.',
    status: 400,
  });
});

test('refuses a property that names what is not there', async () => {
  const resources = functionOf({ VpcConfig: { VpcId: { Ref: 'Nowhere' } } });
  expect((await refusal(deploy(simulator, 'dangling', template(resources)))).message).toBe(
    'Resources.Function.Properties.VpcConfig.VpcId names "Nowhere", which is no parameter, pseudo parameter or resource of the template.',
  );
});
