// Everything around the images, said once for every region: who gets in, what is scanned, what is kept, who may do what.
import * as ros from '@alicloud/ros-cdk-core';
import {
  GlobalRegistry,
  Grantee,
  PublicAccess,
  RegistryServiceRoles,
  RetentionRule,
  ScanRule,
} from 'ros-cdk-global-registry';

const app = new ros.App();
const account = new ros.Stack(app, 'shop-account', { env: { region: 'eu-central-1' } });
/** A bucket as the open policy set for ROS templates wants it: private, encrypted, in several zones, with old versions, over HTTPS alone. */
const bucket = (id: string, name: string, more: object = {}) =>
  new ros.RosResource(account, id, {
    type: 'ALIYUN::OSS::Bucket',
    properties: {
      BucketName: name,
      AccessControl: 'private',
      RedundancyType: 'ZRS',
      ServerSideEncryptionConfiguration: { SSEAlgorithm: 'AES256' },
      VersioningConfiguration: { Status: 'Enabled' },
      Policy: {
        Version: '1',
        Statement: [
          {
            Effect: 'Deny',
            Action: ['oss:*'],
            Principal: ['*'],
            Resource: [`acs:oss:*:*:${name}`, `acs:oss:*:*:${name}/*`],
            Condition: { Bool: { 'acs:SecureTransport': ['false'] } },
          },
        ],
      },
      ...more,
    },
  });
bucket('Logs', 'shop-logs-frankfurt');
bucket('Layers', 'shop-layers-frankfurt', {
  ServerSideEncryptionConfiguration: { SSEAlgorithm: 'KMS' },
  LoggingConfiguration: { TargetBucket: 'shop-logs-frankfurt', TargetPrefix: 'layers/' },
}).addRosDependency('Logs');
const serviceRoles = new RegistryServiceRoles(account, 'ServiceRoles', {
  storageBucketNames: ['shop-layers-frankfurt'],
});

const registry = new GlobalRegistry(app, 'Shop', {
  instanceName: 'shop',
  serviceRoles,
  tags: { team: 'platform' },
  publicAccess: PublicAccess.fromCidrs('203.0.113.0/24', '198.51.100.7/32'),
  scanRules: [ScanRule.instance()],
  retentionRules: [RetentionRule.namespace('services', { keepLast: 50, keepTags: 'release-.*' })],
  loginPassword: '{{resolve:kms-secret:shop-registry-password}}',
  primary: {
    region: 'eu-central-1',
    periodMonths: 12,
    autoRenewMonths: 12,
    resourceGroupId: 'rg-acfm0platform',
    storageBucketName: 'shop-layers-frankfurt',
  },
  replicas: [
    {
      region: 'cn-hangzhou',
      publicAccess: PublicAccess.none(),
      vpcAccess: [{ vpcId: 'vpc-bp1shop', vswitchId: 'vsw-bp1shop', privateDns: true }],
    },
    { region: 'us-east-1', periodMonths: 1, autoRenewMonths: 1 },
  ],
  namespaces: [
    { name: 'services', repositories: [{ name: 'checkout', summary: 'The checkout service', immutableTags: true }] },
  ],
});

registry.grantPull(Grantee.role('kubernetes-nodes'));
registry.namespaces[0].grantPullPush(Grantee.user('ci'));
app.synth();
