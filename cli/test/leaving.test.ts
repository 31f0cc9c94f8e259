import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { MARK_TAGS } from '../src/domain/facts.generated';
import { type Map, type StackSpec, globalRegistry, registryStack } from './support/assemblies';
import { App, flat, stacksOf } from './support/commands';
import { schemaProblems } from './support/schema';
import { stockClient } from './support/stock';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const THREE = globalRegistry('eu-central-1', 'cn-hangzhou', 'us-east-1');
const TWO = globalRegistry('eu-central-1', 'cn-hangzhou');
const NAMED = ['--app-name', '/Acme'];

async function deployed(specs: readonly StackSpec[] = TWO): Promise<App> {
  const app = new App(simulator, specs);
  expect((await app.run('deploy', '--yes')).code).toBe(0);
  return app;
}

async function shrunk(): Promise<App> {
  const app = await deployed(THREE);
  app.declare(TWO);
  return app;
}

const stackNamed = (name: string) => simulator.stacks().find(stack => stack.name === name)!;

describe('what stacks leave behind that left the app', () => {
  test('is named when they are pruned, and by destroy and adopt afterwards', async () => {
    const app = await shrunk();
    const { code, stdout } = await app.run('deploy', '--prune', '--yes', ...NAMED);
    expect([code, flat(stdout)]).toEqual([
      0,
      expect.stringMatching(
        /2 deleted\. .*Retained, with all images: us-east-1 ALIYUN::CR::Instance cri-ID still billed us-east-1 ALIYUN::CR::Namespace \S+ A registry is paid in advance and billed until its subscription ends; release it in the console of Container Registry\. $/,
      ),
    ]);
    const destroy = await app.run('destroy', '--confirm', 'acme');
    expect([destroy.code, flat(destroy.stdout)]).toEqual([
      0,
      expect.stringMatching(
        /^3 stacks deleted\. Retained, with all images: .*Of the same name and in no stack, so maybe left by stacks that went before: us-east-1 ALIYUN::CR::Instance cri-ID still billed A registry is paid/,
      ),
    ]);
    const adopt = await app.run('adopt', '--retained', '--out', 'again', '--json');
    const { registries } = JSON.parse(adopt.stdout) as Map;
    expect([adopt.code, registries[0].replicas.length, flat(adopt.stderr)]).toEqual([
      0,
      0,
      expect.stringContaining(
        'Of the same name and in no stack, so maybe left by stacks that went before: cri-ID@us-east-1. ' +
          'To adopt what is yours of it, name it: global-registry adopt --from cri-ID@us-east-1 ',
      ),
    ]);
    expect(registries).toHaveLength(2);
  });

  test('is in the document of a deployment', async () => {
    const app = await shrunk();
    const { stdout } = await app.run('deploy', '--prune', '--yes', '--json', ...NAMED);
    const data = JSON.parse(stdout) as Map;
    expect(schemaProblems('deploy', data)).toEqual([]);
    expect(data.retained.map(({ region, type, billed }: Map) => [region, type, billed])).toEqual([
      ['us-east-1', 'ALIYUN::CR::Instance', true],
      ['us-east-1', 'ALIYUN::CR::Namespace', false],
    ]);
  });
});

describe('stacks that left the app', () => {
  const BUCKET = {
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: { Data: { Type: 'ALIYUN::OSS::Bucket', Properties: { BucketName: 'data' } } },
  };

  test('are not those that carry a tag of the app alone', async () => {
    const app = await deployed();
    const stock = stockClient(simulator);
    const stack = await stock.create('prod-db', 'us-west-1', BUCKET);
    await stock.tag(stack, MARK_TAGS.app, '/Acme');
    await stock.tag(stack, MARK_TAGS.path, '/Acme/prod-db');
    const { code, stdout } = await app.run('plan', '--prune', ...NAMED);
    expect([code, flat(stdout)]).toEqual([
      0,
      expect.stringContaining(
        'Left alone, for they carry a tag of this app but not all of its marks: prod-db (us-west-1) ',
      ),
    ]);
    expect((await app.run('deploy', '--prune', '--yes', ...NAMED)).code).toBe(0);
    expect((await app.run('destroy', '--orphans', '--confirm', 'acme', ...NAMED)).code).toBe(0);
    expect(stacksOf(simulator)).toContain('prod-db: CREATE_COMPLETE');
  });

  test('are shown with what is deleted with them', async () => {
    const data = { ...registryStack('us-east-1'), name: 'data', template: BUCKET };
    const app = await deployed([...TWO, { ...data, purpose: { region: 'us-east-1', role: 'custom' } }]);
    app.declare(TWO);
    const { code, stdout } = await app.run('plan', '--prune');
    expect([code, flat(stdout)]).toEqual([
      2,
      expect.stringContaining(
        'No longer declared by the app, to be deleted first; registries are retained: data us-east-1 CREATE_COMPLETE deletes ALIYUN::OSS::Bucket: Data ',
      ),
    ]);
  });

  test('refuses to prune while one is protected from deletion, before anything is deleted', async () => {
    const app = await shrunk();
    await stockClient(simulator).protect(stackNamed('acme-us-east-1'));
    const plan = await app.run('plan', '--prune');
    expect([plan.code, flat(plan.stdout)]).toEqual([
      1,
      expect.stringContaining('protected from deletion, which is switched off in the ROS console '),
    ]);
    for (const words of [
      ['deploy', '--prune', '--yes'] as const,
      ['destroy', '--orphans', '--confirm', 'acme'] as const,
    ]) {
      const [command, ...rest] = words;
      const { code, stderr } = await app.run(command, ...rest, ...NAMED);
      expect([code, flat(stderr)]).toEqual([
        1,
        expect.stringContaining(
          'error: Nothing was deleted, for stacks are protected from deletion: acme-us-east-1 (us-east-1) ' +
            'Switch that off in the ROS console (deletion protection of the stack), ',
        ),
      ]);
    }
    expect(stacksOf(simulator)).toHaveLength(5);
  });

  test('make prune and destroy fail where a region could not be searched', async () => {
    const app = await shrunk();
    simulator.faults.add({ kind: 'region-down', region: 'us-east-1' });
    const NOT =
      /Not searched for stacks that left the app: us-east-1 \(.*Next: search again as soon as us-east-1 answers: global-registry (deploy|destroy) /;
    const pruned = await app.run('deploy', '--prune', '--yes', ...NAMED);
    expect([pruned.code, flat(pruned.stdout)]).toEqual([1, expect.stringMatching(NOT)]);
    const orphans = await app.run('destroy', '--orphans', '--confirm', 'acme', ...NAMED);
    expect([orphans.code, flat(orphans.stdout)]).toEqual([1, expect.stringMatching(NOT)]);
    const all = await app.run('destroy', '--confirm', 'acme', ...NAMED);
    expect([all.code, flat(all.stdout)]).toEqual([1, expect.stringMatching(NOT)]);
  });
});

describe('destroy', () => {
  test('says of no registry that it is retained which is gone', async () => {
    const app = await deployed();
    const [{ id }] = simulator.registries('eu-central-1');
    simulator.releaseRegistry(id);
    const { code, stdout, stderr } = await app.run('destroy', '--confirm', 'acme');
    expect([code, flat(stderr)]).toEqual([
      0,
      expect.stringContaining(
        'Gone already, with all images, whatever its stack says: cri-ID (eu-central-1) of acme-eu-central-1 ',
      ),
    ]);
    for (const text of [stdout, stderr]) {
      expect(flat(text)).toMatch(
        /Retained, with all images: cn-hangzhou ALIYUN::CR::Instance cri-ID still billed cn-hangzhou ALIYUN::CR::Namespace \S+ A registry is paid/,
      );
    }
  });

  test('says of no registry that it is retained whose stack was not deleted', async () => {
    const app = await deployed([registryStack('cn-hangzhou', { policy: 'Delete' })]);
    simulator.faults.add({ kind: 'fail-resource', logicalId: 'Registry', operation: 'DELETE', times: 1 });
    const { code, stdout } = await app.run('destroy', '--confirm', 'acme', '--allow-delete', 'acme');
    expect([code, flat(stdout)]).toEqual([
      1,
      expect.stringMatching(
        /^0 stacks deleted\. Still there, for their stacks were not deleted: cn-hangzhou ALIYUN::CR::Instance cri-ID still billed A registry/,
      ),
    ]);
    expect(stdout).not.toContain('Retained');
  });

  test('refuses to delete anything while one stack is protected from deletion', async () => {
    const app = await deployed();
    const stock = stockClient(simulator);
    await stock.protect(stackNamed('acme-cn-hangzhou'));
    const { code, stderr } = await app.run('destroy', '--confirm', 'acme');
    expect([code, flat(stderr)]).toEqual([
      1,
      expect.stringContaining(
        'error: Nothing was deleted, for stacks are protected from deletion: acme-cn-hangzhou (cn-hangzhou) ' +
          'Switch that off in the ROS console (deletion protection of the stack), then run this again. ',
      ),
    ]);
    expect(stacksOf(simulator)).toHaveLength(3);
    await stock.protect(stackNamed('acme-cn-hangzhou'), 'Disabled');
    expect((await app.run('destroy', '--confirm', 'acme')).code).toBe(0);
  });

  test('fails where somebody made a stack meanwhile that was not there', async () => {
    const app = await deployed();
    expect((await app.run('destroy', '--confirm', 'acme', '--only', 'acme-eu-central-1-to-cn-hangzhou')).code).toBe(0);
    let made: Promise<unknown> | undefined;
    const { code, stdout } = await app.runWhile(
      stderr => {
        if (made === undefined && stderr.includes('acme-eu-central-1-to-cn-hangzhou  eu-central-1  absent')) {
          const Resources = { Wait: { Type: 'ALIYUN::ROS::Sleep', Properties: { CreateDuration: 1 } } };
          made = stockClient(simulator).create('acme-eu-central-1-to-cn-hangzhou', 'eu-central-1', {
            ROSTemplateFormatVersion: '2015-09-01',
            Resources,
          });
        }
      },
      'destroy',
      '--confirm',
      'acme',
    );
    await made;
    expect([code, flat(stdout)]).toEqual([
      1,
      expect.stringMatching(
        /Failed: acme-eu-central-1-to-cn-hangzhou \(eu-central-1\) It did not exist, and somebody made it meanwhile: it is CREATE_\w+ now\. Next: look again, and see what it does now: global-registry destroy --confirm acme /,
      ),
    ]);
  });
});
