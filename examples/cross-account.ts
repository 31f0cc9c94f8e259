// The replica belongs to another account. Its owner has bought the instance and made the namespaces; synth says what must be ready.
import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry } from 'ros-cdk-global-registry';

const app = new ros.App();
new GlobalRegistry(app, 'Shared', {
  instanceName: 'shared',
  primary: { region: 'eu-central-1' },
  replicas: [
    {
      region: 'cn-hangzhou',
      accountId: '1234567890123456',
      existingInstanceId: 'cri-fedcba9876543210',
      instanceName: 'partner',
    },
  ],
  namespaces: [{ name: 'prod' }],
});
app.synth();
