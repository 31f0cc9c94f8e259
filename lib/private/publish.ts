import * as ros from '@alicloud/ros-cdk-core';
import type { IRegistryInstance } from '../registry-instance';
import { known } from './late';
import { logicalIdFor } from './naming';
import { output } from './output';
import { LATE } from './problem';
import { withoutTraces } from './traces';

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
  const name = [instanceName, region].some(part => known(part) === LATE)
    ? owner.node.id
    : `${instanceName} in ${region}`;
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
  withoutTraces(() => outputs.forEach(([kind, value, text]) => output(owner, logicalIdFor(owner, kind), value, text)));
  return logicalIdFor(owner, 'InstanceId');
}
