import { CrossRegionReplication, Edition, Grantee, MirroredNamespace, RegistryInstance, SyncRule } from '../lib';
import { Assembly, synth } from './support/assembly';
import { acme, instanceIn, stackIn } from './support/registries';

const POLICY = 'ALIYUN::RAM::ManagedPolicy';

describe('permissions', () => {
  const statements = (assembly: Assembly, stack: string, index = 0) =>
    (
      assembly.allProperties(stack, POLICY)[index].PolicyDocument as {
        Statement: { Action: string[]; Resource: unknown[] }[];
      }
    ).Statement;
  const arn = (region: string, path: string) => ({
    'Fn::Join': [
      '',
      [
        `acs:cr:${region}:`,
        { Ref: 'ALIYUN::TenantId' },
        ':repository/',
        { 'Fn::GetAtt': ['Registry', 'InstanceId'] },
        `/${path}`,
      ],
    ],
  });
  const token = { Effect: 'Allow', Action: ['cr:GetAuthorizationToken'], Resource: ['*'] };
  const allow = (Action: string[], ...Resource: unknown[]) => ({ Effect: 'Allow', Action, Resource });

  test('to pull from a registry are given in every region, later ones included; to push only on the primary', () => {
    const assembly = synth(app => {
      const made = acme(app);
      made.grantPullPush(Grantee.user('ci'));
      made.addReplica({ region: 'us-east-1' });
    });
    expect(statements(assembly, 'acme-eu-central-1')).toEqual([
      allow(['cr:PullRepository'], arn('eu-central-1', '*')),
      allow(['cr:PushRepository'], arn('eu-central-1', '*')),
      allow(['cr:CreateRepository', 'cr:GetRepository'], arn('eu-central-1', '*')),
      token,
    ]);
    for (const region of ['cn-hangzhou', 'us-east-1']) {
      expect(statements(assembly, `acme-${region}`)).toEqual([allow(['cr:PullRepository'], arn(region, '*')), token]);
    }
  });

  test('on a namespace and a repository name just these, and never let anybody push to a replica', () => {
    const assembly = synth(app => {
      const made = acme(app, {
        namespaces: [
          { name: 'prod' },
          { name: 'base', autoCreateRepositories: false, repositories: [{ name: 'alpine' }] },
        ],
      });
      made.namespaces[0].grantPush(Grantee.role('ci'));
      made.namespaces[0].addRepository({ name: 'api' }).grantPull(Grantee.role('ci'));
      made.namespaces[1].grantPush(Grantee.role('ci'));
    });
    expect(statements(assembly, 'acme-eu-central-1')).toEqual([
      allow(['cr:PullRepository'], arn('eu-central-1', 'prod/api')),
      allow(['cr:PushRepository'], arn('eu-central-1', 'base/*'), arn('eu-central-1', 'prod/*')),
      allow(['cr:CreateRepository', 'cr:GetRepository'], arn('eu-central-1', 'prod'), arn('eu-central-1', 'prod/*')),
      token,
    ]);
    expect(statements(assembly, 'acme-cn-hangzhou')).toEqual([
      allow(['cr:PullRepository'], arn('cn-hangzhou', 'prod/api')),
      token,
    ]);
  });

  test('to push are the same whether replication is declared before or after, and however the target was imported', () => {
    const granted = (order: number) =>
      synth(app => {
        const [source, target] = ['eu-central-1', 'cn-hangzhou'].map(region => instanceIn(app, region));
        const namespace = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [source, target] });
        const both = [
          () => namespace.grantPullPush(Grantee.user('ci')),
          () =>
            new CrossRegionReplication(stackIn(app, 'eu-central-1', 'copies'), 'Copies', {
              source,
              target,
              rules: [SyncRule.namespace('prod')],
            }),
        ];
        (order === 0 ? both : both.reverse()).forEach(declare => declare());
      });
    const actions = (order: number) => statements(granted(order), 'stack-cn-hangzhou').flatMap(({ Action }) => Action);
    expect(actions(0)).toEqual(['cr:PullRepository', 'cr:GetAuthorizationToken']);
    expect(actions(1)).toEqual(actions(0));
  });

  test.each([
    [Grantee.role('r.1'), 'ALIYUN::RAM::AttachPolicyToRole', { RoleName: 'r.1' }],
    [Grantee.user('u1'), 'ALIYUN::RAM::AttachPolicyToUser', { UserName: 'u1' }],
    [Grantee.group('g1'), 'ALIYUN::RAM::AttachPolicyToGroup', { GroupName: 'g1' }],
  ])('are attached by a resource of their own: %j', (grantee, type, whom) => {
    const assembly = synth(app => instanceIn(app, 'cn-hangzhou').grantPull(grantee));
    const policy = assembly.allProperties('stack-cn-hangzhou', POLICY)[0];
    expect(Object.keys(policy).sort()).toEqual(['PolicyDocument', 'PolicyName']);
    expect(assembly.properties('stack-cn-hangzhou', type)).toEqual({
      PolicyName: policy.PolicyName,
      PolicyType: 'Custom',
      ...whom,
    });
  });

  test('have names of their own in the whole account, at most 128 characters long', () => {
    const names = (name: string) =>
      synth(app => {
        const stack = stackIn(app, 'cn-hangzhou', name);
        const two = ['One', 'Two'].map(
          id => new RegistryInstance(stack, id, { instanceName: id.toLowerCase(), edition: Edition.BASIC }),
        );
        two.forEach(made => ['x'.repeat(64), 'y'].forEach(user => made.grantPull(Grantee.user(user))));
      });
    const found = [`a${'b'.repeat(90)}`, 'b'].flatMap(name =>
      names(name)
        .allProperties(name, POLICY)
        .map(({ PolicyName }) => PolicyName as string),
    );
    expect(new Set(found).size).toBe(8);
    expect(Math.max(...found.map(name => name.length))).toBeLessThanOrEqual(128);
  });

  test('are not given in another account', () => {
    const assembly = synth(app => {
      const replica = { region: 'cn-hangzhou', accountId: '42', existingInstanceId: 'cri-1' };
      acme(app, { replicas: [replica] }).grantPull(Grantee.role('nodes'));
    });
    expect(assembly.stacks()).not.toContain('acme-cn-hangzhou');
  });
});
