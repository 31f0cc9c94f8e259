import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { readAssembly } from '../../src/assembly/read-assembly';
import type { DeclaredStack } from '../../src/domain/model';
import { GERMANY_HANGZHOU, type Map, declared, writeAssembly } from '../support/assemblies';
import { deployTo, results } from '../support/cloud';
import { flat } from '../support/commands';
import { stockClient } from '../support/stock';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator({ repeatedNames: true })));
afterEach(() => simulator.close());

const [, HANGZHOU] = GERMANY_HANGZHOU;
const stacks = declared([HANGZHOU]);
const buyInConsole = () => void simulator.addRegistry({ region: 'cn-hangzhou', name: 'acme' });
const deployed = async (app: readonly DeclaredStack[] = stacks, meanwhile?: () => unknown) =>
  flat(results(await deployTo(simulator, app, { meanwhile }))[0]);
const EXISTS =
  'A registry called acme already exists in cn-hangzhou (cri-ID) and belongs to no such stack. ' +
  "Take it as it is with existingInstanceId: 'cri-ID', or choose another instanceName.";
const SINCE = `acme-cn-hangzhou: failed - It is no longer what the plan saw, so nothing was done with it. ${EXISTS}`;
const ids = () => simulator.registries().map(({ id }) => id);

const failOnce = (resourceType: string) => void simulator.faults.add({ kind: 'fail-resource', resourceType, times: 1 });

describe('a registry is not bought a second time, though its name may stand twice in a region', () => {
  test('by a stack that is created, when it appeared after the plan', async () => {
    expect(await deployed(stacks, buyInConsole)).toBe(SINCE);
    expect(ids()).toHaveLength(1);
    expect(await deployed()).toBe(`acme-cn-hangzhou: failed - ${EXISTS}`);
    expect(ids()).toHaveLength(1);
  });

  test('by an update that is gone on with: the registry stays in the stack when something else of it fails', async () => {
    const { DeployRegion } = HANGZHOU.template.Resources as Map;
    const { Outputs: _outputs, ...sections } = HANGZHOU.template;
    expect(await deployed(declared([{ ...HANGZHOU, template: { ...sections, Resources: { DeployRegion } } }]))).toBe(
      'acme-cn-hangzhou: deployed',
    );
    failOnce('ALIYUN::CR::Namespace');
    expect(await deployed()).toContain('acme-cn-hangzhou: failed - ROLLBACK_COMPLETE: NamespaceProd');
    const bought = ids();
    expect(bought).toHaveLength(1);
    expect(await deployed()).toBe('acme-cn-hangzhou: deployed');
    expect(ids()).toEqual(bought);
  });

  test('by a creation that is continued', async () => {
    failOnce('ALIYUN::CR::Instance');
    await deployed();
    expect(await deployed(stacks, buyInConsole)).toBe(SINCE);
    expect(await deployed()).toBe(`acme-cn-hangzhou: failed - ${EXISTS}`);
    expect(simulator.stacks()[0].status).toBe('CREATE_FAILED');
    expect(ids()).toHaveLength(1);
  });

  test('by a continued creation that has its own registry already, while another of that name stands beside it', async () => {
    failOnce('ALIYUN::CR::Namespace');
    await deployed();
    buyInConsole();
    expect(await deployed()).toBe('acme-cn-hangzhou: deployed');
    expect(ids()).toHaveLength(2);
  });

  test('by a stack that is removed and created anew', async () => {
    failOnce('ALIYUN::CR::Instance');
    await stockClient(simulator).create('acme-cn-hangzhou', 'cn-hangzhou', stacks[0].template);
    expect(simulator.stacks()[0].status).toBe('CREATE_ROLLBACK_COMPLETE');
    expect(await deployed(stacks, buyInConsole)).toBe(SINCE);
    expect(ids()).toHaveLength(1);
  });

  test('by an update that brings the registry into a stack', async () => {
    const { Registry: _registry, NamespaceProd: _namespace, ...rest } = HANGZHOU.template.Resources as Map;
    const bare = { ...HANGZHOU, template: { ROSTemplateFormatVersion: '2015-09-01', Resources: rest } };
    expect(await deployed(declared([bare]))).toBe('acme-cn-hangzhou: deployed');
    expect(await deployed(stacks, buyInConsole)).toBe(SINCE);
    expect(await deployed()).toBe(`acme-cn-hangzhou: failed - ${EXISTS}`);
    expect(ids()).toHaveLength(1);
  });

  test('under a name that a parameter gives', async () => {
    const template = structuredClone(HANGZHOU.template);
    template.Parameters = { Name: { Type: 'String', Default: 'other' } };
    template.Resources.Registry.Properties.InstanceName = { Ref: 'Name' };
    const app = writeAssembly([{ ...HANGZHOU, template }]);
    const parameters = { '*': { Name: 'acme' } };
    buyInConsole();
    expect(await deployed([...readAssembly(app, { regionOf: {}, parameters }).stacks])).toBe(
      `acme-cn-hangzhou: failed - ${EXISTS}`,
    );
    expect(await deployed([...readAssembly(app, { regionOf: {} }).stacks])).toBe('acme-cn-hangzhou: deployed');
    expect(ids()).toHaveLength(2);
  });
});

test('a stack that has its registry is updated without asking who else has one of that name', async () => {
  await deployed();
  buyInConsole();
  const template = structuredClone(HANGZHOU.template);
  template.Resources.NamespaceProd.Properties.AutoCreate = false;
  expect(await deployed(declared([{ ...HANGZHOU, template }]))).toBe('acme-cn-hangzhou: deployed');
});
