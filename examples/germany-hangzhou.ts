// Build an image once in Germany, pull the very same digest in Hangzhou.
// One Advanced instance in Frankfurt, one Basic instance in Hangzhou, namespace "prod" in both, one rule from the first to the second.
import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry } from 'ros-cdk-global-registry';

const app = new ros.App();
new GlobalRegistry(app, 'Acme', {
  instanceName: 'acme',
  primary: { region: 'eu-central-1' },
  replicas: [{ region: 'cn-hangzhou' }],
  namespaces: [{ name: 'prod' }],
});
app.synth();
