import type { Simulator } from 'ros-cdk-simulator';
import { type Map, type StackSpec, registryStack } from '../support/assemblies';
import { stockClient } from '../support/stock';

export const REGION = 'eu-central-1';
export const NETWORK = 'network';
export const REGISTRY = `acme-${REGION}`;

/** Somebody's own network with a VPC and a vSwitch for each number, and an output for each of those. */
export function network(numbers: readonly number[], { outputs = numbers, more = {} as Map } = {}): StackSpec {
  const Resources = numbers.flatMap(number => [
    [`Vpc${number}`, { Type: 'ALIYUN::ECS::VPC', Properties: { CidrBlock: `10.${number}.0.0/16` } }],
    [
      `Vsw${number}`,
      {
        Type: 'ALIYUN::ECS::VSwitch',
        Properties: { VpcId: { Ref: `Vpc${number}` }, ZoneId: `${REGION}-a`, CidrBlock: `10.${number}.1.0/24` },
      },
    ],
  ]);
  const Outputs = outputs.flatMap(number => [
    [`Vpc${number}Id`, { Value: { Ref: `Vpc${number}` } }],
    [`Vsw${number}Id`, { Value: { Ref: `Vsw${number}` } }],
  ]);
  return {
    name: NETWORK,
    template: {
      ROSTemplateFormatVersion: '2015-09-01',
      Resources: { ...Object.fromEntries(Resources), ...more },
      Outputs: Object.fromEntries(Outputs) as Map,
    },
    purpose: { region: REGION, role: 'custom' },
  };
}

export const read = (output: string, stack = NETWORK) => ({ 'Fn::GetStackOutput': [stack, output, REGION] });

const ready = (output: string) => ({
  Type: 'ALIYUN::ROS::Assert',
  Properties: {
    Values: [read(output), ''],
    Operation: 'NotEqual',
    ErrorMessage: `Stack ${NETWORK} in ${REGION} gives no ${output}.`,
  },
});

/** A registry that is linked to a vSwitch of that network, guarded as the library does it; to none without a number. */
export function registry(number?: number, more: Map = {}): StackSpec {
  const spec = registryStack(REGION, { edition: 'Advanced', tier: 'primary' });
  const link =
    number === undefined
      ? {}
      : {
          [`Vpc${number}Ready`]: ready(`Vpc${number}Id`),
          [`Vsw${number}Ready`]: ready(`Vsw${number}Id`),
          [`Link${number}`]: {
            Type: 'ALIYUN::CR::InstanceVpcEndpointLinkedVpc',
            DependsOn: [`Vpc${number}Ready`, `Vsw${number}Ready`],
            Properties: {
              InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] },
              ModuleName: 'Registry',
              VpcId: read(`Vpc${number}Id`),
              VswitchId: read(`Vsw${number}Id`),
            },
          },
        };
  const Resources = { ...(spec.template.Resources as Map), ...link, ...more };
  return {
    ...spec,
    template: { ...spec.template, Resources },
    dependencies: number === undefined ? [] : [NETWORK],
  };
}

/** What the network has, and what it tells. */
export async function networkNow(simulator: Simulator): Promise<[resources: string[], outputs: string[]]> {
  const [{ id }] = simulator.stacks().filter(({ name }) => name === NETWORK);
  const { Resources, Outputs } = await stockClient(simulator).template({ id, region: REGION });
  return [Object.keys(Resources as Map).sort(), Object.keys(Outputs as Map).sort()];
}
