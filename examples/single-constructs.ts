// The three lower constructs by hand, inside stacks of your own: for registries that live beside other resources.
import * as ros from '@alicloud/ros-cdk-core';
import {
  CrossRegionReplication,
  Edition,
  MirroredNamespace,
  RegistryInstance,
  SyncRule,
} from 'ros-cdk-global-registry';

const app = new ros.App();
const frankfurt = new ros.Stack(app, 'platform-frankfurt', { env: { region: 'eu-central-1' } });
const singapore = new ros.Stack(app, 'platform-singapore', { env: { region: 'ap-southeast-1' } });
const copies = new ros.Stack(app, 'platform-copies', { env: { region: 'eu-central-1' } });

const source = new RegistryInstance(frankfurt, 'Registry', { instanceName: 'platform', edition: Edition.ADVANCED });
const target = new RegistryInstance(singapore, 'Registry', { instanceName: 'platform', edition: Edition.BASIC });

const services = new MirroredNamespace(app, 'Services', { namespaceName: 'services', instances: [source, target] });
services.addRepository({ name: 'checkout', summary: 'The checkout service', immutableTags: true });

new CrossRegionReplication(copies, 'ToSingapore', {
  source,
  target,
  rules: [SyncRule.repository('services', 'checkout', { tagsMatching: 'release-.*' })],
});
app.synth();
