import { readdirSync } from 'node:fs';
import { ExistingRegistry } from '../simulator/src';
import { Assembly } from './support/assembly';
import { deploy, deployAll, regionOf, withSimulator } from './support/deployment';
import { run } from './support/examples';

/** What must be there before an example is deployed, because it was bought in the console or belongs to somebody else. */
const BEFORE: Record<string, ExistingRegistry[]> = {
  'existing-registry': [
    { region: 'eu-central-1', name: 'grown', instanceId: 'cri-0123456789abcdef', namespaces: ['prod'] },
  ],
  'cross-account': [
    {
      region: 'cn-hangzhou',
      name: 'partner',
      instanceId: 'cri-fedcba9876543210',
      accountId: '1234567890123456',
      edition: 'Basic',
      namespaces: ['prod'],
    },
  ],
};

/** What an assembly declares of one type, as texts made of its properties. */
function declared(
  assembly: Assembly,
  type: string,
  text: (properties: Record<string, string>, region: string) => string,
): string[] {
  return assembly
    .stacks()
    .flatMap(stack =>
      assembly
        .resources(stack, type)
        .map(({ Properties }) => text(Properties as Record<string, string>, regionOf(assembly, stack))),
    )
    .sort();
}

describe('deployed to the simulator, every stack in its region and in order,', () => {
  test.each(
    readdirSync('examples')
      .filter(file => file.endsWith('.ts'))
      .map(file => file.slice(0, -3)),
  )('%s makes what it declares', async name => {
    const assembly = run(name);
    await withSimulator(async simulator => {
      const before = (BEFORE[name] ?? []).map(registry => simulator.addRegistry(registry));
      await deployAll(simulator, assembly);
      const made = simulator.registries().filter(({ id }) => !before.some(old => old.id === id));
      expect(made.map(({ region, name: instance, edition }) => `${region} ${instance} ${edition}`).sort()).toEqual(
        declared(
          assembly,
          'ALIYUN::CR::Instance',
          ({ InstanceName, InstanceType }, region) => `${region} ${InstanceName} ${InstanceType}`,
        ),
      );
      const old = before.flatMap(({ region, namespaces }) =>
        Object.keys(namespaces).map(namespace => `${region} ${namespace}`),
      );
      const namespaces = simulator
        .registries()
        .flatMap(({ region, namespaces: all }) => Object.keys(all).map(namespace => `${region} ${namespace}`));
      expect(namespaces.filter(text => !old.includes(text)).sort()).toEqual(
        declared(assembly, 'ALIYUN::CR::Namespace', ({ Namespace }, region) => `${region} ${Namespace}`),
      );
      const repositories = made.flatMap(({ region, repositories: all }) =>
        Object.values(all).map(({ namespace, name: repository }) => `${region} ${namespace}/${repository}`),
      );
      expect(repositories.sort()).toEqual(
        declared(
          assembly,
          'ALIYUN::CR::Repository',
          ({ RepoNamespace, RepoName }, region) => `${region} ${RepoNamespace}/${RepoName}`,
        ),
      );
      expect(
        simulator
          .arrows()
          .map(({ from, to, rule }) => `${from} -> ${to} ${rule.name}`)
          .sort(),
      ).toEqual(
        declared(
          assembly,
          'ALIYUN::CR::RepoSyncRule',
          ({ SyncRuleName, TargetRegionId }, region) => `${region} -> ${TargetRegionId} ${SyncRuleName}`,
        ),
      );
    });
  });

  test('germany-hangzhou copies what is pushed in Germany to Hangzhou', async () => {
    const assembly = run('germany-hangzhou');
    await withSimulator(async simulator => {
      await deployAll(simulator, assembly);
      const { id: instanceId } = simulator.registries('eu-central-1')[0];
      const { digest } = await simulator.pushImage({
        region: 'eu-central-1',
        instanceId,
        namespace: 'prod',
        repository: 'api',
        tag: 'v1',
      });
      await simulator.advance(3_600_000);
      expect(simulator.tasks().map(({ status }) => status)).toEqual(['SUCCESS']);
      expect(JSON.stringify(simulator.registries('cn-hangzhou')[0].repositories)).toContain(digest);
    });
  });

  test('germany-hangzhou buys nothing in the wrong region, and copies nothing too early', async () => {
    const assembly = run('germany-hangzhou');
    await withSimulator(async simulator => {
      const wrong = await deploy(simulator, 'acme-cn-hangzhou', 'cn-beijing', assembly.template('acme-cn-hangzhou'));
      expect(wrong).toContain(
        'Stack acme-cn-hangzhou belongs in cn-hangzhou, but this deployment goes to cn-beijing. Nothing was bought.',
      );
      const arrow = 'acme-eu-central-1-to-cn-hangzhou';
      const early = await deploy(simulator, arrow, 'eu-central-1', assembly.template(arrow));
      expect(early).toContain('gives no InstanceId: it is missing, or still busy. Deploy it first, then this stack.');
      expect([simulator.registries(), simulator.arrows()]).toEqual([[], []]);
    });
  });

  test('composition lets in the networks it makes, and hands each function the instance of its region', async () => {
    const assembly = run('composition');
    await withSimulator(async simulator => {
      await deployAll(simulator, assembly);
      for (const region of ['eu-central-1', 'cn-hangzhou']) {
        const [{ id, vpcs }] = simulator.registries(region);
        const stack = (part: string) => simulator.stacks(region).find(({ name }) => name === `shop-${part}-${region}`)!;
        const { Vpc, VSwitch } = stack('network').resources;
        expect(vpcs).toMatchObject([{ vpcId: Vpc.physicalId, vswitchId: VSwitch.physicalId }]);
        const { Checkout, Worker, Group } = stack('compute').resources;
        const image = `shop-registry-vpc.${region}.cr.aliyuncs.com/services/checkout:v1`;
        expect(Checkout.properties).toMatchObject({
          Role: `acs:ram::${simulator.accountId}:role/shop-nodes`,
          CustomContainerConfig: { Image: image, AcrInstanceId: id, Port: 9000 },
          VpcConfig: { VpcId: Vpc.physicalId, VSwitchIds: [VSwitch.physicalId], SecurityGroupId: Group.physicalId },
        });
        expect(Worker.properties.UserData).toBe(`#!/bin/sh\ndocker run --detach --restart always ${image}\n`);
      }
    });
  });
});
