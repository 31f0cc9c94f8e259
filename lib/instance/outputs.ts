import * as ros from '@alicloud/ros-cdk-core';
import { output } from '../core/output';
import { isLiteral } from '../core/tokens';
import { withoutTraces } from '../core/traces';
import { logicalIdFor } from '../stack/logical-ids';
import { IRegistryInstance } from './instance';

/**
 * Gives the outputs of an instance that people and other stacks read.
 *
 * @param id the id as the stack of the instance reads it
 * @param reachable whether the instance can be reached over the Internet
 * @returns the name of the output with the id
 */
export function publish(instance: IRegistryInstance, id: string | ros.IResolvable, reachable: boolean): string {
  const owner = instance as unknown as ros.Construct;
  const { instanceName, region, registryHost, registryVpcHost } = instance;
  const name = isLiteral(instanceName) && isLiteral(region) ? `${instanceName} in ${region}` : owner.node.id;
  const outputs: [string, string | ros.IResolvable, string][] = [
    ['InstanceId', id, `The id of the registry ${name}`],
    ['RegistryHost', registryHost, `The Internet host of the registry ${name}`],
    ['RegistryVpcHost', registryVpcHost, `The VPC host of the registry ${name}`],
    [
      'DockerLogin',
      `docker login --username=YOUR_USER_NAME ${reachable ? registryHost : registryVpcHost}`,
      `What to type to log in to the registry ${name}`,
    ],
  ];
  const added = outputs.filter(([kind]) => owner.node.tryFindChild(logicalIdFor(owner, kind)) === undefined);
  withoutTraces(() => added.forEach(([kind, value, text]) => output(owner, logicalIdFor(owner, kind), value, text)));
  return logicalIdFor(owner, 'InstanceId');
}
