import * as ros from '@alicloud/ros-cdk-core';
import {
  CrossRegionReplication,
  Edition,
  Grantee,
  MirroredNamespace,
  PublicAccess,
  RetentionRule,
  ScanRule,
  SyncRule,
  Visibility,
} from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { replicate } from '../support/replications';
import { primary, registry, replica, Said, Subject } from './refusal';

const TEN_REGIONS = [
  ...['cn-beijing', 'cn-chengdu', 'cn-shanghai', 'cn-shenzhen', 'cn-hongkong', 'us-east-1', 'us-west-1'],
  ...['ap-southeast-1', 'ap-northeast-1', 'eu-west-1'],
];

const filter = (what: string, tagsMatching: string, ...messages: string[]): Said => ({
  what,
  declare: app => replicate(app, [SyncRule.namespace('prod', { tagsMatching })]),
  messages,
});

/** What is warned of, for it will probably go wrong. */
export const WARNINGS: Subject = {
  title: 'Warnings',
  cases: [
    replica(
      'a region that is not known',
      { region: 'cn-hangzhuo' },
      'Region cn-hangzhuo is not known to have Container Registry. Did you mean cn-hangzhou?',
    ),
    replica(
      'a region that is closed',
      { region: 'ap-southeast-2' },
      'Region ap-southeast-2 (Sydney) is listed as closed for Container Registry. Choose another region.',
    ),
    replica(
      'an instance that exists in a region that is not known',
      { region: 'cn-hangzhuo', existingInstanceId: 'cri-1' },
      'Region cn-hangzhuo is not known to have Container Registry. Did you mean cn-hangzhou?',
    ),
    primary(
      'Internet access from anywhere',
      { publicAccess: PublicAccess.anywhere() },
      'PublicAccess.anywhere() lets the whole Internet reach this instance. Name address blocks with PublicAccess.fromCidrs.',
    ),
    {
      what: 'an instance that is deleted with its images',
      declare: app => instanceIn(app, 'cn-hangzhou', { removalPolicy: ros.RemovalPolicy.DESTROY }),
      messages: [
        'removalPolicy is DESTROY: when acme or one of its namespaces leaves the app, ROS deletes it with every image in it.',
      ],
    },
    registry(
      'more than an edition holds',
      {
        replicas: [{ region: 'cn-hangzhou', edition: Edition.BASIC }],
        namespaces: Array.from({ length: 16 }, (_, i) => ({ name: `team${i}` })),
      },
      '16 namespaces and 0 repositories are declared, but an instance of edition Basic holds 15 namespaces and 1000 repositories unless more were bought. Buy more in the console before you deploy, or choose another edition.',
    ),
    filter(
      'a filter that not every engine reads',
      '(?!rc).*',
      'The filter "(?!rc).*" uses (?!, which not every regular expression engine knows. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    filter(
      'a filter that refers back',
      '(a)\\1',
      'The filter "(a)\\\\1" uses \\1, which not every regular expression engine knows. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    filter(
      'a filter that looks like a pattern of a shell',
      'v*',
      'The filter "v*" has a "*" that repeats a letter; any text is written ".*". The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    filter(
      'a filter that is a list',
      'latest,v.*',
      'The filter "latest,v.*" has ",", which no repository or tag has. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    filter(
      'a filter that is an image',
      'prod/api:v1',
      'The filter "prod/api:v1" has "/", which no repository or tag has. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
      'The filter "prod/api:v1" has ":", which no repository or tag has. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    registry(
      'a doubtful filter in a scan rule',
      { replicas: [], scanRules: [ScanRule.instance({ tagsMatching: 'v*' })] },
      'The filter "v*" has a "*" that repeats a letter; any text is written ".*". The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    registry(
      'a doubtful filter in a retention rule',
      { replicas: [], retentionRules: [RetentionRule.instance({ keepTags: '(?!rc).*' })] },
      'The filter "(?!rc).*" uses (?!, which not every regular expression engine knows. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    registry(
      'retention rules that cover the same images',
      {
        replicas: [],
        retentionRules: [RetentionRule.instance({ keepLast: 5 }), RetentionRule.namespace('prod', { keepLast: 9 })],
      },
      'The retention rules for the instance and for prod cover the same images, and it is not documented which of them holds. Give each image one rule.',
    ),
    {
      what: 'tags that are immutable on a replica alone',
      declare: app => {
        const [source, target] = ['eu-central-1', 'cn-hangzhou'].map(region => instanceIn(app, region));
        [source, target].forEach((made, i) =>
          new MirroredNamespace(app, `Prod${i}`, { namespaceName: 'prod', instances: [made] }).addRepository({
            name: 'api',
            immutableTags: made === target,
          }),
        );
        new CrossRegionReplication(ros.Stack.of(source), 'Copies', {
          source,
          target,
          rules: [SyncRule.namespace('prod')],
        });
      },
      messages: [
        'Tags of repository prod/api are immutable on stack-cn-hangzhou/Registry but not on stack-eu-central-1/Registry: pushing a tag again is copied with the error TAG_CONFLICT. Make them immutable on the source as well.',
      ],
    },
    registry(
      'images for everybody on an instance that everybody reaches',
      {
        replicas: [],
        publicAccess: PublicAccess.anywhere(),
        namespaces: [
          { name: 'base', visibility: Visibility.PUBLIC },
          { name: 'prod', repositories: [{ name: 'web', visibility: Visibility.PUBLIC }, { name: 'api' }] },
        ],
      },
      'PublicAccess.anywhere() lets the whole Internet reach this instance. Name address blocks with PublicAccess.fromCidrs.',
      'The whole Internet may pull base, prod/web without logging in, for they are PUBLIC and PublicAccess.anywhere() lets everybody in. Make them PRIVATE, or name address blocks.',
    ),
    {
      what: 'more policies for somebody than RAM attaches',
      declare: app => acme(app, { replicas: TEN_REGIONS.map(region => ({ region })) }).grantPull(Grantee.role('nodes')),
      messages: [
        '11 policies are attached to role nodes, one in each region, but RAM attaches at most 10 custom policies unless the quota was raised. Raise it in the Quota Center before you deploy, or grant to several.',
      ],
    },
    {
      what: 'an app whose stacks come near what an account takes',
      declare: app => {
        Array.from({ length: 180 }, (_, i) => stackIn(app, 'cn-hangzhou', `mine${i}`));
        acme(app);
      },
      messages: [
        'The app has 183 stacks, but an account takes 200 in all its regions unless the quota was raised. Raise it in the Quota Center before you deploy, or use fewer groups.',
      ],
    },
    registry(
      'a filter that takes none of the declared repositories',
      { namespaces: [{ name: 'prod', repositories: [{ name: 'api' }], repositoriesMatching: 'apis' }] },
      'The filter "apis" takes none of the repositories that are declared in namespace prod (api). Correct it, or leave it if it is meant for repositories that pushing creates.',
    ),
    {
      what: 'somebody who may push to a replica',
      declare: app => acme(app).replicas[0].grantPush(Grantee.user('ci')),
      messages: [
        'The user ci may push to acme in cn-hangzhou, which receives images by replication: what is pushed there is copied nowhere. Permit pushing to its source.',
      ],
    },
  ],
};
