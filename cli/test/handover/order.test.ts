import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { CrApi } from '../../src/cloud/cr-api';
import { consoleRule } from '../support/console-rule';
import { type Map, type StackSpec, globalRegistry, registryStack, replicationStack } from '../support/assemblies';
import { connectionTo } from '../support/cloud';
import { App, flat, stacksOf } from '../support/commands';
import { network, registry } from './support';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

async function deployed(...specs: StackSpec[]): Promise<App> {
  const app = new App(simulator, specs);
  const { code, stdout, stderr } = await app.run('deploy', '--yes');
  expect([code, code === 0 ? '' : `${stdout}${stderr}`]).toEqual([0, '']);
  return app;
}

/** The stacks in the order in which they ended. */
const ended = (stderr: string): string[] => stderr.match(/(?<=\d\/\d )\S \S+/g) ?? [];
const PRUNE = ['--prune', '--app-name', '/Acme'];

describe('a stack that left the app, and that a deployed stack of the app reads', () => {
  test('is deleted last, when that has stopped reading it', async () => {
    const app = await deployed(network([1]), registry(1));
    app.declare([registry()]);
    const plan = await app.run('plan', ...PRUNE);
    expect([plan.code, flat(plan.stdout)]).toEqual([
      2,
      expect.stringContaining(
        'No longer declared by the app, to be deleted last, since what is deployed reads it; registries are retained: network eu-central-1 CREATE_COMPLETE',
      ),
    ]);
    expect(plan.stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
    const { code, stderr } = await app.run('deploy', '--yes', ...PRUNE);
    expect([code, ended(stderr)]).toEqual([0, ['+ acme-eu-central-1', '- network']]);
  });

  test('stays when the reader could not be updated', async () => {
    const app = await deployed(network([1]), registry(1));
    app.declare([registry(undefined, { NamespaceMore: namespace('more') })]);
    simulator.faults.add({ kind: 'fail-resource', logicalId: 'NamespaceMore', times: 1 });
    const { code, stdout } = await app.run('deploy', '--yes', ...PRUNE);
    expect([code, flat(stdout), stacksOf(simulator)]).toEqual([
      1,
      expect.stringContaining('Not deployed: network (eu-central-1): It waits for acme-eu-central-1, which failed. '),
      ['acme-eu-central-1: ROLLBACK_COMPLETE', 'network: CREATE_COMPLETE'],
    ]);
    expect((await app.run('deploy', '--yes', ...PRUNE)).code).toBe(0);
    expect(stacksOf(simulator)).toEqual(['acme-eu-central-1: UPDATE_COMPLETE']);
  });
});

const namespace = (Namespace: string) => ({
  Type: 'ALIYUN::CR::Namespace',
  Properties: { Namespace, InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] } },
});

test('destroy deletes a stack after those that read it as they are deployed, whatever the app says now', async () => {
  const app = await deployed(network([1]), registry(1));
  app.declare([network([1]), registry()]);
  const { code, stderr } = await app.run('destroy', '--confirm', 'acme');
  expect([code, ended(stderr)]).toEqual([0, ['- acme-eu-central-1', '- network']]);
});

test('refuses to destroy with --only what a deployed stack reads that stays, and does it as told', async () => {
  const app = await deployed(network([1]), registry(1));
  app.declare([network([1]), registry()]);
  const only = ['destroy', '--confirm', 'acme', '--only', 'network'] as const;
  const { code, stderr } = await app.run(...only);
  expect([code, flat(stderr)]).toEqual([
    1,
    'error: Nothing was deleted, for stacks that stay read what would go: network (eu-central-1) is read by acme-eu-central-1 (eu-central-1) ' +
      'Add --only acme-eu-central-1, or deploy first. ',
  ]);
  const both = await app.run(...only, 'acme-eu-central-1');
  expect([both.code, stacksOf(simulator)]).toEqual([0, []]);
});

test('refuses to destroy orphans that a deployed stack of the app reads, and does it as told', async () => {
  const app = await deployed(network([1]), registry(1));
  app.declare([registry()]);
  const { code, stderr } = await app.run('destroy', '--orphans', '--confirm', 'network');
  expect([code, flat(stderr)]).toEqual([
    1,
    expect.stringContaining(
      'error: Nothing was deleted, for stacks that stay read what would go: network (eu-central-1) is read by acme-eu-central-1 (eu-central-1) ' +
        'Use deploy --prune, which deletes it last. ',
    ),
  ]);
  expect((await app.run('deploy', '--yes', ...PRUNE)).code).toBe(0);
  expect(stacksOf(simulator)).toEqual(['acme-eu-central-1: UPDATE_COMPLETE']);
});

const [GERMANY, HANGZHOU] = ['eu-central-1', 'cn-hangzhou'];
const doomed = (region: string) => registryStack(region, { policy: 'Delete' });
const console = (action: string, region: string, query: Map) =>
  new CrApi(connectionTo(simulator)).call(action, region, query);
const idIn = (region: string) => simulator.registries(region)[0].id;

/** A rule that somebody makes in the console. */
async function byHand(): Promise<string> {
  const { SyncRuleId } = await console('CreateRepoSyncRule', GERMANY, {
    InstanceId: idIn(GERMANY),
    ...consoleRule('by-hand', { region: HANGZHOU, id: idIn(HANGZHOU) }),
  });
  return String(SyncRuleId);
}

/** A replica that is another registry from now on, bought in the console; the stack of the first one stays for something else. */
function taken(): StackSpec[] {
  const { id } = simulator.addRegistry({ region: HANGZHOU, name: 'new', namespaces: ['prod'] });
  const rules = structuredClone(replicationStack(GERMANY, HANGZHOU, { rule: 'RuleNew' }));
  rules.template.Resources.RuleNew.Properties.TargetInstanceId = id;
  rules.purpose!.target.instanceName = 'new';
  const left = doomed(HANGZHOU);
  const { Registry: _registry, NamespaceProd: _namespace, ...Resources } = left.template.Resources as Map;
  const spec = { ...left, template: { ...left.template, Resources, Outputs: {} } };
  return [registryStack(GERMANY, { edition: 'Advanced', tier: 'primary' }), spec, rules];
}

describe('a registry that is deleted with its images', () => {
  test('goes after the rules that lead to it', async () => {
    const [primary, , rules] = globalRegistry(GERMANY, HANGZHOU);
    const app = await deployed(primary, doomed(HANGZHOU), rules);
    const old = idIn(HANGZHOU);
    app.declare(taken());
    const plan = await app.run('plan');
    expect([plan.code, flat(plan.stdout)]).toEqual([
      2,
      expect.stringContaining(
        'keeps output InstanceId until acme-eu-central-1-to-cn-hangzhou (eu-central-1) no longer reads it; ' +
          'keeps registry cri-ID until acme-eu-central-1-to-cn-hangzhou (eu-central-1) no longer needs it - NamespaceProd',
      ),
    ]);
    const { code, stdout, stderr } = await app.run('deploy', '--yes', '--allow-delete', 'acme');
    expect([code, code === 0 ? '' : `${stdout}${stderr}`]).toEqual([0, '']);
    expect(simulator.registries(HANGZHOU).map(({ id }) => id)).not.toContain(old);
  });

  test('refuses while a rule of somebody else leads to it, and does it as told', async () => {
    const [primary, , rules] = globalRegistry(GERMANY, HANGZHOU);
    const app = await deployed(primary, doomed(HANGZHOU), rules);
    const id = await byHand();
    app.declare(taken());
    const rule = new RegExp(id, 'g');
    const plan = await app.run('plan');
    expect([plan.code, flat(plan.stdout).replaceAll(rule, 'crsr-ID')]).toEqual([
      1,
      expect.stringContaining(
        'It would delete the registry cri-ID, at which the sync rule by-hand (crsr-ID) begins or ends. ' +
          'Delete the rule in the console of Container Registry (Distribution > Instance Replication), or keep the registry in the app. . acme-eu',
      ),
    ]);
    const destroy = await app.run('destroy', '--confirm', 'acme', '--allow-delete', 'acme');
    expect([destroy.code, flat(destroy.stderr).replaceAll(rule, 'crsr-ID')]).toEqual([
      1,
      'error: Nothing was deleted, for rules that are not deleted with them begin or end at registries: ' +
        'acme-cn-hangzhou (cn-hangzhou): the sync rule by-hand (crsr-ID) at the registry cri-ID ' +
        'Delete each with the stack that made it, or in the console of Container Registry (Distribution > Instance Replication); ' +
        'or add --retain, which keeps the registries. ',
    ]);
    expect(stacksOf(simulator)).toHaveLength(3);
    await console('DeleteRepoSyncRule', GERMANY, { InstanceId: idIn(GERMANY), SyncRuleId: id });
    const { code, stdout, stderr } = await app.run('deploy', '--yes', '--allow-delete', 'acme');
    expect([code, code === 0 ? '' : `${stdout}${stderr}`]).toEqual([0, '']);
  });

  test('stays with --retain, whatever leads to it', async () => {
    const [primary, , rules] = globalRegistry(GERMANY, HANGZHOU);
    const app = await deployed(primary, doomed(HANGZHOU), rules);
    await byHand();
    const { code, stdout, stderr } = await app.run('destroy', '--confirm', 'acme', '--retain');
    expect([code, flat(stdout)]).toEqual([
      0,
      expect.stringMatching(
        /^3 stacks deleted\. Retained, with all images: .*cn-hangzhou ALIYUN::CR::Instance cri-ID still billed/,
      ),
    ]);
    expect(stderr).not.toContain('DELETES IMAGES');
    expect(Object.keys(simulator.registries(HANGZHOU)[0].namespaces)).toEqual(['prod']);
  });
});
