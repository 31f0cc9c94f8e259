import * as ros from '@alicloud/ros-cdk-core';
import { Edition, GlobalRegistry, GlobalRegistryProps, RegistryInstance, RegistryInstanceProps } from '../../lib';

/** Germany to Hangzhou, with what a test is about put on top. */
export function acme(app: ros.Construct, props: Partial<GlobalRegistryProps> = {}): GlobalRegistry {
  return new GlobalRegistry(app, 'Acme', {
    instanceName: 'acme',
    primary: { region: 'eu-central-1' },
    replicas: [{ region: 'cn-hangzhou' }],
    namespaces: [{ name: 'prod' }],
    ...props,
  });
}

/** A stack of the user's own. */
export function stackIn(scope: ros.Construct, region: string | undefined, id = `stack-${region}`): ros.Stack {
  return new ros.Stack(scope, id, { env: region === undefined ? undefined : { region } });
}

/** An instance in a stack of the user's own. */
export function instanceIn(
  scope: ros.Construct,
  region: string,
  props: Partial<RegistryInstanceProps> = {},
): RegistryInstance {
  return new RegistryInstance(stackIn(scope, region), 'Registry', {
    instanceName: 'acme',
    edition: Edition.ADVANCED,
    ...props,
  });
}
