import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry } from 'ros-cdk-global-registry';

/** What is pushed in Germany is pulled in Hangzhou, by the same digest. */
export function declareRegistry(app: ros.App): GlobalRegistry {
  return new GlobalRegistry(app, 'Acme', {
    instanceName: 'acme',
    primary: { region: 'eu-central-1' },
    replicas: [{ region: 'cn-hangzhou' }],
    namespaces: [{ name: 'prod' }],
  });
}
