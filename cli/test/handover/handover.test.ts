import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import type { Map, StackSpec } from '../support/assemblies';
import { App, flat, stacksOf } from '../support/commands';
import { type Proxy, startProxy } from '../support/proxy';
import { schemaProblems } from '../support/schema';
import { stockClient } from '../support/stock';
import { NETWORK, REGION, REGISTRY, network, networkNow, read, registry } from './support';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const BOTH = [
  ['Vpc1', 'Vpc2', 'Vsw1', 'Vsw2'],
  ['Vpc1Id', 'Vpc2Id', 'Vsw1Id', 'Vsw2Id'],
];
const SECOND = [
  ['Vpc2', 'Vsw2'],
  ['Vpc2Id', 'Vsw2Id'],
];
const KEEPS = 'keeps outputs Vpc1Id, Vsw1Id until acme-eu-central-1 (eu-central-1) no longer reads them';

async function deployed(...specs: StackSpec[]): Promise<App> {
  const app = new App(simulator, specs);
  const { code, stdout, stderr } = await app.run('deploy', '--yes');
  expect([code, code === 0 ? '' : `${stdout}${stderr}`]).toEqual([0, '']);
  return app;
}

/** Another vSwitch takes the place of the one that the registry is linked to. */
async function edited(): Promise<App> {
  const app = await deployed(network([1]), registry(1));
  app.declare([network([2]), registry(2)]);
  return app;
}

const THIRD = { Type: 'ALIYUN::ECS::VPC', Properties: { CidrBlock: '10.3.0.0/16' } };

const failLink = () =>
  simulator.faults.add({ kind: 'fail-resource', stackName: REGISTRY, logicalId: 'Link2', times: 1 });

/** The order in which ROS was asked for updates. */
const updated = (stderr: string): string[] =>
  [...stderr.matchAll(/Z {5}(\S+) {2}((?:Vpc|Vsw|Link)\d) {2}(CREATE|DELETE)_COMPLETE/g)].map(
    ([, stack, id, action]) => `${stack} ${action} ${id}`,
  );

describe('an output that the app drops, and that a deployed stack reads', () => {
  test('stays until the reader has been updated, as the plan says', async () => {
    const app = await edited();
    const plan = await app.run('plan');
    expect([plan.code, flat(plan.stdout)]).toEqual([
      2,
      expect.stringContaining(`network eu-central-1 update ${KEEPS} -`),
    ]);
    expect(plan.stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
    const data = JSON.parse((await app.run('plan', '--json')).stdout) as Map;
    expect([schemaProblems('plan', data), data.stacks[0].note]).toEqual([[], KEEPS]);
    const { code, stdout, stderr } = await app.run('deploy', '--yes');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^2 stacks deployed, 0 unchanged\./)]);
    expect(updated(stderr)).toEqual([
      'network CREATE Vpc2',
      'network CREATE Vsw2',
      'acme-eu-central-1 CREATE Link2',
      'acme-eu-central-1 DELETE Link1',
      'network DELETE Vsw1',
      'network DELETE Vpc1',
    ]);
    expect(flat(stderr)).toContain('network keeps outputs Vpc1Id, Vsw1Id until others have been deployed');
    expect(await networkNow(simulator)).toEqual(SECOND);
    expect((await app.run('plan')).code).toBe(0);
  });

  test('stays when the update of the reader fails, which is taken back whole, and goes by the next deployment', async () => {
    const app = await edited();
    failLink();
    const { code, stdout } = await app.run('deploy', '--yes');
    expect([code, flat(stdout)]).toEqual([
      1,
      expect.stringContaining(
        'Not deployed: network (eu-central-1): It keeps outputs Vpc1Id, Vsw1Id. It waits for acme-eu-central-1, which failed. ',
      ),
    ]);
    expect(stacksOf(simulator)).toEqual(['acme-eu-central-1: ROLLBACK_COMPLETE', 'network: UPDATE_COMPLETE']);
    expect(await networkNow(simulator)).toEqual(BOTH);
    const again = await app.run('deploy', '--yes');
    expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(/^2 stacks deployed, 0 unchanged\./)]);
    expect(await networkNow(simulator)).toEqual(SECOND);
  });

  test.each([
    ['before the reader was updated', 'network  keeps outputs'],
    ['while the reader was updated', 'Link2  CREATE_COMPLETE'],
    ['before it went', 'acme-eu-central-1  eu-central-1  deployed'],
    ['while it went', 'Vsw1  DELETE_IN_PROGRESS'],
  ])('stays when the deployer was killed %s, and goes by the next deployment', async (_, text) => {
    const app = await edited();
    const killed = await app.killedAt(text, 'deploy', '--yes');
    expect(killed.code).toBeNull();
    expect(stacksOf(simulator).join()).not.toContain('FAILED');
    const { code, stdout } = await app.run('deploy', '--yes');
    expect([code, code === 0 ? '' : stdout]).toEqual([0, '']);
    expect(await networkNow(simulator)).toEqual(SECOND);
  });

  test('stays when the deployment is stopped in between, and is told with the rest', async () => {
    const app = await edited();
    const fault = simulator.faults.add({ kind: 'stuck', stackName: REGISTRY, logicalId: 'Link2' });
    let sent = false;
    const stop: Parameters<App['runWhile']>[0] = (said, child) => {
      if (said.includes('Stopping:')) {
        simulator.faults.remove(fault);
      } else if (!sent && said.includes('Link2  CREATE_IN_PROGRESS')) {
        sent = child.kill('SIGINT');
      }
    };
    const { code, stdout } = await app.runWhile(stop, 'deploy', '--yes');
    expect([code, flat(stdout)]).toEqual([
      130,
      expect.stringContaining(
        'Not deployed: network (eu-central-1): It keeps outputs Vpc1Id, Vsw1Id. It was stopped before its turn. Stopped on request.',
      ),
    ]);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    expect(await networkNow(simulator)).toEqual(SECOND);
  });

  test('stays when somebody changes its stack in between, and nothing more is done with that', async () => {
    const app = await edited();
    const tags = stockClient(simulator);
    const { id } = simulator.stacks().find(({ name }) => name === NETWORK)!;
    // The reader is at work until the change is made, however long that takes.
    const held = simulator.faults.add({ kind: 'stuck', stackName: REGISTRY, logicalId: 'Link2' });
    let changed: Promise<void> | undefined;
    const { code, stdout } = await app.runWhile(
      stderr => {
        if (changed === undefined && stderr.includes('Link2  CREATE_IN_PROGRESS')) {
          const template = network([1, 2], { more: { Vpc3: THIRD } }).template;
          changed = tags.update({ id, region: REGION }, template).then(() => void simulator.faults.remove(held));
        }
      },
      'deploy',
      '--yes',
    );
    await changed;
    expect([code, flat(stdout)]).toEqual([
      1,
      expect.stringContaining(
        'Failed: network (eu-central-1) It is no longer what the plan saw, so nothing was done with it. Its template was changed: Metadata, Vpc3. Next: ',
      ),
    ]);
  });

  test('stays as long as the one that reads it keeps something itself', async () => {
    const far = (output: string, dependencies: string[]): StackSpec => ({
      name: 'far',
      template: { ROSTemplateFormatVersion: '2015-09-01', Outputs: { Seen: { Value: read(output, REGISTRY) } } },
      purpose: { region: REGION, role: 'custom' },
      dependencies,
    });
    const giving = (number: number): StackSpec => {
      const spec = registry(number);
      const Outputs = { ...(spec.template.Outputs as Map), [`Link${number}To`]: { Value: read(`Vsw${number}Id`) } };
      return { ...spec, template: { ...spec.template, Outputs } };
    };
    const app = await deployed(network([1]), giving(1), far('Link1To', [REGISTRY]));
    app.declare([network([2]), giving(2), far('Link2To', [REGISTRY])]);
    const { code, stdout, stderr } = await app.run('deploy', '--yes');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^3 stacks deployed, 0 unchanged\./)]);
    expect(stderr.match(/\d\/3 . \S+/g)).toEqual(['1/3 + far', '2/3 + acme-eu-central-1', '3/3 + network']);
    expect(await networkNow(simulator)).toEqual(SECOND);
    expect((await app.run('plan')).code).toBe(0);
  });

  test('goes in one update where its reader is gone from the app and from ROS', async () => {
    const app = await deployed(network([1]), registry(1));
    app.declare([network([1]), registry()]);
    await app.run('deploy', '--yes');
    app.declare([network([2]), registry()]);
    expect((await app.run('plan')).stdout).not.toContain('keeps');
    const { stderr } = await app.run('deploy', '--yes');
    expect(updated(stderr)).toHaveLength(4);
    expect(await networkNow(simulator)).toEqual(SECOND);
  });

  test('stays too where the reader only stops reading, which is no longer deployed after it by the app', async () => {
    const app = await deployed(network([1]), registry(1));
    app.declare([network([2]), registry()]);
    const plan = await app.run('plan');
    expect(flat(plan.stdout)).toMatch(
      new RegExp(`Wave 1 ~ network .*${KEEPS.replaceAll(/[()]/g, '\\$&')}.*Wave 2 ~ acme`),
    );
    const { code, stderr } = await app.run('deploy', '--yes');
    expect([code, updated(stderr).slice(2)]).toEqual([
      0,
      ['acme-eu-central-1 DELETE Link1', 'network DELETE Vsw1', 'network DELETE Vpc1'],
    ]);
  });

  test('is kept by a saved plan, which binds', async () => {
    const app = await edited();
    expect((await app.run('plan', '--out', 'plan.json')).code).toBe(2);
    const { code, stdout } = await app.run('deploy', 'plan.json', '--yes');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^2 stacks deployed, 0 unchanged\./)]);
    expect(await networkNow(simulator)).toEqual(SECOND);
  });
});

/** Why a plan refuses. */
async function refusal(app: App, ...flags: string[]): Promise<string> {
  const { code, stdout } = await app.run('plan', ...flags);
  expect(code).toBe(1);
  return flat(stdout.slice(stdout.indexOf('network')));
}

describe('an output that the app drops is refused while somebody goes on reading it', () => {
  test('refuses where --only leaves the reader out, and does it as told', async () => {
    const app = await edited();
    expect(await refusal(app, '--only', NETWORK)).toContain(
      'It would drop its output Vpc1Id, which acme-eu-central-1 (eu-central-1) still reads, and --only leaves that out. Add --only acme-eu-central-1.',
    );
    const { code } = await app.run('deploy', '--yes', '--only', NETWORK, REGISTRY);
    expect([code, await networkNow(simulator)]).toEqual([0, SECOND]);
  });

  test('refuses where the reader left the app, and does it as told', async () => {
    const other = { ...registry(1), name: 'old' };
    const app = await deployed(network([1]), other);
    app.declare([network([2])]);
    expect(await refusal(app)).toContain(
      'It would drop its output Vpc1Id, which old (eu-central-1) still reads, although the app no longer declares it. ' +
        'Add --prune, which deletes that stack first, or keep the output.',
    );
    const { code } = await app.run('deploy', '--yes', '--prune', '--app-name', '/Acme');
    expect([code, stacksOf(simulator), await networkNow(simulator)]).toEqual([0, ['network: UPDATE_COMPLETE'], SECOND]);
  });

  test('refuses where the reader is of somebody else', async () => {
    const app = await deployed(network([1]));
    await stockClient(simulator).create('theirs', REGION, {
      ROSTemplateFormatVersion: '2015-09-01',
      Outputs: { Vsw: { Value: read('Vsw1Id') } },
    });
    app.declare([network([2])]);
    expect(await refusal(app)).toContain(
      'It would drop its output Vsw1Id, which theirs (eu-central-1) still reads, and which is not of this app. ' +
        'Keep the output until that stack no longer reads it.',
    );
    app.declare([network([1, 2])]);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
  });

  test('refuses where the app itself goes on reading it', async () => {
    const app = await deployed(network([1]), registry(1));
    app.declare([network([2]), registry(1)]);
    expect(await refusal(app)).toContain(
      'It would drop its output Vpc1Id, which acme-eu-central-1 (eu-central-1) reads in the app. ' +
        'Keep the output, or let that stack read another one.',
    );
  });

  test('refuses where the output stays and the resource behind it goes, and does it as told', async () => {
    const named = (number: number, output: number): StackSpec => {
      const spec = network([number]);
      const Outputs = {
        [`Vpc${output}Id`]: { Value: { Ref: `Vpc${number}` } },
        [`Vsw${output}Id`]: { Value: { Ref: `Vsw${number}` } },
      };
      return { ...spec, template: { ...spec.template, Outputs } };
    };
    const app = await deployed(named(1, 1), registry(1));
    app.declare([named(2, 1), registry(1)]);
    expect(await refusal(app)).toContain(
      'It would give another value for its output Vpc1Id, which acme-eu-central-1 (eu-central-1) reads in the app. ' +
        'That stack would keep the value of before, whose resource goes. ' +
        'Give the new one an output of another name, and let that stack read it.',
    );
    app.declare([named(2, 1), registry()]);
    expect(flat((await app.run('plan')).stdout)).toContain(
      'keeps what is behind outputs Vpc1Id, Vsw1Id until acme-eu-central-1 (eu-central-1) no longer reads them',
    );
    app.declare([named(2, 2), registry(2)]);
    const { code } = await app.run('deploy', '--yes');
    expect([code, await networkNow(simulator)]).toEqual([0, SECOND]);
  });

  test('refuses where both cannot stand beside each other, and does it in the steps that it says', async () => {
    const withMapping = (numbers: number[], outputs: number[], value: string) => {
      const spec = network(numbers, { outputs });
      const Mappings = { Blocks: { eu: { first: value } } };
      const Resources = structuredClone(spec.template.Resources as Map);
      (Resources.Vsw1 ?? Resources.Vsw2).Properties.Description = { 'Fn::FindInMap': ['Blocks', 'eu', 'first'] };
      return { ...spec, template: { ...spec.template, Mappings, Resources } };
    };
    const app = await deployed(withMapping([1], [1], 'one'), registry(1));
    app.declare([withMapping([2], [2], 'two'), registry(2)]);
    expect(await refusal(app)).toContain(
      'It has to keep outputs Vpc1Id, Vsw1Id until acme-eu-central-1 (eu-central-1) no longer reads them, and cannot: ' +
        'Blocks in its Mappings changes. Leave what is needed in the app and deploy, then take it out and deploy again.',
    );
    for (const first of [withMapping([1, 2], [1, 2], 'one'), withMapping([2], [2], 'two')]) {
      app.declare([first, registry(2)]);
      expect((await app.run('deploy', '--yes')).code).toBe(0);
    }
    expect(await networkNow(simulator)).toEqual(SECOND);
  });
});

describe('what is asked of ROS', () => {
  let proxy: Proxy;
  let calls: Record<string, number>;
  beforeEach(async () => {
    calls = {};
    proxy = await startProxy(simulator.endpoint, action => void (calls[action] = (calls[action] ?? 0) + 1));
  });
  afterEach(() => proxy.close());

  test('templates of other stacks are read only where something is dropped', async () => {
    await deployed(network([1]), registry(1));
    for (const name of ['one', 'two', 'three']) {
      await stockClient(simulator).create(name, REGION, { ROSTemplateFormatVersion: '2015-09-01', Resources: {} });
    }
    const { credentials } = simulator;
    const watched = new App({ credentials, endpoint: proxy.endpoint } as Simulator, [network([1]), registry(1)]);
    calls = {};
    await watched.run('plan');
    expect(calls.GetTemplate).toBe(2);
    watched.declare([network([2]), registry(2)]);
    calls = {};
    await watched.run('plan');
    expect(calls.GetTemplate).toBe(5);
  });
});
