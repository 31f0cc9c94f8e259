import { type Simulator, startSimulator } from '../src';
import { inOneCloud } from '../src/cr/clouds';
import { QUOTAS, RAM_LIMITS, REGION_FACTS, ROS_LIMITS } from '../src/runtime/facts.generated';
import { type Map, callRos, refusal } from './support/clients';
import { deploy, instance, template } from './support/stacks';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

describe('a region', () => {
  const open = REGION_FACTS.filter(({ status }: { status: string }) => status === 'open').map(region => region.id);
  const closed = REGION_FACTS.map(region => region.id).filter(id => !open.includes(id));

  test('is offered where it is open', async () => {
    const { Regions } = await callRos(simulator)('DescribeRegions');
    expect(Regions.map((region: Map) => region.RegionId)).toEqual(open);
    for (const region of open) {
      expect(simulator.addRegistry({ region, name: 'acme' }).region).toBe(region);
    }
  });

  test.each(closed)('refuses %s, which is closed', async region => {
    expect(await refusal(deploy(simulator, 'nowhere', template({}), region))).toEqual({
      code: 'InvalidRegionId.NotFound',
      message: `The region "${region}" does not exist.`,
      status: 404,
    });
  });

  test('replicates to the regions of its own cloud only', () => {
    for (const one of REGION_FACTS.filter(region => open.includes(region.id))) {
      for (const other of REGION_FACTS.filter(region => open.includes(region.id))) {
        expect([one.id, other.id, inOneCloud(one.id, other.id)]).toEqual([one.id, other.id, one.cloud === other.cloud]);
      }
    }
  });
});

describe('limits of ROS', () => {
  test('A36 hold at 200 resources, also where they are counted', async () => {
    const counted = (Count: number) => template({ Sleep: { Type: 'ALIYUN::ROS::Sleep', Count, Properties: {} } });
    const validated = (body: string) =>
      callRos(simulator)('ValidateTemplate', { RegionId: 'cn-hangzhou' }, { TemplateBody: body });
    expect(ROS_LIMITS.resourcesPerStack).toBe(200);
    expect((await deploy(simulator, 'full', counted(200))).Status).toBe('CREATE_COMPLETE');
    expect((await refusal(deploy(simulator, 'over', counted(201)))).message).toBe(
      'The template makes 201 resources, but a stack has at most 200. Split it into several stacks.',
    );
    const padding = ROS_LIMITS.templateBytes - Buffer.byteLength(template({}, { Description: '' }));
    await validated(template({}, { Description: 'x'.repeat(padding) }));
    expect((await refusal(validated(template({}, { Description: 'x'.repeat(padding + 1) })))).message).toBe(
      'The template has 524289 bytes, but a template has at most 524288. Split it into several stacks.',
    );
  });

  test.each(Object.entries(QUOTAS))('A17 give a %s instance %o', async (edition, { namespaces }) => {
    const spaces = Object.fromEntries(
      Array.from({ length: namespaces + 1 }, (_, index) => [
        `Space${index}`,
        { Type: 'ALIYUN::CR::Namespace', Properties: { InstanceId: { Ref: 'Registry' }, Namespace: `space-${index}` } },
      ]),
    );
    const stack = await deploy(simulator, edition, template({ Registry: instance('acme', edition), ...spaces }));
    expect(stack.OperationInfo.Message).toBe(
      `The ${edition} instance ${stack.OperationInfo.Message.split(' ')[3]} has ${namespaces} namespaces, its quota.`,
    );
  });
});

describe('limits of RAM', () => {
  const resource = (Resource: string) => ({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: ['cr:*'], Resource: [Resource] }],
  });
  const policy = (PolicyName: string, PolicyDocument: Map = resource('*'), more: Map = {}) => ({
    Type: 'ALIYUN::RAM::ManagedPolicy',
    Properties: { PolicyName, PolicyDocument, ...more },
  });
  const trust = {
    Version: '1',
    Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['ecs.aliyuncs.com'] } }],
  };
  const spare = RAM_LIMITS.policyCharacters - JSON.stringify(resource('')).length;
  const policies = (count: number, more: Map = {}) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`Policy${index}`, policy(`policy-${index}`, resource('*'), more)]),
    );
  const failure = async (resources: Map, name = 'grants') => {
    const { OperationInfo } = await deploy(simulator, name, template(resources));
    return `${OperationInfo.Code}: ${OperationInfo.Message}`;
  };

  test('A39 take a policy of 6144 characters, written without spaces', async () => {
    const document = resource('x'.repeat(spare));
    expect(JSON.stringify(document)).toHaveLength(6144);
    expect((await deploy(simulator, 'longest', template({ Policy: policy('longest', document) }))).Status).toBe(
      'CREATE_COMPLETE',
    );
    expect(await failure({ Policy: policy('longer', resource('x'.repeat(spare + 1))) })).toBe(
      'InvalidParameter.PolicyDocument.Length: PolicyDocument has 6145 characters, but a policy has at most 6144. Split it into several policies.',
    );
  });

  test('refuses a role that brings a longer policy', async () => {
    const role = {
      Type: 'ALIYUN::RAM::Role',
      Properties: {
        RoleName: 'puller',
        AssumeRolePolicyDocument: trust,
        Policies: [{ PolicyName: 'own', PolicyDocument: resource('x'.repeat(spare + 1)) }],
      },
    };
    expect(await failure({ Role: role })).toBe(
      'InvalidParameter.PolicyDocument.Length: PolicyDocument has 6145 characters, but a policy has at most 6144. Split it into several policies.',
    );
  });

  test.each(['Role', 'User', 'Group'])('A40 give a %s ten custom policies', async kind => {
    const attach = (index: number) => ({
      Type: `ALIYUN::RAM::AttachPolicyTo${kind}`,
      DependsOn: [`Policy${index}`],
      Properties: { PolicyName: `policy-${index}`, PolicyType: 'Custom', [`${kind}Name`]: 'puller' },
    });
    const attached = (count: number) => ({
      ...policies(count),
      ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`Attach${index}`, attach(index)])),
    });
    expect(await failure(attached(11))).toBe(
      `LimitExceeded.${kind}.Policy: The ${kind.toLowerCase()} puller would have 11 custom policies, but it has at most 10. Put their statements into fewer policies.`,
    );
    expect((await deploy(simulator, 'ten', template(attached(10)))).Status).toBe('CREATE_COMPLETE');
  });

  test('A40 count policies that name their receivers, and those of a role itself', async () => {
    expect(await failure(policies(11, { Users: ['puller'] }))).toBe(
      'LimitExceeded.User.Policy: The user puller would have 11 custom policies, but it has at most 10. Put their statements into fewer policies.',
    );
    const role = {
      Type: 'ALIYUN::RAM::Role',
      DependsOn: Object.keys(policies(10)),
      Properties: {
        RoleName: 'puller',
        AssumeRolePolicyDocument: trust,
        PolicyAttachments: { Custom: ['policy-0'] },
        Policies: [{ PolicyName: 'own', PolicyDocument: resource('*') }],
      },
    };
    expect(await failure({ ...policies(10, { Roles: ['puller'] }), Role: role }, 'with-role')).toBe(
      'LimitExceeded.Role.Policy: The role puller would have 11 custom policies, but it has at most 10. Put their statements into fewer policies.',
    );
  });
});
