// An instance that was bought in the console becomes the primary. It is taken as it is: its stack holds only the new namespace,
// and namespace "prod", which is there already, is not created in Frankfurt.
import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry } from 'ros-cdk-global-registry';

const app = new ros.App();
new GlobalRegistry(app, 'Grown', {
  instanceName: 'grown',
  primary: { region: 'eu-central-1', existingInstanceId: 'cri-0123456789abcdef' },
  replicas: [{ region: 'cn-shanghai' }],
  namespaces: [{ name: 'prod', existingIn: ['eu-central-1'] }, { name: 'tools' }],
});
app.synth();
