// One primary, six replicas. Each namespace says what is copied, and "china" exists only where it is needed.
import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry, SyncTrigger } from 'ros-cdk-global-registry';

const app = new ros.App();
new GlobalRegistry(app, 'Worldwide', {
  instanceName: 'worldwide',
  primary: { region: 'eu-central-1', periodMonths: 12, autoRenewMonths: 12 },
  replicas: [
    { region: 'cn-hangzhou' },
    { region: 'cn-beijing' },
    { region: 'cn-shenzhen' },
    { region: 'ap-southeast-1' },
    { region: 'us-east-1' },
    { region: 'me-east-1', periodMonths: 6 },
  ],
  namespaces: [
    { name: 'prod', tagsMatching: 'v[0-9]+.*' },
    { name: 'base', repositoriesMatching: '(alpine|debian)' },
    { name: 'china', replicateTo: ['cn-hangzhou', 'cn-beijing', 'cn-shenzhen'] },
    { name: 'drafts', trigger: SyncTrigger.MANUAL },
  ],
});
app.synth();
