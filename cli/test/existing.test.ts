import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { consoleRule } from './support/console-rule';
import { flat } from './support/commands';
import { LibraryApp } from './support/library-app';
import { schemaProblems } from './support/schema';
import { CrApi } from '../src/cloud/cr-api';
import { connectionTo } from './support/cloud';
import type { Map } from './support/assemblies';

jest.setTimeout(300_000); // many processes, one after another

const [SOURCE, TARGET] = ['eu-central-1', 'cn-shanghai'];
const NO_RULE =
  'Sync rule for prod from eu-central-1 to cn-shanghai is not there: nothing is copied. Make it in the console of Container Registry ' +
  '(Distribution > Instance Replication), or take cn-shanghai out of existingRulesTo of prod, so that a deployment makes it.';

let simulator: Simulator;
let source: string;
let target: string;
beforeEach(async () => {
  simulator = await startSimulator();
  source = simulator.addRegistry({ region: SOURCE, name: 'grown', edition: 'Advanced', namespaces: ['prod'] }).id;
  target = simulator.addRegistry({ region: TARGET, name: 'grown', namespaces: ['prod'] }).id;
});
afterEach(() => simulator.close());

const call = (action: string, query: Map) =>
  new CrApi(connectionTo(simulator)).call(action, SOURCE, { InstanceId: source, ...query });

const addRule = () => call('CreateRepoSyncRule', consoleRule('grown-rule', { region: TARGET, id: target }));

const region = (where: string, id: string) => `{ region: '${where}', existingInstanceId: '${id}' }`;

/** An app as adopt writes it: it makes nothing. */
const taken = (namespace: string, replicas = `[${region(TARGET, target)}]`) =>
  new LibraryApp(
    simulator,
    `{ instanceName: 'grown', primary: ${region(SOURCE, source)}, replicas: ${replicas}, namespaces: [${namespace}] }`,
  );

const PROD = "{ name: 'prod', existingIn: ['eu-central-1', 'cn-shanghai'], existingRulesTo: ['cn-shanghai'] }";
const ALONE = "{ name: 'prod', existingIn: ['eu-central-1'] }";

const said = async (app: LibraryApp, command: string, ...more: string[]) => {
  const { code, stdout, stderr } = await app.run(command, ...more);
  return [code, flat(`${stdout} ${stderr}`)] as const;
};

describe('what an app takes as it is', () => {
  test('is in place where it is there', async () => {
    await addRule();
    const app = taken(PROD);
    await app.run('deploy', '--yes');
    const [code, text] = await said(app, 'status');
    expect(text).toContain('Existing registry grown in eu-central-1');
    expect(text).toContain('eu-central-1 -> cn-shanghai, by existing rules rule grown-rule in place');
    expect([code, text]).toEqual([0, expect.stringContaining('Everything that is declared is in place.')]);
  });

  test('is missed by every command, where a rule is gone', async () => {
    await addRule();
    const app = taken(PROD);
    await app.run('deploy', '--yes');
    await call('DeleteRepoSyncRule', { SyncRuleId: Object.keys(simulator.registries(SOURCE)[0].rules)[0] });
    for (const command of ['status', 'plan', 'doctor']) {
      expect([command, ...(await said(app, command))]).toEqual([
        command,
        1,
        expect.stringContaining('from eu-central-1 to cn-shanghai'),
      ]);
    }
    expect(await said(app, 'plan')).toEqual([1, expect.stringContaining(`! ${NO_RULE}`)]);
    expect(await said(app, 'verify')).toEqual([2, expect.stringContaining(`! ${NO_RULE}`)]);
    expect(await said(app, 'deploy', '--yes')).toEqual([1, expect.stringContaining(`! ${NO_RULE}`)]);
    for (const command of ['status', 'plan']) {
      const data = JSON.parse((await app.run(command, '--json')).stdout) as Map;
      expect([schemaProblems(command, data), data.existing.map(({ text }: Map) => text)]).toEqual([[], [NO_RULE]]);
    }
  });

  test('is missed where no stack is made of it', async () => {
    const app = taken(ALONE, '[]');
    expect((await app.run('status')).code).toBe(0);
    await call('DeleteNamespace', { NamespaceName: 'prod' });
    const noNamespace =
      '! Namespace prod of cri-ID is not there: make it in the console of Container Registry, or take eu-central-1 out of its existingIn.';
    expect(await said(app, 'status')).toEqual([1, expect.stringContaining(noNamespace)]);
    expect(await said(app, 'plan')).toEqual([1, expect.stringContaining(noNamespace)]);
    simulator.releaseRegistry(source);
    const gone =
      '! Registry grown (cri-ID) is gone from eu-central-1: correct its existingInstanceId, or take the region out of the app.';
    const status = await said(app, 'status');
    expect(status).toEqual([1, expect.stringContaining(gone)]);
    expect(status[1]).toContain('Stacks none: the app makes nothing');
    expect(await said(app, 'plan')).toEqual([1, expect.stringContaining(gone)]);
    expect(await said(app, 'doctor')).toEqual([1, expect.stringContaining('is gone from eu-central-1')]);
    expect(await said(app, 'deploy', '--yes')).toEqual([
      1,
      expect.stringContaining('error: Something is refused, so nothing was deployed.'),
    ]);
  });

  test('is not deleted by an update: a rule of the stack that the app now takes as it is', async () => {
    const app = taken("{ name: 'prod', existingIn: ['eu-central-1', 'cn-shanghai'] }");
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    app.write(
      `{ instanceName: 'grown', primary: ${region(SOURCE, source)}, replicas: [${region(TARGET, target)}], namespaces: [${PROD}] }`,
    );
    const [code, text] = await said(app, 'plan');
    expect(code).toBe(1);
    expect(text).toMatch(
      /This would delete the sync rule RuleProd\w+, by which prod is copied from eu-central-1 to cn-shanghai, and which the app takes as it is by existingRulesTo: nothing would be copied any more\. Take cn-shanghai out of existingRulesTo of prod, so that this stack keeps a rule for it, or choose another stackNamePrefix, so that the rule stays where it is\./,
    );
  });
});
