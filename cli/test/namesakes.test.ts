import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { type StackSpec, globalRegistry, registryStack } from './support/assemblies';
import { App, flat } from './support/commands';
import { stockClient } from './support/stock';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const [HANGZHOU] = [registryStack('cn-hangzhou')];

/** The same with other texts in it. */
const edited = <T>(specs: T, before: string, after: string): T =>
  JSON.parse(JSON.stringify(specs).replaceAll(before, after)) as T;

/** The same as a stack of the user's own. */
const own = (spec: StackSpec, name: string): StackSpec => {
  const { Outputs: _outputs, ...template } = spec.template;
  return { ...spec, name, path: `/${name}`, template, purpose: { region: 'cn-hangzhou', role: 'custom' } };
};

async function deployed(specs: readonly StackSpec[]): Promise<App> {
  const app = new App(simulator, specs);
  expect((await app.run('deploy', '--yes')).code).toBe(0);
  return app;
}

/** What the plan says of a refusal, after what it says of the changes. */
async function refusal(app: App, ...more: string[]): Promise<string> {
  const { code, stdout } = await app.run('plan', ...more);
  expect(code).toBe(1);
  return flat(stdout);
}

describe('refuses to buy a registry whose name is taken, and says whose it is', () => {
  test('where its id in the stack was changed', async () => {
    const app = await deployed([HANGZHOU]);
    app.declare(edited([HANGZHOU], '"Registry"', '"Other"'));
    expect(await refusal(app)).toContain(
      'A registry called acme already exists in cn-hangzhou (cri-ID) and is in this very stack as Registry, which the app calls Other now: ' +
        'nothing is renamed, and going on would buy another. Put the id back, of the construct or of the resource. ',
    );
    app.declare([HANGZHOU]);
    expect((await app.run('plan')).code).toBe(0);
  });

  test('where the prefix of the stacks was changed', async () => {
    const before = globalRegistry('eu-central-1', 'cn-hangzhou').map(spec => ({ ...spec, path: `/Acme/${spec.name}` }));
    const app = await deployed(before);
    const after = edited(before, 'acme-', 'other-').map((spec, index) => ({ ...spec, path: before[index].path }));
    app.declare(after);
    const text = await refusal(app);
    expect(text).toContain(
      'A registry called acme already exists in cn-hangzhou (cri-ID) and belongs to acme-cn-hangzhou (cn-hangzhou) of this app, which is CREATE_COMPLETE. ' +
        "Acme/acme-cn-hangzhou was deployed under that name, and nothing is renamed: put the name back, stackNamePrefix: 'acme'. ",
    );
    expect(text).toContain(
      'Acme/acme-cn-hangzhou was deployed as acme-cn-hangzhou and is called other-cn-hangzhou now. Nothing is renamed: put the name back. ',
    );
    expect(text).not.toContain('another registry is bought');
    app.declare(before);
    expect((await app.run('plan')).code).toBe(0);
  });

  test('where it was moved to another stack, and follows the way out', async () => {
    const app = await deployed([own(HANGZHOU, 'one')]);
    app.declare([own(HANGZHOU, 'two')]);
    const name = ['--app-name', '/one'];
    expect(await refusal(app)).toContain(
      'A registry called acme already exists in cn-hangzhou (cri-ID) and belongs to one (cn-hangzhou) of the app /one. ' +
        "Take it as it is with RegistryInstance.fromInstanceAttributes and instanceId: 'cri-ID', and as it has the namespace prod already, " +
        "existingIn: ['cn-hangzhou'] on it; or choose another instanceName. ",
    );
    app.declare([own(HANGZHOU, 'one')]);
    expect((await app.run('deploy', '--yes', '--take-over', 'one', ...name)).code).toBe(0);
    app.declare([own(HANGZHOU, 'two')]);
    expect(await refusal(app, ...name)).toContain(
      'and belongs to one (cn-hangzhou) of this app, which is CREATE_COMPLETE. Nothing moves from one stack to another. ' +
        'If that stack is called two now, put back its id, its stackName or its stackNamePrefix; if not, leave the registry there. ' +
        'Once the app no longer declares that stack, deploy --prune lets go of the registry: then take it as it is with ' +
        "RegistryInstance.fromInstanceAttributes and instanceId: 'cri-ID', and as it has the namespace prod already, existingIn: ['cn-hangzhou'] on it. ",
    );
  });

  test('where the deletion of its stack failed, and never advises to release what is full of images', async () => {
    const app = await deployed([registryStack('cn-hangzhou', { policy: 'Delete' })]);
    simulator.faults.add({ kind: 'fail-resource', logicalId: 'Registry', operation: 'DELETE', times: 1 });
    expect((await app.run('destroy', '--confirm', 'acme', '--allow-delete', 'acme')).code).toBe(1);
    const text = await refusal(app);
    expect(text).toContain(
      'A registry called acme already exists in cn-hangzhou (cri-ID) and is left of acme-cn-hangzhou (cn-hangzhou), which is DELETE_FAILED: ' +
        'going on would buy another. It is RUNNING, and may hold images. To keep it, let go of it with ' +
        'global-registry destroy --retain --only acme-cn-hangzhou --confirm acme. ' +
        "Then take it as it is with existingInstanceId: 'cri-ID'. ",
    );
    expect(text).not.toContain('release it');
    expect((await app.run('destroy', '--retain', '--only', 'acme-cn-hangzhou', '--confirm', 'acme')).code).toBe(0);
    expect([simulator.registries().length, simulator.stacks()]).toEqual([1, []]);
  });

  test('where a stack of somebody without a mark has it', async () => {
    await stockClient(simulator).create('theirs', 'cn-hangzhou', HANGZHOU.template);
    expect(await refusal(new App(simulator, [HANGZHOU]))).toContain(
      'A registry called acme already exists in cn-hangzhou (cri-ID) and belongs to no such stack. ' +
        "Take it as it is with existingInstanceId: 'cri-ID', and as it has the namespace prod already, existingIn: ['cn-hangzhou'] on it; " +
        'or choose another instanceName. ',
    );
  });
});

describe('refuses to rename what stays under its id, and calls nothing gone that never was', () => {
  test('a namespace, with its images', async () => {
    const app = await deployed([HANGZHOU]);
    app.declare(edited([HANGZHOU], '"Namespace":"prod"', '"Namespace":"other"'));
    const text = await refusal(app);
    expect(text).toContain(
      'NamespaceProd (ALIYUN::CR::Namespace) would change Namespace from "prod" to "other", which ROS does only by deleting it with all its images. ' +
        'Put the old value back, or add a second namespace and move the images. ',
    );
    expect(text).not.toContain('gone');
    expect(flat((await app.run('status')).stdout)).not.toContain('gone');
    expect((await app.run('deploy', '--yes')).code).toBe(1);
    expect(simulator.registries().map(({ namespaces }) => Object.keys(namespaces))).toEqual([['prod']]);
  });

  test('a sync rule', async () => {
    const specs = globalRegistry('eu-central-1', 'cn-hangzhou');
    const app = await deployed(specs);
    app.declare(edited(specs, 'ruleprod-cn-hangzhou', 'renamed'));
    const text = await refusal(app);
    expect(text).toContain(
      'RuleProd (ALIYUN::CR::RepoSyncRule) would change SyncRuleName from "ruleprod-cn-hangzhou" to "renamed"',
    );
    expect(text).not.toContain('gone');
  });
});
