import { readFileSync } from 'node:fs';
import {
  Edition,
  GlobalRegistry,
  GlobalRegistryProps,
  Grantee,
  NamespaceOptions,
  PublicAccess,
  RegistryInstance,
  Visibility,
} from '../lib';
import { Account } from './support/account';
import { synth } from './support/assembly';
import { acme, stackIn } from './support/registries';

type Props = Partial<GlobalRegistryProps>;

/** One row of the table in docs/changes.md: what is changed, from what to what, and what becomes of the second deployment. */
interface Change {
  readonly change: string;
  readonly before: Props;
  readonly after: Props;
  /** What ROS answers, where it refuses. */
  readonly refusal?: RegExp;
}

const prod: NamespaceOptions = { name: 'prod' };
const EVERYWHERE = ['eu-central-1', 'cn-hangzhou'];

const CHANGES: Change[] = [
  {
    change: 'add a replica or a namespace',
    before: { namespaces: [prod] },
    after: { namespaces: [prod, { name: 'tools' }], replicas: [{ region: 'cn-hangzhou' }, { region: 'us-east-1' }] },
  },
  {
    change: 'a rule or a filter',
    before: { namespaces: [prod] },
    after: { namespaces: [{ ...prod, tagsMatching: 'v.*' }] },
  },
  { change: 'remove a namespace from the app', before: { namespaces: [prod] }, after: { namespaces: [] } },
  { change: 'remove a replica from the app', before: {}, after: { replicas: [] } },
  {
    change: '`edition`, `periodMonths`, `autoRenewMonths`, `imageScanner`, a bucket',
    before: {},
    after: { replicas: [{ region: 'cn-hangzhou', edition: Edition.ADVANCED }] },
    refusal: /InstanceType/,
  },
  {
    change: 'the same on the primary',
    before: {},
    after: { primary: { region: 'eu-central-1', periodMonths: 12 } },
    refusal: /Period/,
  },
  {
    change: '`instanceName` of a region',
    before: {},
    after: { replicas: [{ region: 'cn-hangzhou', instanceName: 'other' }] },
    refusal: /InstanceName/,
  },
  {
    change: '`stackNamePrefix`',
    before: {},
    after: { stackNamePrefix: 'shop' },
    refusal: /exist/i,
  },
  {
    change: '`visibility`, `autoCreateRepositories`, repository texts, `immutableTags`',
    before: { namespaces: [{ ...prod, repositories: [{ name: 'api' }] }] },
    after: {
      namespaces: [
        {
          ...prod,
          visibility: Visibility.PUBLIC,
          repositories: [{ name: 'api', summary: 'The API', immutableTags: true }],
        },
      ],
    },
  },
  {
    change: 'close Internet access',
    before: { publicAccess: PublicAccess.fromCidrs('203.0.113.0/24') },
    after: { publicAccess: PublicAccess.none() },
  },
  {
    change: '`privateDns` of a link',
    before: { replicas: [{ region: 'cn-hangzhou', vpcAccess: [{ vpcId: 'vpc-1', vswitchId: 'vsw-1' }] }] },
    after: {
      replicas: [{ region: 'cn-hangzhou', vpcAccess: [{ vpcId: 'vpc-1', vswitchId: 'vsw-1', privateDns: true }] }],
    },
    refusal: /EnableCreateDNSRecordInPvzt/,
  },
  {
    change: 'the vSwitch of a link, or how its VPC is written',
    before: { replicas: [{ region: 'cn-hangzhou', vpcAccess: [{ vpcId: 'vpc-1', vswitchId: 'vsw-1' }] }] },
    after: { replicas: [{ region: 'cn-hangzhou', vpcAccess: [{ vpcId: 'vpc-1', vswitchId: 'vsw-2' }] }] },
    refusal: /LINKED_VPC_EXIST/,
  },
  {
    change: '`stackGroup` of a deployed namespace',
    before: { namespaces: [prod] },
    after: { namespaces: [{ ...prod, stackGroup: 'team-a' }] },
    refusal: /NAMESPACE_EXIST|exist/i,
  },
  {
    change: 'another primary',
    before: {},
    after: { primary: { region: 'cn-hangzhou' }, replicas: [{ region: 'eu-central-1' }] },
    refusal: /InstanceType/,
  },
];

const apply = (account: Account, props: Props) => account.deploy(synth(app => acme(app, props)));

async function within(work: (account: Account) => Promise<void>): Promise<void> {
  const account = await Account.open();
  try {
    await work(account);
  } finally {
    await account.close();
  }
}

describe('a change after the first deployment', () => {
  const page = readFileSync('docs/changes.md', 'utf8');
  const rows = [...page.matchAll(/^\| (.*?) \| (.*?) \| (.*?) \|$/gm)].slice(2);

  test('stands in the table of docs/changes.md, each with a test', () => {
    expect(rows.map(([, change]) => change).sort()).toEqual(
      [...CHANGES.map(({ change }) => change), 'the id of a construct'].sort(),
    );
  });

  test.each(CHANGES.map(change => [change.change, change] as const))('%s does what the table says', (_name, change) =>
    within(async account => {
      expect(await apply(account, change.before)).toBeUndefined();
      const said = await apply(account, change.after);
      if (change.refusal === undefined) {
        expect(said).toBeUndefined();
      } else {
        expect(said).toMatch(change.refusal);
      }
    }),
  );

  test('a construct id of a registry moves nothing', () =>
    within(async account => {
      const named = (id: string) =>
        synth(app => {
          new GlobalRegistry(app, id, {
            instanceName: 'acme',
            primary: { region: 'eu-central-1' },
            namespaces: [prod],
          });
        });
      expect(await account.deploy(named('Acme'))).toBeUndefined();
      expect(await account.deploy(named('Renamed'))).toBeUndefined();
      expect(account.simulator.registries()).toHaveLength(1);
    }));

  test('a construct id of a single construct makes everything anew, under other names', () => {
    const ids = (id: string) => {
      const assembly = synth(app => {
        const stack = stackIn(app, 'cn-hangzhou');
        new RegistryInstance(stack, id, { instanceName: 'acme', edition: Edition.BASIC });
      });
      return Object.keys(assembly.template('stack-cn-hangzhou').Resources);
    };
    expect([ids('One'), ids('Two')]).toEqual([
      ['One', 'DeployRegion'],
      ['Two', 'DeployRegion'],
    ]);
  });
});

describe('after a namespace has left the app', () => {
  test('it is still there, cannot be made again, and is taken by existingIn', () =>
    within(async account => {
      await apply(account, { namespaces: [prod] });
      await apply(account, { namespaces: [] });
      expect(account.simulator.registries().map(({ namespaces }) => Object.keys(namespaces))).toEqual([
        ['prod'],
        ['prod'],
      ]);
      expect(await apply(account, { namespaces: [prod] })).toMatch(/exist/i);
      await apply(account, { namespaces: [] });
      expect(await apply(account, { namespaces: [{ ...prod, existingIn: EVERYWHERE }] })).toBeUndefined();
    }));
});

describe('after a purchase whose stack failed', () => {
  test('the instance and its namespaces are taken as they are', () =>
    within(async account => {
      const { id: existingInstanceId } = account.simulator.addRegistry({
        region: 'cn-hangzhou',
        name: 'acme',
        edition: 'Basic',
        namespaces: ['prod'],
      });
      expect(await apply(account, {})).toMatch(/exist/i);
      await account.deploy(synth(app => acme(app, { replicas: [], namespaces: [] })));
      const replicas = [{ region: 'cn-hangzhou', existingInstanceId }];
      expect(
        await apply(account, { replicas, namespaces: [{ ...prod, existingIn: ['cn-hangzhou'] }] }),
      ).toBeUndefined();
    }));
});

describe('another primary', () => {
  const access = PublicAccess.fromCidrs('203.0.113.0/24');
  const shop: NamespaceOptions = { name: 'prod', repositories: [{ name: 'api' }] };
  const here = { region: 'eu-central-1' };
  const there = { region: 'cn-hangzhou' };
  const declare = (props: Props, others: (registry: GlobalRegistry) => void = () => undefined) =>
    synth(app => {
      const registry = acme(app, props);
      registry.grantPullPush(Grantee.user('ci'));
      others(registry);
    });
  const copies = async ({ simulator }: Account) => {
    const [{ id: instanceId }] = simulator.registries('cn-hangzhou');
    const image = { ...there, instanceId, namespace: 'prod', repository: 'api', tag: 'v2' };
    await simulator.pushImage(image);
    await simulator.advance(3_600_000);
    return simulator.tasks().map(({ status, to }) => [status, to.region]);
  };

  test('of a replica that was bought as Advanced: its rules go, then primary and replica are exchanged', () =>
    within(async account => {
      const advanced = { edition: Edition.ADVANCED };
      const common = { publicAccess: access, namespaces: [shop] };
      const before = declare({ ...common, primary: here, replicas: [{ ...there, ...advanced }] });
      const after = declare({ ...common, primary: there, replicas: [{ ...here, ...advanced }] });
      expect(await account.deploy(before)).toBeUndefined();
      expect(await account.destroy('acme-eu-central-1-to-cn-hangzhou')).toBeUndefined();
      expect(await account.deploy(after)).toBeUndefined();
      expect(account.simulator.registries()).toHaveLength(2);
      expect(await copies(account)).toEqual([['SUCCESS', 'eu-central-1']]);
    }));

  test('of such a replica fails where its rules are still there', () =>
    within(async account => {
      const advanced = { edition: Edition.ADVANCED };
      await apply(account, { primary: here, replicas: [{ ...there, ...advanced }] });
      const said = await apply(account, { primary: there, replicas: [{ ...here, ...advanced }] });
      expect(said).toMatch(/SYNC_RULE_TOPOLOGY/);
    }));

  test('of a replica that was bought as Basic: it is upgraded, and both are taken as they are', () =>
    within(async account => {
      const before = declare({ publicAccess: access, namespaces: [shop] });
      expect(await account.deploy(before)).toBeUndefined();
      const [old, next] = ['eu-central-1', 'cn-hangzhou'].map(region => account.simulator.registries(region)[0].id);
      account.simulator.upgradeRegistry(next, 'Advanced');
      for (const stack of [...before.stacks()].reverse()) {
        expect(await account.destroy(stack)).toBeUndefined();
      }
      const taken = { publicAccess: access.reopened(1) };
      const after = declare({
        primary: { ...there, ...taken, existingInstanceId: next },
        replicas: [{ ...here, ...taken, existingInstanceId: old }],
        namespaces: [{ name: 'prod', existingIn: EVERYWHERE, repositories: [{ name: 'api', existingIn: EVERYWHERE }] }],
      });
      expect(await account.deploy(after)).toBeUndefined();
      expect(account.simulator.registries()).toHaveLength(2);
      expect(await copies(account)).toEqual([['SUCCESS', 'eu-central-1']]);
    }));
});
