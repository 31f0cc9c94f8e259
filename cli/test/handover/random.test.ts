import fc from 'fast-check';
import { startSimulator } from 'ros-cdk-simulator';
import { look } from '../../src/commands/looking';
import { deploy } from '../../src/deployment/execute';
import type { DeclaredStack } from '../../src/domain/model';
import { planDeployment } from '../../src/domain/plan';
import { withHandovers } from '../../src/domain/handover';
import { type Map, type StackSpec, declared } from '../support/assemblies';
import { PACE, clients } from '../support/cloud';
import { REGION } from './support';

const NAMES = ['first', 'second', 'third'];
/** ROS lets stacks read each other no deeper than this. */
const OUTPUTS = ['A', 'B', 'C'];

/** What a stack gives out, and what it reads of those before it. */
interface Shape {
  readonly gives: readonly string[];
  readonly reads: readonly [stack: number, output: string][];
}

const shapes = fc.tuple(...NAMES.map(() => fc.subarray(OUTPUTS))).chain(gives =>
  fc.tuple(
    ...gives.map((own, index) => {
      const there = gives.slice(0, index).flatMap((outputs, at) => outputs.map(name => [at, name] as [number, string]));
      return fc.subarray(there).map((reads): Shape => ({ gives: own, reads }));
    }),
  ),
);

/** Each output has a resource of its own, and each read a guard as the library makes it, with something that waits for it. */
function specsOf(all: readonly Shape[]): StackSpec[] {
  return all.map(({ gives, reads }, index) => {
    const own = gives.map(name => [
      `Own${name}`,
      { Type: 'ALIYUN::ECS::VPC', Properties: { VpcName: name, CidrBlock: '10.0.0.0/16' } },
    ]);
    const others = reads.flatMap(([at, name]) => {
      const value = { 'Fn::GetStackOutput': [NAMES[at], name, REGION] };
      const Values = { Values: [value, ''], Operation: 'NotEqual', ErrorMessage: `${NAMES[at]} gives no ${name}.` };
      const user = { Type: 'ALIYUN::ECS::VPC', DependsOn: [`Ready${at}${name}`], Properties: { VpcName: value } };
      return [
        [`Ready${at}${name}`, { Type: 'ALIYUN::ROS::Assert', Properties: Values }],
        [`User${at}${name}`, user],
      ];
    });
    const Outputs = Object.fromEntries(gives.map(name => [name, { Value: { Ref: `Own${name}` } }])) as Map;
    return {
      name: NAMES[index],
      template: {
        ROSTemplateFormatVersion: '2015-09-01',
        Resources: { ...(Object.fromEntries([...own, ...others]) as Map) },
        Outputs,
      },
      purpose: { region: REGION, role: 'custom' },
      dependencies: [...new Set(reads.map(([at]) => NAMES[at]))],
    };
  });
}

type Simulator = Awaited<ReturnType<typeof startSimulator>>;

async function deployed(simulator: Simulator, stacks: readonly DeclaredStack[]): Promise<string[]> {
  const cloud = clients(simulator);
  const { findings } = await look({ stacks, flags: {}, cloud: async () => cloud });
  const plan = withHandovers(planDeployment(stacks, findings), [], []);
  const options = { ros: cloud.ros, cr: cloud.cr, concurrency: 8, pace: PACE, onEvent: () => undefined };
  const outcomes = await deploy(plan, { ...options, stop: new AbortController().signal });
  return outcomes.map(({ stack, result, reason }) => `${stack.name} ${result} ${reason ?? ''}`);
}

const statuses = (simulator: Simulator) => simulator.stacks().map(({ name, status }) => `${name} ${status}`);

test('whatever an edit drops and whichever update fails, ROS takes it back, and the next deployment brings all there', async () => {
  const failure = fc.record({
    stackName: fc.constantFrom(...NAMES),
    operation: fc.constantFrom('CREATE' as const, 'DELETE' as const),
    skip: fc.nat({ max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(shapes, shapes, failure, async (before, after, fault) => {
      const simulator = await startSimulator();
      try {
        await deployed(simulator, declared(specsOf(before)));
        simulator.faults.add({ kind: 'fail-resource', ...fault, times: 1 });
        const stacks = declared(specsOf(after));
        await deployed(simulator, stacks);
        expect(statuses(simulator).filter(status => status.endsWith('_FAILED'))).toEqual([]);
        const again = await deployed(simulator, stacks);
        expect(again.filter(text => / (failed|skipped) /.test(text))).toEqual([]);
        expect((await deployed(simulator, stacks)).sort()).toEqual(NAMES.map(name => `${name} unchanged `));
      } finally {
        await simulator.close();
      }
    }),
    { numRuns: 40 },
  );
});
