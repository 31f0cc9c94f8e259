import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from '../core/app-model';
import { isRemoved } from '../core/removed';
import { isLiteral } from '../core/tokens';
import { IRegistryInstance } from './instance';

/** Both ends of an arrow. */
export interface ArrowEnds extends ros.IConstruct {
  readonly source: IRegistryInstance;
  readonly target: IRegistryInstance;
}

/** Everything in the app of a construct that copies images, in the order in which it was declared. */
export function arrowsInApp<T extends ArrowEnds>(construct: ros.IConstruct): T[] {
  return declared<T>(construct).filter(arrow => !isRemoved(arrow));
}

/** Remembers something that copies images. */
export function addArrow(arrow: ArrowEnds): void {
  declared(arrow).push(arrow);
}

function declared<T extends ArrowEnds>(construct: ros.IConstruct): T[] {
  return inApp<T[]>(construct, 'arrows', () => []);
}

/** By what an instance is known, however often it was imported: the same id, or the same host, is the same instance. */
export function identitiesOf(instance: IRegistryInstance): string[] {
  const { instanceId, instanceName, region } = instance;
  return [
    instance.node.path,
    ...(isLiteral(instanceId) ? [instanceId] : []),
    ...([instanceName, region].every(part => part && isLiteral(part)) ? [`${instanceName}@${region}`] : []),
  ];
}

/** Whether an instance receives images by replication, under whatever name it was imported. */
export function isTarget(instance: IRegistryInstance): boolean {
  const identities = identitiesOf(instance);
  return arrowsInApp(instance).some(({ target }) =>
    identitiesOf(target).some(identity => identities.includes(identity)),
  );
}
