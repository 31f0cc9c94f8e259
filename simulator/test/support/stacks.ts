import type { Simulator } from '../../src';
import { type Map, callRos } from './clients';

export function template(resources: Map, more: Map = {}): string {
  return JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources: resources, ...more });
}

/** What an instance looks like in a template. */
export function instance(name: string, edition = 'Advanced', more: Map = {}): Map {
  return {
    Type: 'ALIYUN::CR::Instance',
    Properties: { InstanceName: name, InstanceType: edition, Period: 1, ...more },
  };
}

/** The stack as GetStack tells it, when nothing is being done to it any more. */
export async function finished(simulator: Simulator, stackId: string, region: string): Promise<Map> {
  const call = callRos(simulator);
  for (let attempt = 0; attempt < 500; attempt++) {
    const stack = await call('GetStack', { StackId: stackId, RegionId: region });
    if (!String(stack.Status).endsWith('_IN_PROGRESS')) {
      return stack;
    }
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  throw new Error(`The stack ${stackId} does not finish.`);
}

/** Creates a stack and waits for it. */
export async function deploy(
  simulator: Simulator,
  name: string,
  body: string,
  region = 'cn-hangzhou',
  more: Map = {},
): Promise<Map> {
  const { StackId } = await callRos(simulator)(
    'CreateStack',
    { StackName: name, RegionId: region, ...more },
    { TemplateBody: body },
  );
  return finished(simulator, StackId, region);
}

export async function update(simulator: Simulator, stack: Map, body: string, more: Map = {}): Promise<Map> {
  await callRos(simulator)(
    'UpdateStack',
    { StackId: stack.StackId, RegionId: stack.RegionId, ...more },
    { TemplateBody: body },
  );
  return finished(simulator, stack.StackId, stack.RegionId);
}

export async function remove(simulator: Simulator, stack: Map, more: Map = {}): Promise<Map> {
  await callRos(simulator)('DeleteStack', { StackId: stack.StackId, RegionId: stack.RegionId, ...more });
  return finished(simulator, stack.StackId, stack.RegionId);
}

export const outputs = (stack: Map): Map =>
  Object.fromEntries(stack.Outputs.map((output: Map) => [output.OutputKey, output.OutputValue]));
