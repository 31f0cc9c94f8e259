import { linkProblems } from '../../src/domain/links';
import type { DeclaredStack, LiveStack, Template } from '../../src/domain/model';
import { type Map, declared, registryStack } from '../support/assemblies';

const REGISTRY = { 'Fn::GetAtt': ['Registry', 'InstanceId'] };
const link = (VpcId: unknown, VswitchId = 'vsw-1') => ({
  Type: 'ALIYUN::CR::InstanceVpcEndpointLinkedVpc',
  Properties: { InstanceId: REGISTRY, VpcId, VswitchId },
});

/** A registry with resources beside it, and a network whose outputs it may read. */
function stackWith(resources: Map, parameters: Map = {}): DeclaredStack {
  const spec = structuredClone(registryStack('cn-hangzhou'));
  Object.assign(spec.template.Resources, resources);
  spec.template.Parameters = parameters;
  return declared([spec])[0];
}

const network = (outputs: Record<string, unknown>): DeclaredStack => {
  const Outputs = Object.fromEntries(Object.entries(outputs).map(([name, Value]) => [name, { Value }]));
  const template = { ROSTemplateFormatVersion: '2015-09-01', Resources: {}, Outputs };
  const [stack] = declared([{ name: 'network', template, purpose: { region: 'cn-hangzhou', role: 'custom' } }]);
  return stack;
};

const asLive = (stack: DeclaredStack) => ({ ...stack, template: stack.template as Template }) as unknown as LiveStack;

const read = (output: string) => ({ 'Fn::GetStackOutput': ['network', output, 'cn-hangzhou'] });
const BY_REF = network({ VpcRef: { Ref: 'Vpc' } });
const BY_ID = network({ VpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] } });
const OTHER = network({ VpcId: { 'Fn::GetAtt': ['Vpc2', 'VpcId'] } });

function problems(before: DeclaredStack, after: DeclaredStack, [old, next] = [BY_REF, BY_ID]): string[] {
  const find = (stack: DeclaredStack) => (name: string) => (name === 'network' ? stack : undefined);
  return linkProblems(after, asLive(before), find(old), find(next));
}

const TOLD =
  'New would link a VPC that Old links already: ROS makes the new link before it removes the old one, and an instance takes one link to a ' +
  'VPC. Take the link out of vpcAccess, deploy, then add it as it shall be and deploy again.';

describe('a VPC cannot be linked anew while its old link is there', () => {
  test.each<[string, DeclaredStack, DeclaredStack]>([
    ['through another vSwitch', stackWith({ Old: link('vpc-1') }), stackWith({ New: link('vpc-1', 'vsw-2') })],
    ['read in another way', stackWith({ Old: link(read('VpcRef')) }), stackWith({ New: link(read('VpcId')) })],
    [
      'by a parameter of the same value',
      stackWith({ Old: link('vpc-1') }),
      stackWith({ New: link({ Ref: 'Vpc' }) }, { Vpc: { Type: 'String', Default: 'vpc-1' } }),
    ],
  ])('%s', (_, before, after) => {
    expect(problems(before, after)).toEqual([TOLD]);
  });
});

test('links to other VPCs come and go', () => {
  expect(problems(stackWith({ Old: link('vpc-1') }), stackWith({ New: link('vpc-2') }))).toEqual([]);
  const [before, after] = [stackWith({ Old: link(read('VpcRef')) }), stackWith({ New: link(read('VpcId')) })];
  expect(problems(before, after, [BY_REF, OTHER])).toEqual([]);
  expect(
    linkProblems(
      after,
      undefined,
      () => undefined,
      () => BY_ID,
    ),
  ).toEqual([]);
  expect(problems(before, stackWith({}))).toEqual([]);
});
