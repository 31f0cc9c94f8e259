import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { type Map, type StackSpec } from './support/assemblies';
import { App, flat } from './support/commands';
import { schemaProblems } from './support/schema';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const FORMAT = { ROSTemplateFormatVersion: '2015-09-01' };
const registry = (name: string): Map => ({
  Type: 'ALIYUN::CR::Instance',
  Properties: { InstanceName: name, InstanceType: 'Basic', Period: 1 },
  DeletionPolicy: 'Retain',
});

const outer = (Resources: Map): StackSpec[] => [
  {
    name: 'outer',
    path: '/outer',
    template: {
      ...FORMAT,
      Resources: { N: { Type: 'ALIYUN::ROS::Stack', Properties: { TemplateBody: { ...FORMAT, Resources } } } },
    },
    purpose: { region: 'us-east-1', role: 'custom' },
  },
];

const HEADING = 'May buy subscriptions besides, in nested stacks: ';
const REMARK =
  'Nobody looks into nested stacks: their prices, registries of the same name, and what is changed in them later are not told. ' +
  'Put a registry into a stack of its own. ';

describe('registries in nested stacks are told of before they are bought', () => {
  test('when they are new, in text and data, and no more once they are there', async () => {
    const app = new App(simulator, outer({ One: registry('one') }));
    const plan = await app.run('plan');
    expect([plan.code, flat(plan.stdout)]).toEqual([
      2,
      expect.stringContaining(`${HEADING}outer/N: registry One ${REMARK}`),
    ]);
    const data = JSON.parse((await app.run('plan', '--json')).stdout) as Map;
    expect(schemaProblems('plan', data)).toEqual([]);
    expect(data.purchases.nested).toEqual([{ stack: 'outer', region: 'us-east-1', nested: 'N', registries: ['One'] }]);
    expect((await app.run('deploy', '--yes')).code).toBe(0);
    expect(simulator.registries()).toHaveLength(1);
    const again = await app.run('plan');
    expect([again.code, again.stdout.includes('May buy')]).toEqual([0, false]);
    app.declare(outer({ One: registry('one'), Two: registry('two') }));
    expect(flat((await app.run('plan')).stdout)).toContain(`${HEADING}outer/N: registry Two ${REMARK}`);
  });

  test('when their template lies elsewhere, as text, or two stacks deep', async () => {
    const body = { ...FORMAT, Resources: { Deep: registry('deep') } };
    const Type = 'ALIYUN::ROS::Stack';
    const app = new App(
      simulator,
      outer({
        Url: { Type, Properties: { TemplateURL: 'oss://bucket/template' } },
        Text: { Type, Properties: { TemplateBody: JSON.stringify(body) } },
      }),
    );
    expect(flat((await app.run('plan', '--app', `${app.directory}/cdk.out`)).stdout)).toContain(
      `${HEADING}outer/N/Url: its template lies elsewhere outer/N/Text: registry Deep ${REMARK}`,
    );
  });
});
