import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { GERMANY_HANGZHOU, type Map, type StackSpec, registryStack } from './support/assemblies';
import { App, flat, stacksOf } from './support/commands';
import { stockClient } from './support/stock';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const DOOMED = registryStack('cn-hangzhou', { policy: 'Delete' });
const WITHOUT = edited(DOOMED, ({ Resources }) => delete Resources.NamespaceProd);

function edited(spec: StackSpec, edit: (template: Map) => unknown): StackSpec {
  const template = structuredClone(spec.template);
  edit(template);
  return { ...spec, template };
}

const conditional = (value: boolean): StackSpec =>
  edited(DOOMED, template => {
    template.Parameters = { WithProd: { Type: 'Boolean', Default: value } };
    template.Conditions = { WithProd: { 'Fn::Equals': [{ Ref: 'WithProd' }, true] } };
    template.Resources.NamespaceProd.Condition = 'WithProd';
  });

const namespaces = () => Object.keys(simulator.registries()[0]?.namespaces ?? {});
const UNALLOWED =
  'Images would be deleted, to which nothing but their prefix consents. Look at the list above and add --allow-delete acme.';

describe('images are deleted by name only', () => {
  test.each<[string, StackSpec, StackSpec]>([
    ['a namespace that leaves the app', DOOMED, WITHOUT],
    ['a namespace whose condition no longer holds', conditional(true), conditional(false)],
    [
      'a namespace that gets a condition',
      DOOMED,
      edited(DOOMED, template => {
        template.Conditions = { Never: { 'Fn::Equals': [1, 2] } };
        template.Resources.NamespaceProd.Condition = 'Never';
      }),
    ],
  ])('with %s', async (_, before, after) => {
    const app = new App(simulator, [before]);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    app.declare([after]);
    expect((await app.run('plan')).stdout).toContain('DELETES IMAGES: NamespaceProd');
    const unnamed = await app.run('deploy', '--yes');
    expect([unnamed.code, flat(unnamed.stderr)]).toEqual([1, expect.stringContaining(UNALLOWED)]);
    const misnamed = await app.run('deploy', '--yes', '--allow-delete', 'other');
    expect([misnamed.code, flat(misnamed.stderr)]).toEqual([
      1,
      'error: --allow-delete names "other", but no stack has this prefix. They are acme. ',
    ]);
    expect(namespaces()).toEqual(['prod']);
    expect((await app.run('deploy', '--yes', '--allow-delete', 'acme')).code).toBe(0);
    expect(namespaces()).toEqual([]);
  });

  test('typed when asked, also after --yes', async () => {
    const app = new App(simulator, [DOOMED]);
    await app.run('deploy', '--yes');
    app.declare([WITHOUT]);
    const question = 'Images of acme are deleted for good. Type "acme" to allow it:';
    const wrong = await app.type([[question, 'amce\r']], 'deploy', '--yes');
    expect([wrong.code, wrong.text]).toEqual([1, expect.stringContaining('Nothing was deployed.')]);
    expect(namespaces()).toEqual(['prod']);
    const right = await app.type(
      [
        ['Deploy this?', 'y\r'],
        [question, 'acme\r'],
      ],
      'deploy',
    );
    expect([right.code, namespaces()]).toEqual([0, []]);
  });

  test('by destroy, where --confirm is not enough', async () => {
    const app = new App(simulator, [DOOMED]);
    await app.run('deploy', '--yes');
    const refused = await app.run('destroy', '--confirm', 'acme');
    expect(refused.stderr).toMatch(/- {2}acme-cn-hangzhou {2}cn-hangzhou {2}DELETES IMAGES/);
    expect([refused.code, flat(refused.stderr)]).toEqual([1, expect.stringContaining(UNALLOWED)]);
    expect(simulator.registries()).toHaveLength(1);
    expect((await app.run('destroy', '--confirm', 'acme', '--allow-delete', 'acme')).code).toBe(0);
    expect(simulator.registries()).toEqual([]);
  });

  test('by destroy of a stack that ROS is busy with', async () => {
    const slow = await startSimulator({ clock: { speed: 200 } });
    const app = new App(slow, [DOOMED]);
    await app.run('deploy', '--yes');
    const [stack] = slow.stacks();
    const id = slow.faults.add({ kind: 'stuck', resourceType: 'ALIYUN::CR::Namespace', operation: 'UPDATE' });
    const busy = edited(DOOMED, ({ Resources }) => (Resources.NamespaceProd.Properties.AutoCreate = false));
    const theirs = stockClient(slow).update(stack, { ...JSON.parse(stack.intent.templateBody), ...busy.template });
    while (slow.stacks()[0].status !== 'UPDATE_IN_PROGRESS') {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    const { code, stderr } = await app.run('destroy', '--confirm', 'acme');
    expect([code, flat(stderr)]).toEqual([1, expect.stringContaining(UNALLOWED)]);
    slow.faults.remove(id);
    await theirs;
    expect(slow.registries()).toHaveLength(1);
    await slow.close();
  });

  test('before what is left of a stack is removed', async () => {
    const app = new App(simulator, [DOOMED]);
    await app.run('deploy', '--yes');
    simulator.faults.add({
      kind: 'fail-resource',
      resourceType: 'ALIYUN::CR::Instance',
      operation: 'DELETE',
      times: 1,
    });
    await stockClient(simulator).remove(simulator.stacks()[0]);
    expect(stacksOf(simulator)).toEqual(['acme-cn-hangzhou: DELETE_FAILED']);
    const { code, stdout } = await app.run('plan');
    expect([code, stdout]).toEqual([1, expect.stringContaining('DELETES IMAGES: Registry')]);
    expect((await app.run('deploy', '--yes')).code).toBe(1);
    expect(simulator.registries()).toHaveLength(1);
  });
});

test('what appears while the question waits for its answer stops the purchase', async () => {
  const generous = await startSimulator({ repeatedNames: true });
  const app = new App(generous, GERMANY_HANGZHOU);
  const buy = () => generous.addRegistry({ region: 'cn-hangzhou', name: 'acme' });
  const { code, text } = await app.type([['Deploy this?', 'y\r', buy]], 'deploy');
  expect([code, flat(text)]).toEqual([
    1,
    expect.stringContaining(
      'Failed: acme-cn-hangzhou (cn-hangzhou) It is no longer what the plan saw, so nothing was done with it. ' +
        'A registry called acme already exists in cn-hangzhou (cri-ID) and belongs to no such stack.',
    ),
  ]);
  expect(generous.registries('cn-hangzhou')).toHaveLength(1);
  await generous.close();
});
