import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry, Grantee, VpcAccess } from '../../../lib';
import { Link, World } from './world';

/** A stack of the user's own. */
export const stackIn = (app: ros.App, id: string, region: string) => new ros.Stack(app, id, { env: { region } });

/** An output of a stack, read by the name of the stack. */
export const read = ({ stackName, region }: ros.Stack, output: string) =>
  ros.Fn.getStackOutput(stackName, output, region).toString();

/** The networks of an app, each made when something first needs it. */
export class Networks {
  private readonly made = new Map<string, Network>();

  constructor(private readonly app: ros.App) {}

  in(region: string): Network {
    const network = this.made.get(region) ?? new Network(this.app, region);
    this.made.set(region, network);
    return network;
  }

  all(): Network[] {
    return [...this.made.values()];
  }
}

/** A stack with a VPC and a role, and with parameters and outputs that name others of them. */
export class Network {
  readonly stack: ros.Stack;

  constructor(app: ros.App, region: string) {
    this.stack = stackIn(app, `network-${region}`, region);
    for (const [id, defaultValue] of Object.entries({ Vpc: 'vpc-1', Switch: 'vsw-1', Role: 'nodes' })) {
      new ros.RosParameter(this.stack, id, { type: ros.RosParameterType.STRING, defaultValue });
    }
    const vpc = new ros.RosResource(this.stack, 'Net', { type: 'ALIYUN::ECS::VPC' });
    new ros.RosResource(this.stack, 'NetSwitch', { type: 'ALIYUN::ECS::VSwitch', properties: { VpcId: vpc.ref } });
    const trust = { Version: '1', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: {} }] };
    const properties = { RoleName: `nodes-of-${region}`, AssumeRolePolicyDocument: trust };
    new ros.RosResource(this.stack, 'Nodes', { type: 'ALIYUN::RAM::Role', properties });
    for (const [id, value] of Object.entries({ VpcOf: idIn(region, 9), SwitchOf: 'vsw-9', RoleOf: 'readers' })) {
      new ros.RosOutput(this.stack, id, { value });
    }
  }

  /** How its VPC is linked. */
  links(how: Exclude<Link, 'literal'>): VpcAccess[] {
    const [byReference, byAttribute] = [this.link('reference'), this.link('attribute')];
    return {
      value: () => [{ vpcId: this.parameter('Vpc'), vswitchId: this.parameter('Switch') }],
      output: () => [{ vpcId: read(this.stack, 'VpcOf'), vswitchId: read(this.stack, 'SwitchOf') }],
      reference: () => [byReference],
      attribute: () => [byAttribute],
      twice: () => [byReference, byAttribute],
    }[how]();
  }

  /** A role whose name is a parameter, an output or that of a resource. */
  role(how: 'value' | 'output' | 'resource'): Grantee {
    return Grantee.role(
      {
        value: () => this.parameter('Role'),
        output: () => read(this.stack, 'RoleOf'),
        resource: () => this.resource('Nodes').getAtt('RoleName').toString(),
      }[how](),
    );
  }

  private link(how: 'reference' | 'attribute'): VpcAccess {
    const [vpc, vswitch] = [this.resource('Net'), this.resource('NetSwitch')];
    return how === 'reference'
      ? { vpcId: vpc.ref, vswitchId: vswitch.ref }
      : { vpcId: vpc.getAtt('VpcId').toString(), vswitchId: vswitch.getAtt('VSwitchId').toString() };
  }

  private parameter(id: string): string {
    return (this.stack.node.findChild(id) as ros.RosParameter).valueAsString;
  }

  private resource(id: string): ros.RosResource {
    return this.stack.node.findChild(id) as ros.RosResource;
  }
}

/** A VPC of one region, for no other can link it. */
export const idIn = (region: string, number: number) => `vpc-${number}${region.replaceAll('-', '')}`;

/** What a stack of a network reads of others. */
export function readIntoNetwork(
  app: ros.App,
  network: ros.Stack,
  { networksRead }: World,
  registry: GlobalRegistry,
): void {
  if (networksRead === 'primary') {
    new ros.RosOutput(network, 'Primary', { value: registry.primary.instanceId });
  } else if (networksRead === 'others') {
    const { region, stackName } = network;
    const [first, second] = ['first', 'second'].map(id => stackIn(app, `${id}-${stackName}`, region));
    new ros.RosOutput(first, 'Name', { value: 'shop' });
    new ros.RosOutput(second, 'Name', { value: read(first, 'Name') });
    new ros.RosOutput(network, 'Name', { value: read(second, 'Name') });
  }
}
