import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { CrApi } from '../src/cloud/cr-api';
import { clients, connectionTo } from './support/cloud';
import { type StackSpec, globalRegistry } from './support/assemblies';
import { App, flat, stacksOf } from './support/commands';
import { LibraryApp } from './support/library-app';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const SPECS = globalRegistry('eu-central-1', 'cn-hangzhou');
const ARROW = 'acme-eu-central-1-to-cn-hangzhou';

const edited = <T>(specs: T, before: string, after: string): T =>
  JSON.parse(JSON.stringify(specs).replaceAll(before, after)) as T;

async function deployed(specs: readonly StackSpec[] = SPECS): Promise<App> {
  const app = new App(simulator, specs);
  expect((await app.run('deploy', '--yes')).code).toBe(0);
  return app;
}

/** What the plan says of a refusal, of which a deployment does nothing. */
async function refusal(app: Pick<App, 'run'>, ...more: string[]): Promise<string> {
  const before = [simulator.arrows(), stacksOf(simulator)];
  expect((await app.run('deploy', '--yes', ...more)).code).toBe(1);
  expect([simulator.arrows(), stacksOf(simulator)]).toEqual(before);
  const { code, stdout } = await app.run('plan', ...more);
  expect(code).toBe(1);
  return flat(stdout).replaceAll(/crsr-[a-z0-9]+/g, 'crsr-ID');
}

describe('refuses to make under a name that is taken', () => {
  test('a sync rule that the same stack has under another id', async () => {
    const app = await deployed();
    const again = edited(SPECS, '"RuleProd"', '"Other"');
    app.declare(again);
    expect(await refusal(app)).toContain(
      'Other (ALIYUN::CR::RepoSyncRule) would be made as ruleprod-cn-hangzhou, but this very stack has that already, as RuleProd, and a name is taken ' +
        'once in a registry. ROS makes the new one before it removes the old one. If its id was changed, put it back. ' +
        'If what it copies was changed, give it another ruleName. ',
    );
    app.declare(edited(again, 'ruleprod-cn-hangzhou', 'another'));
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    expect(simulator.arrows().map(({ rule }) => rule.name)).toEqual(['another']);
  });

  test('a sync rule that a stack has which left the app, but for --prune', async () => {
    const app = await deployed();
    app.declare(edited(SPECS, `"${ARROW}"`, `"${ARROW}-two"`).map(spec => ({ ...spec, path: `/Acme/${spec.name}` })));
    expect(await refusal(app)).toContain(
      'RuleProd (ALIYUN::CR::RepoSyncRule) would be made as ruleprod-cn-hangzhou, but acme-eu-central-1-to-cn-hangzhou (eu-central-1) has that already, ' +
        'as RuleProd, and a name is taken once in a registry. Add --prune, which deletes that stack first, or give this one another ruleName. ',
    );
    expect((await app.run('deploy', '--yes', '--prune', '--app-name', '/Acme')).code).toBe(0);
    expect(simulator.arrows()).toHaveLength(1);
  });

  test('a sync rule that a deleted stack has left, and follows the way out', async () => {
    const app = await deployed();
    const [{ id }] = simulator.stacks().filter(({ name }) => name === ARROW);
    await clients(simulator).ros.deleteStack('eu-central-1', id, ['RuleProd']);
    while (simulator.stacks().some(({ name, status }) => name === ARROW && status !== 'DELETE_COMPLETE')) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect(await refusal(app)).toContain(
      'A sync rule called ruleprod-cn-hangzhou is in eu-central-1 already (crsr-ID), and no stack that was looked at has it. ' +
        'Delete it in the console of Container Registry (Distribution > Instance Replication), so that it is made anew; ' +
        "or keep it, with existingRulesTo: ['cn-hangzhou'] on its namespace. ",
    );
    const [{ rule, fromInstanceId }] = simulator.arrows();
    const query = { InstanceId: fromInstanceId, SyncRuleId: rule.id };
    await new CrApi(connectionTo(simulator)).call('DeleteRepoSyncRule', 'eu-central-1', query);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
  });

  test('a namespace that gets another stackGroup, so that no rule is removed for nothing', async () => {
    const props = (group: string) =>
      `{ instanceName: 'acme', primary: { region: 'eu-central-1' }, replicas: [{ region: 'cn-hangzhou' }], namespaces: [{ name: 'prod'${group} }] }`;
    const app = new LibraryApp(simulator, props(''));
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    app.write(props(", stackGroup: 'g'"));
    expect(await refusal(app)).toContain(
      'NamespaceProd (ALIYUN::CR::Namespace) would be made as prod, but acme-cn-hangzhou (cn-hangzhou) has that already, as NamespaceProd, and a name is ' +
        'taken once in a registry. What is deployed stays in its stack: put back its stackGroup, its id or the name of its stack. ',
    );
    expect(simulator.arrows()).toHaveLength(1);
    app.write(props(''));
    expect((await app.run('plan')).code).toBe(0);
  });
});

describe('a rule is not removed before the one that takes its place is there', () => {
  const moved = (): StackSpec[] => {
    const [primary, replica, arrow] = edited(SPECS, 'ruleprod-cn-hangzhou', 'another');
    const { RuleProd, ...left } = arrow.template.Resources;
    const Sleep = { Type: 'ALIYUN::ROS::Sleep', Properties: { CreateDuration: 1 } };
    return [
      primary,
      replica,
      { ...arrow, template: { ...arrow.template, Resources: { ...left, Sleep } } },
      { ...arrow, name: `${ARROW}-z`, template: { ...arrow.template, Resources: { ...left, RuleProd } } },
    ];
  };

  test('and stays when that one fails', async () => {
    const app = await deployed();
    app.declare(moved());
    simulator.faults.add({ kind: 'fail-resource', resourceType: 'ALIYUN::CR::RepoSyncRule', times: 1 });
    const failed = await app.run('deploy', '--yes');
    expect([failed.code, flat(failed.stdout)]).toEqual([
      1,
      expect.stringContaining(`Not deployed: ${ARROW} (eu-central-1): It waits for ${ARROW}-z, which failed. `),
    ]);
    expect(simulator.arrows().map(({ rule }) => rule.name)).toEqual(['ruleprod-cn-hangzhou']);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    expect(simulator.arrows().map(({ rule }) => rule.name)).toEqual(['another']);
  });
});
