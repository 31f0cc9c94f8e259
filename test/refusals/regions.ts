import * as ros from '@alicloud/ros-cdk-core';
import { PublicAccess } from '../../lib';
import { acme } from '../support/registries';
import { LATE, primary, registry, replica, Subject, wrong } from './refusal';

/** Refusals about where things are. */
export const REGIONS: Subject = {
  title: 'Regions and accounts',
  cases: [
    primary(
      'an empty region',
      { region: '' },
      '[Acme] primary.region is "", but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Give the id of the region.',
    ),
    replica(
      'a misspelt region',
      { region: 'Hangzhou' },
      '[Acme] replicas[0].region is "Hangzhou", but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Did you mean "cn-hangzhou"?',
    ),
    replica(
      'a region that is missing',
      wrong({ region: undefined }),
      '[Acme] replicas[0].region is missing, but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Give the id of the region.',
    ),
    replica(
      'a region that is null',
      wrong({ region: null }),
      '[Acme] replicas[0].region is missing, but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Give the id of the region.',
    ),
    replica(
      'a region that is decided at deploy time',
      { region: LATE },
      '[Acme] replicas[0].region is decided at deploy time, but stacks are placed at synth, so the region must be known by then. Write the region id itself, such as "cn-hangzhou".',
    ),
    replica(
      'a replica in the region of the primary',
      { region: 'eu-central-1' },
      '[Acme] replicas[0].region is "eu-central-1", but a replica lives outside the primary region. Remove it, or choose a region other than eu-central-1.',
    ),
    registry(
      'a replica twice',
      { replicas: [{ region: 'cn-hangzhou' }, { region: 'cn-hangzhou' }] },
      '[Acme] replicas[1].region is "cn-hangzhou", but each region holds at most one replica. Remove the repeated entry (first seen at replicas[0]).',
    ),
    replica(
      'images that leave the public cloud',
      { region: 'cn-shanghai-finance-1' },
      '[Acme] replicas[0].region is "cn-shanghai-finance-1", but images never replicate from the public cloud (eu-central-1) to the finance cloud. Push to the registry in cn-shanghai-finance-1 directly, or choose a region of the public cloud.',
    ),
    primary(
      'images that leave the government cloud',
      { region: 'cn-north-2-gov-1' },
      '[Acme] replicas[0].region is "cn-hangzhou", but images never replicate from the government cloud (cn-north-2-gov-1) to the public cloud. Push to the registry in cn-hangzhou directly, or choose a region of the government cloud.',
    ),
    primary(
      'a primary in another account',
      wrong({ accountId: '42' }),
      '[Acme] primary.accountId is given, but a primary has no such prop. Remove it: sync rules are made in the account of the primary, and that is the one deployed to.',
    ),
    replica(
      'an account that is no UID',
      { accountId: 'bob', existingInstanceId: 'cri-1' },
      '[Acme] replicas[0].accountId is "bob", but an account is named by its UID, which is a number in quotes. Copy the account ID from the page "Security Settings" of that account.',
    ),
    replica(
      'an account that is a number',
      wrong({ accountId: 42, existingInstanceId: 'cri-1' }),
      '[Acme] replicas[0].accountId is 42, but an account is named by its UID, which is a number in quotes. Copy the account ID from the page "Security Settings" of that account.',
    ),
    replica(
      'a new instance in another account',
      { accountId: '42' },
      '[Acme] replicas[0].existingInstanceId is missing, but account 42 is not the one deployed to, so no instance can be bought there. Let its owner buy the instance, and give its id as existingInstanceId.',
    ),
    replica(
      'a new instance in an account that is decided at deploy time',
      { accountId: LATE },
      '[Acme] replicas[0].existingInstanceId is missing, but that account is not the one deployed to, so no instance can be bought there. Let its owner buy the instance, and give its id as existingInstanceId.',
    ),
    replica(
      'settings in another account',
      { accountId: '42', existingInstanceId: 'cri-1', publicAccess: PublicAccess.none() },
      '[Acme] replicas[0].publicAccess is given, but account 42 is not the one deployed to, so nothing can be set there. Let its owner set it.',
    ),
    primary(
      'an id that is no instance id',
      { existingInstanceId: 'acme' },
      '[Acme] primary.existingInstanceId is "acme", but the id of an Enterprise Edition instance is "cri-" followed by letters and digits. Copy it from the overview page of the instance.',
    ),
    primary(
      'an instance id that is decided at deploy time',
      { existingInstanceId: LATE },
      '[Acme] primary.existingInstanceId is decided at deploy time, but stacks in several regions read it, and ROS hands no value of one stack to another region by itself. Write the id itself, such as "cri-0123456789abcdef".',
    ),
    primary(
      'purchase options for an instance that exists',
      { existingInstanceId: 'cri-1', periodMonths: 12 },
      '[Acme] primary.periodMonths is 12, but an instance that exists already is taken as it is. Remove it, or remove existingInstanceId to buy a new instance.',
    ),
    registry(
      'one instance in two regions',
      {
        replicas: [
          { region: 'cn-hangzhou', existingInstanceId: 'cri-1' },
          { region: 'us-east-1', existingInstanceId: 'cri-1' },
        ],
      },
      '[Acme] replicas[1].existingInstanceId is "cri-1", but an instance is in one region. Remove the repeated entry (first seen at replicas[0]).',
    ),
    registry(
      'one bucket in two regions',
      {
        primary: { region: 'eu-central-1', storageBucketName: 'layers' },
        replicas: [{ region: 'cn-hangzhou', storageBucketName: 'layers' }],
      },
      '[Acme] replicas[0].storageBucketName is "layers", but a bucket is in one region. Remove the repeated entry (first seen at primary).',
    ),
    {
      what: 'one bucket in a region that is added',
      declare: app =>
        acme(app, { primary: { region: 'eu-central-1', storageBucketName: 'layers' } }).addReplica({
          region: 'us-east-1',
          storageBucketName: 'layers',
        }),
      messages: [
        '[Acme] replica.storageBucketName is "layers", but a bucket is in one region. Remove the repeated entry (first seen at an earlier region).',
      ],
    },
    registry(
      'a prop of a replica that does not exist',
      wrong({ replicas: [{ region: 'cn-hangzhou', existingInstance: 'cri-1' }] }),
      '[Acme] replicas[0].existingInstance is given, but a replica has no such prop. Did you mean "existingInstanceId"?',
    ),
    ...[ros.RosPseudo.accountId, ros.RosPseudo.tenantId].map((accountId, i) => {
      const name = ['ALIYUN::AccountId', 'ALIYUN::TenantId'][i];
      return replica(
        `\`${name}\` for another account`,
        { existingInstanceId: 'cri-1', accountId },
        `[Acme/cn-hangzhou/Registry] accountId is ${name}, but that tells who deploys, and accountId is for an instance of another account. Leave it out.`,
      );
    }),
    ...['Frankfurt', wrong<string>(42)].map(region => ({
      what: `a stack of the user in \`${region}\`, beside a registry`,
      declare: (app: ros.App) => {
        acme(app);
        new ros.Stack(app, 'mine', { env: { region } });
      },
      messages: [
        `[Acme/eu-central-1] the region of stack mine is ${JSON.stringify(region)}, but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". ${
          typeof region === 'string' ? 'Did you mean "eu-central-1"?' : 'Give the id of the region.'
        }`,
      ],
    })),
  ],
};
