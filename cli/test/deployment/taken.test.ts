import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { GERMANY_HANGZHOU, type Map, type StackSpec } from '../support/assemblies';
import { App, flat } from '../support/commands';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const OLD = 'cri-0000000000000old';

/** Germany as a registry that was bought in the console, and Hangzhou that is bought. */
function withOld(namespaceIn: 'made' | 'there'): StackSpec[] {
  const [germany, hangzhou, arrow] = structuredClone(GERMANY_HANGZHOU) as [StackSpec, StackSpec, StackSpec];
  const resources = germany.template.Resources as Map;
  delete resources.Registry;
  germany.template.Outputs.InstanceId.Value = OLD;
  resources.NamespaceProd.Properties.InstanceId = OLD;
  if (namespaceIn === 'there') {
    resources.ScanProd = {
      Type: 'ALIYUN::CR::ArtifactLifecycleRule',
      Properties: { Auto: true, InstanceId: OLD, NamespaceName: 'prod', RetentionTagCount: 3, ScheduleTime: 'WEEK' },
    };
    delete resources.NamespaceProd;
  }
  (arrow.template.Resources as Map).RuleProd.Properties.InstanceId = OLD;
  return [germany, hangzhou, arrow];
}

const bought = (more: object = {}) =>
  void simulator.addRegistry({ region: 'eu-central-1', name: 'acme', instanceId: OLD, edition: 'Advanced', ...more });

async function refusals(stacks: readonly StackSpec[]): Promise<string> {
  const { code, stderr } = await new App(simulator, stacks).run('deploy', '--yes');
  expect(code).toBe(1);
  return flat(stderr);
}

describe('registries that exist are looked at before anything is bought', () => {
  afterEach(() => expect(simulator.stacks()).toEqual([]));

  test('and one that is not there is told', async () => {
    bought({ region: 'us-east-1' });
    expect(await refusals(withOld('made'))).toContain(
      'There is no registry cri-ID in eu-central-1, as the app says. Look in the console of Container Registry where it is, and correct existingInstanceId or the region.',
    );
  });

  test('and one of another name is told, whose hosts would be wrong', async () => {
    bought({ name: 'other' });
    expect(await refusals(withOld('made'))).toContain(
      "The registry cri-ID in eu-central-1 is called other, but the app calls it acme, and its hosts follow from its name. Write instanceName: 'other' for that region.",
    );
  });

  test('and a source of edition Basic is told', async () => {
    bought({ edition: 'Basic' });
    expect(await refusals(withOld('made'))).toContain(
      'The registry cri-ID in eu-central-1 is of edition Basic, which cannot replicate to others. Upgrade it in the console of Container Registry, then run this again.',
    );
  });

  test('and refuses where one cannot be looked at, of which status tells all else', async () => {
    const [germany, hangzhou, arrow] = structuredClone(GERMANY_HANGZHOU) as [StackSpec, StackSpec, StackSpec];
    (arrow.template.Resources as Map).RuleProd.Properties.TargetInstanceId = OLD;
    const dependencies = arrow.dependencies?.filter(name => name !== hangzhou.name);
    const app = new App(simulator, [germany, { ...arrow, dependencies }]);
    simulator.faults.add({ kind: 'region-down', region: 'cn-hangzhou' });
    const { code, stderr } = await app.run('deploy', '--yes');
    expect([code, flat(stderr)]).toEqual([
      1,
      expect.stringMatching(
        /unknown What lies in cn-hangzhou could not be looked at: .* error: cn-hangzhou could not be read, so nothing was deployed: what would become of it is not known\. Run this again later, or leave it out with --only eu-central-1\./,
      ),
    ]);
    expect(flat((await app.run('status')).stdout)).toContain('acme-eu-central-1 eu-central-1 MISSING');
  });

  test('and a namespace that is there already is told', async () => {
    bought({ namespaces: ['prod'] });
    expect(await refusals(withOld('made'))).toContain(
      "The registry cri-ID in eu-central-1 has a namespace prod already, and the app makes it. Write existingIn: ['eu-central-1'] for that namespace.",
    );
  });

  test('and a namespace that is not there is told', async () => {
    bought();
    expect(await refusals(withOld('there'))).toContain(
      'The registry cri-ID in eu-central-1 has no namespace prod, as the app says. Make it in the console, or take eu-central-1 out of existingIn.',
    );
  });
});

test('registries that are as the app says are taken, and looked at no more when all is deployed', async () => {
  bought();
  const app = new App(simulator, withOld('made'));
  expect((await app.run('deploy', '--yes')).code).toBe(0);
  expect((await app.run('plan')).code).toBe(0);
  expect((await app.run('deploy', '--yes')).code).toBe(0);
});
