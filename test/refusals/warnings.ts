import * as ros from '@alicloud/ros-cdk-core';
import {
  cr,
  CrossRegionReplication,
  Edition,
  Grantee,
  MirroredNamespace,
  PublicAccess,
  RegistryInstance,
  RetentionRule,
  ScanRegions,
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

const ENGINE = 'The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".';

const filter = (what: string, tagsMatching: string, ...messages: string[]): Said => ({
  what,
  declare: app => replicate(app, [SyncRule.namespace('prod', { tagsMatching })]),
  messages,
});

const repositoryFilter = (what: string, repositoriesMatching: string, doubt: string): Said => ({
  what,
  declare: app => replicate(app, [SyncRule.namespace('prod', { repositoriesMatching })]),
  messages: [`The filter ${JSON.stringify(repositoriesMatching)} ${doubt}. ${ENGINE}`],
});

const keptTags = (what: string, keepTags: string, doubt: string): Said =>
  registry(
    what,
    { replicas: [], retentionRules: [RetentionRule.instance({ keepTags })] },
    `The filter ${JSON.stringify(keepTags)} ${doubt}. ${ENGINE}`,
  );

/** A registry in one region, in which somebody changes the resource of the primary. */
const overridden = (what: string, change: (resource: cr.RosInstance) => unknown, ...messages: string[]): Said => ({
  what,
  declare: app => change(acme(app, { replicas: [] }).primary.node.defaultChild as cr.RosInstance),
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
    ...[
      ['0.0.0.0/8', 'addresses of no network'],
      ['10.1.0.0/16', 'private addresses'],
      ['100.64.0.0/10', 'addresses behind the gateway of a provider'],
      ['169.254.169.254/32', 'link-local addresses'],
      ['172.31.0.0/16', 'private addresses'],
      ['192.168.0.0/24', 'private addresses'],
      ['224.0.0.0/4', 'multicast addresses'],
      ['255.255.255.255/32', 'reserved addresses'],
    ].map(([cidr, what]) =>
      primary(
        `Internet access from ${cidr}`,
        { publicAccess: PublicAccess.fromCidrs('203.0.113.0/24', cidr) },
        `PublicAccess lets in ${cidr}, which are ${what}: no client has such an address on the Internet. Let a VPC in with vpcAccess, or name the addresses that your clients have on the Internet.`,
      ),
    ),
    primary(
      'Internet access from much of the Internet',
      { publicAccess: PublicAccess.fromCidrs('128.0.0.0/2') },
      'PublicAccess lets in 128.0.0.0/2, a large part of the whole Internet. Name the blocks of your clients.',
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
      'The filter "latest,v.*" has ",", which no tag has. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    filter(
      'a filter that is an image',
      'prod/api:v1',
      'The filter "prod/api:v1" has "/" and ":", which no tag has. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    filter(
      'a filter of two engines',
      String.raw`\y(?<v>v)a{2000}[^]`,
      'The filter "\\\\y(?<v>v)a{2000}[^]" uses (?<, which not every regular expression engine knows. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
      'The filter "\\\\y(?<v>v)a{2000}[^]" uses [^], which not every regular expression engine knows. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
      'The filter "\\\\y(?<v>v)a{2000}[^]" uses \\y, which not every regular expression engine knows. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
      'The filter "\\\\y(?<v>v)a{2000}[^]" wants 2003 characters at least, and a tag has at most 128. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
      'The filter "\\\\y(?<v>v)a{2000}[^]" uses {2000}, which not every regular expression engine knows. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    filter(
      'a filter that is anchored in its middle',
      'v^1$0',
      'The filter "v^1$0" has "$" in its middle, where no name ends. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
      'The filter "v^1$0" has "^" in its middle, where no name begins. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    filter(
      'a filter for the beginning of a tag',
      '^v',
      'The filter "^v" looks like the beginning of a name, but is compared with all of it; "v.*" takes every such name. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    filter(
      'a filter for the end of a tag',
      'rc$',
      'The filter "rc$" looks like the end of a name, but is compared with all of it; ".*rc" takes every such name. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    filter(
      'a filter that begins as no tag does',
      '-rc',
      'The filter "-rc" begins with "-", as no tag does. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    filter(
      'a filter that takes nothing',
      '^$',
      'The filter "^$" takes no name, for nothing in it stands for a letter or a digit. The engine of Container Registry is not documented: keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
    ),
    repositoryFilter(
      'a filter with capitals, which no repository has',
      '(API|Web)',
      'has "A", "P", "I" and "W", which no repository has',
    ),
    repositoryFilter('a class of capitals', 'api[A-Z]+', 'has "[A-Z]", which no repository has'),
    repositoryFilter(
      'a filter for the beginning of a repository',
      'team-|web-',
      'looks like the beginning of a name, but is compared with all of it; "(team-|web-).*" takes every such name',
    ),
    keptTags(
      'a retention rule that keeps the beginning of tags',
      'release-',
      'looks like the beginning of a name, but is compared with all of it; "release-.*" takes every such name',
    ),
    keptTags(
      'a retention rule that keeps one of two beginnings of tags',
      '(release|hotfix)-',
      'looks like the beginning of a name, but is compared with all of it; "(release|hotfix)-.*" takes every such name',
    ),
    keptTags(
      'a retention rule that keeps a version and one sign more',
      'v1.',
      String.raw`looks like the beginning of a name, but is compared with all of it; "v1\\..*" takes every such name`,
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
      what: 'more policies for a role that is named, and read from a stack',
      declare: app => {
        const registry = acme(app, { replicas: TEN_REGIONS.slice(1).map(region => ({ region })) });
        const properties = { RoleName: 'nodes' };
        const role = new ros.RosResource(stackIn(app, 'eu-central-1', 'mine'), 'Role', {
          type: 'ALIYUN::RAM::Role',
          properties,
        });
        registry.grantPull(Grantee.role(role.getAtt('RoleName').toString()));
        registry.primary.grantPull(Grantee.role('nodes'));
      },
      messages: [
        '11 policies are attached to role nodes, one in each region, but RAM attaches at most 10 custom policies unless the quota was raised. Raise it in the Quota Center before you deploy, or grant to several.',
      ],
    },
    {
      what: 'more policies for a role than RAM attaches, with those that the app attaches itself',
      declare: app => {
        const registry = acme(app, { replicas: TEN_REGIONS.slice(2).map(region => ({ region })) });
        const mine = stackIn(app, 'eu-central-1', 'mine');
        const add = (id: string, type: string, properties: object) =>
          new ros.RosResource(mine, id, { type: `ALIYUN::RAM::${type}`, properties });
        const attached = { PolicyName: 'mine', RoleName: 'nodes' };
        add('One', 'AttachPolicyToRole', { ...attached, PolicyType: 'Custom' });
        add('Two', 'ManagedPolicy', { PolicyName: 'two', Roles: ['nodes'] });
        add('Three', 'AttachPolicyToRole', { ...attached, PolicyType: 'System' });
        registry.grantPull(Grantee.role('nodes'));
      },
      messages: [
        '11 policies are attached to role nodes, 9 for registries and 2 of your own, but RAM attaches at most 10 custom policies unless the quota was raised. Raise it in the Quota Center before you deploy, or grant to several.',
      ],
    },
    {
      what: 'more policies for a role whose name only the deployment tells',
      declare: app => {
        const registry = acme(app, { replicas: TEN_REGIONS.map(region => ({ region })) });
        const role = new ros.RosResource(stackIn(app, 'eu-central-1', 'mine'), 'Role', { type: 'ALIYUN::RAM::Role' });
        registry.grantPull(Grantee.role(role.ref));
      },
      messages: [
        '11 policies are attached to role mine/Role, one in each region, but RAM attaches at most 10 custom policies unless the quota was raised. Raise it in the Quota Center before you deploy, or grant to several.',
      ],
    },
    registry(
      'settings of the whole registry that do not reach an instance that exists',
      {
        primary: { region: 'eu-central-1', existingInstanceId: 'cri-1' },
        publicAccess: PublicAccess.fromCidrs('203.0.113.0/24'),
        loginPassword: '{{resolve:kms-secret:registry}}',
        scanRules: [ScanRule.instance({ regions: ScanRegions.REPLICAS })],
      },
      'Prop publicAccess of the registry does not reach eu-central-1: it is for instances that the registry buys, and one that exists gets what is said for its region. Write publicAccess in primary too.',
      'Prop loginPassword of the registry does not reach eu-central-1: it is for instances that the registry buys, and one that exists gets what is said for its region. Write loginPassword in primary too.',
    ),
    {
      what: 'a stack that is not written, beside one that is',
      declare: app => {
        const { primary } = acme(app, {
          primary: { region: 'eu-centrall-1', existingInstanceId: 'cri-1' },
          namespaces: [{ name: 'prod', existingIn: ['eu-centrall-1'] }],
        });
        primary.imageUri('prodd', 'api');
      },
      messages: [
        'Region eu-centrall-1 is not known to have Container Registry. Did you mean eu-central-1?',
        'imageUri was asked for an image in namespace prodd, which is not declared on the instance. Did you mean prod?',
      ],
    },
    registry(
      'several regions at once, by name',
      { publicAccess: PublicAccess.anywhere(), replicas: [{ region: 'cn-hangzhou' }, { region: 'us-east-1' }] },
      'PublicAccess.anywhere() lets the whole Internet reach this instance. Name address blocks with PublicAccess.fromCidrs. This is so in cn-hangzhou, eu-central-1 and us-east-1.',
    ),
    {
      what: 'an override that comes when the rest was prepared',
      declare: app => {
        const { primary } = acme(app, { replicas: [] });
        class Later extends ros.Construct {
          protected prepare(): void {
            (primary.node.defaultChild as cr.RosInstance).addPropertyOverride('InstanceType', 'Basic');
          }
        }
        new Later(app, 'Later');
      },
      messages: [
        'Properties.InstanceType of Acme/eu-central-1/Registry/Resource was set to "Basic" past the props. From these "Advanced" follows, and everything else is made for that. Change the props instead, or make sure that it works.',
      ],
    },
    replica(
      'a region that is like no region',
      { region: 'cn-atlantis' },
      'Region cn-atlantis is not known to have Container Registry. Make sure that it has before you deploy.',
    ),
    primary(
      'a renewal of a number of months that nobody can buy',
      { autoRenewMonths: 4 },
      'autoRenewMonths is 4, but subscriptions are sold for 1, 2, 3, 6, 12, 24, 36, 48 or 60 months, and it is not documented that a renewal takes another number. Choose one of these. This is so in cn-hangzhou and eu-central-1.',
    ),
    keptTags('tags of one sign to keep', '.', 'takes only names of one character; ".*" takes every name'),
    keptTags(
      'the beginning of tags to keep, with a dot',
      'release.',
      'looks like the beginning of a name, but is compared with all of it; "release\\\\..*" takes every such name',
    ),
    keptTags(
      'the beginning of tags to keep, with a plus',
      'release-+',
      'looks like the beginning of a name, but is compared with all of it; "release-.*" takes every such name',
    ),
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
    overridden(
      'a property that is overridden against the props',
      resource => resource.addPropertyOverride('InstanceName', 'other'),
      'Properties.InstanceName of Acme/eu-central-1/Registry/Resource was set to "other" past the props. From these "acme" follows, and everything else is made for that. Change the props instead, or make sure that it works.',
    ),
    overridden(
      'a field of a resource that is set against the props',
      resource => Object.assign(resource, { instanceType: 'Basic' }),
      'Properties.InstanceType of Acme/eu-central-1/Registry/Resource was set to "Basic" past the props. From these "Advanced" follows, and everything else is made for that. Change the props instead, or make sure that it works.',
    ),
    overridden(
      'a property that is overridden where the props say nothing',
      resource => resource.addPropertyOverride('InstanceStorageName', 'layers'),
      'Properties.InstanceStorageName of Acme/eu-central-1/Registry/Resource was set to "layers" past the props. They leave it out, and everything else is made for that. Change the props instead, or make sure that it works.',
    ),
    overridden(
      'a property that is deleted',
      resource => resource.addPropertyDeletionOverride('InstanceName'),
      'Properties.InstanceName of Acme/eu-central-1/Registry/Resource was removed past the props. From these "acme" follows, and everything else is made for that. Change the props instead, or make sure that it works.',
    ),
    overridden(
      'an override of a property that does not exist',
      resource => resource.addPropertyOverride('Region', 'cn-beijing'),
      'Properties.Region of Acme/eu-central-1/Registry/Resource was set, but as far as this library knows ALIYUN::CR::Instance has no such property, and ROS refuses what it does not know. Remove it, unless it is newer.',
    ),
    overridden(
      'another resource type',
      resource => resource.addOverride('Type', 'ALIYUN::CR::InstanceV2'),
      'Type of Acme/eu-central-1/Registry/Resource was set to "ALIYUN::CR::InstanceV2" past the props. From these "ALIYUN::CR::Instance" follows, and everything else is made for that. Change the props instead, or make sure that it works.',
    ),
    overridden(
      'dependencies that are deleted, and with them the guard of the region',
      resource => resource.addDeletionOverride('DependsOn'),
      'DependsOn of Acme/eu-central-1/Registry/Resource leaves out DeployRegion, so that it may be made too early, or in a wrong region. Leave it as it is made.',
    ),
    overridden(
      'a purchase that is kept, and is deleted after all',
      resource => resource.applyRemovalPolicy(ros.RemovalPolicy.DESTROY),
      'DeletionPolicy of Acme/eu-central-1/Registry/Resource is "Delete" instead of "Retain": ROS deletes it, and what is in it, when it leaves the app. Say removalPolicy in the props, or leave it.',
    ),
    overridden(
      'a deletion policy that is overridden',
      resource => resource.addOverride('DeletionPolicy', 'Delete'),
      'DeletionPolicy of Acme/eu-central-1/Registry/Resource is "Delete" instead of "Retain": ROS deletes it, and what is in it, when it leaves the app. Say removalPolicy in the props, or leave it.',
    ),
    overridden(
      'a resource under a condition',
      resource => {
        const expression = ros.Fn.conditionEquals(ros.RosPseudo.region, 'eu-central-1');
        resource.addCondition(new ros.RosCondition(resource.stack, 'InGermany', { expression }));
      },
      'Acme/eu-central-1/Registry/Resource is made only under the condition InGermany, but other resources need it. Leave it as it is made.',
    ),
    overridden(
      'a resource that is made several times',
      resource => resource.addCount(2),
      'Acme/eu-central-1/Registry/Resource is made a number of times, but other resources need it once. Leave it as it is made.',
    ),
    overridden(
      'a guard that is taken its condition',
      ({ stack }) =>
        (stack.node.findChild('DeployRegion') as ros.RosResource).addPropertyOverride('Values', ['a', 'a']),
      'Properties.Values of Acme/eu-central-1/DeployRegion was changed past the props. They say something else, and everything else is made for that. Change the props instead, or make sure that it works.',
    ),
    overridden(
      'a link that is overridden by what is no plain value',
      ({ node }) => {
        const registry = node.scope as RegistryInstance;
        registry.grantPull(Grantee.user('ci')); // what is made only at synth is left as it is
        const [link] = [{ vpcId: 'vpc-1', vswitchId: 'vsw-1' }];
        registry.linkVpc(link);
        const made = registry.node.children.find(({ node: { id } }) => id.startsWith('VpcAccess-'))!;
        (made.node.defaultChild as ros.RosResource).addPropertyOverride('VpcId', { Ref: 'ALIYUN::StackId' });
      },
      'Properties.VpcId of Acme/eu-central-1/Registry/VpcAccess-06bb01b3/Resource was changed past the props. From these "vpc-1" follows, and everything else is made for that. Change the props instead, or make sure that it works.',
    ),
    {
      what: 'a replication without a rule',
      declare: app => replicate(app, []),
      messages: [
        'It has no sync rule, so nothing is copied from eu-central-1 to cn-hangzhou. Give it one with addRule.',
      ],
    },
    registry(
      'a namespace to which nothing can be pushed',
      { replicas: [], namespaces: [{ name: 'prod', autoCreateRepositories: false }] },
      'Nothing can be pushed to namespace prod: it creates no repositories by itself, and none is declared. Declare one with addRepository.',
    ),
    {
      what: 'an instance that exists in a region that is not known, taken by itself',
      declare: app => {
        const attributes = { instanceId: 'cri-1', instanceName: 'old' };
        RegistryInstance.fromInstanceAttributes(stackIn(app, 'eu-central-9'), 'Old', attributes);
      },
      messages: ['Region eu-central-9 is not known to have Container Registry. Did you mean eu-central-1?'],
    },
    {
      what: 'the reference of an image in a namespace that is misspelt',
      declare: app => acme(app, { replicas: [] }).primary.imageUri('prodd', 'api'),
      messages: [
        'imageUri was asked for an image in namespace prodd, which is not declared on the instance. Did you mean prod?',
      ],
    },
    {
      what: 'a namespace on no instance, outside every stack',
      declare: app => {
        stackIn(app, 'cn-hangzhou');
        new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [] });
      },
      messages: ['Namespace prod (Prod) is on no instance, so nothing of it is made. Give it one with addInstance.'],
    },
    registry(
      'a replica that receives nothing',
      { namespaces: [{ name: 'prod', replicateTo: [] }] },
      'The app copies nothing to cn-hangzhou, for no namespace goes there. Add one to namespaces, or name cn-hangzhou in its replicateTo.',
    ),
    registry(
      'rules of a registry that holds nothing',
      { replicas: [], namespaces: [], scanRules: [ScanRule.instance()] },
      'There is nothing to scan or to clean up, for the registry has no namespace. Add one to namespaces.',
    ),
    registry(
      'rules that hold in no region',
      {
        replicas: [],
        scanRules: [ScanRule.instance({ regions: ScanRegions.REPLICAS })],
        retentionRules: [RetentionRule.instance({ keepLast: 9 })],
        primary: { region: 'eu-central-1', retentionRules: [RetentionRule.instance({ keepLast: 5 })] },
      },
      'retentionRules[0] is made in no region: each region of its kind exists already, has rules of its own, or is not declared. Write it in primary or in one of replicas.',
      'scanRules[0] is made in no region: each region of its kind exists already, has rules of its own, or is not declared. Write it in primary or in one of replicas.',
    ),
    {
      what: 'somebody who may push to a replica',
      declare: app => acme(app).replicas[0].grantPush(Grantee.user('ci')),
      messages: [
        'The user ci may push to acme in cn-hangzhou, which receives images by replication: what is pushed there is copied nowhere. Permit pushing to its source.',
      ],
    },
    {
      what: 'outputs of a stack that is in another region, or has another name',
      declare: app => {
        acme(app, { replicas: [] });
        new ros.RosOutput(stackIn(app, 'cn-hangzhou', 'network'), 'VpcId', { value: 'vpc-1' });
        const compute = stackIn(app, 'eu-central-1', 'compute');
        new ros.RosOutput(compute, 'Vpc', { value: ros.Fn.getStackOutput('network', 'VpcId') });
        new ros.RosOutput(compute, 'Other', { value: ros.Fn.getStackOutput('netwrk', 'VpcId', 'cn-hangzhou') });
      },
      messages: [
        "Stack compute reads output VpcId of stack network in eu-central-1, which is not in this app: it must be deployed before, or the value is empty. Stack network of this app is in cn-hangzhou. Say so: ros.Fn.getStackOutput('network', 'VpcId', 'cn-hangzhou').",
        'Stack compute reads output VpcId of stack netwrk in cn-hangzhou, which is not in this app: it must be deployed before, or the value is empty. Did you mean stack network?',
      ],
    },
    {
      what: 'a value of another stack that the core imports',
      declare: app => {
        acme(app, { replicas: [] });
        const vpc = new ros.RosResource(stackIn(app, 'cn-hangzhou', 'network'), 'Vpc', { type: 'ALIYUN::ECS::VPC' });
        const properties = { VpcId: vpc.getAtt('VpcId') };
        const compute = stackIn(app, 'cn-hangzhou', 'compute');
        new ros.RosResource(compute, 'Group', { type: 'ALIYUN::ECS::SecurityGroup', properties });
        new ros.RosOutput(compute, 'Name', { value: 'x' });
      },
      messages: [
        'compute/Group reads network/Vpc.VpcId of another stack: the core writes Fn::ImportValue for that, which ROS does not know. Write a RosOutput there, and read it with ros.Fn.getStackOutput.',
      ],
    },
    {
      what: 'a parameter of another stack that is empty by default',
      declare: app => {
        const parameter = { type: ros.RosParameterType.STRING, defaultValue: '' };
        const { valueAsString } = new ros.RosParameter(stackIn(app, 'cn-hangzhou', 'network'), 'Vpc', parameter);
        const vpcAccess = [{ vpcId: valueAsString, vswitchId: 'vsw-1' }];
        acme(app, { replicas: [{ region: 'cn-hangzhou', vpcAccess }] });
      },
      messages: [
        'Parameter network/Vpc is empty by default, but stack acme-cn-hangzhou reads it and stops where it is empty: give its value when stack network is deployed, or leave the default out, so that it is asked for.',
      ],
    },
    {
      what: 'a key that no resource has',
      declare: app => {
        const { defaultChild } = acme(app, { replicas: [] }).primary.node;
        (defaultChild as ros.RosResource).addOverride('Foo', 'x');
      },
      messages: [
        'Foo of Acme/eu-central-1/Registry/Resource was set, but a resource in a template has no such key, and ROS refuses what it does not know. It has Type, Properties, DependsOn, Condition, DeletionPolicy, Metadata, UpdatePolicy, Count, Description. Properties are set with addPropertyOverride.',
      ],
    },
    registry(
      'a namespace and a repository that are said to be on an instance that is only bought',
      {
        namespaces: [
          { name: 'prod', existingIn: ['cn-hangzhou'] },
          { name: 'tools', repositories: [{ name: 'ci', existingIn: ['eu-central-1'] }] },
        ],
      },
      'Namespace prod is said to exist in cn-hangzhou (existingIn), but this app buys the instance there, and a new one holds nothing: what needs it fails when both are deployed at once. Leave cn-hangzhou out of existingIn, unless that instance is deployed and has it.',
      'Repository tools/ci is said to exist in eu-central-1 (existingIn), but this app buys the instance there, and a new one holds nothing: what needs it fails when both are deployed at once. Leave eu-central-1 out of existingIn, unless that instance is deployed and has it.',
    ),
    registry(
      'a sync rule that is said to be there between instances of which one is only bought',
      {
        primary: { region: 'eu-central-1', existingInstanceId: 'cri-1' },
        namespaces: [{ name: 'prod', existingIn: ['eu-central-1'], existingRulesTo: ['cn-hangzhou'] }],
      },
      'A rule to cn-hangzhou is said to copy namespace prod already (existingRulesTo), but this app buys the instance in cn-hangzhou, and a new one has no rules: nothing is copied. Leave cn-hangzhou out of existingRulesTo, unless both are deployed and have that rule.',
    ),
    {
      what: 'a resource under a condition, of which something is read always',
      declare: app => {
        const stack = stackIn(app, 'cn-hangzhou', 'network');
        const expression = ros.Fn.conditionEquals('a', 'b');
        const vpc = new ros.RosResource(stack, 'Vpc', { type: 'ALIYUN::ECS::VPC' });
        vpc.rosOptions.condition = new ros.RosCondition(stack, 'Wanted', { expression });
        new ros.RosOutput(stack, 'Perhaps', { value: ros.Fn.conditionIf('Wanted', vpc.getAtt('VpcId'), 'none') });
        const vpcAccess = [{ vpcId: vpc.getAtt('VpcId').toString(), vswitchId: 'vsw-1' }];
        acme(app, { replicas: [{ region: 'cn-hangzhou', vpcAccess }] });
      },
      messages: [
        'network/Vpc is made only under the condition Wanted, but output VpcVpcId6B417051 of stack network reads it always: where the condition is false, that stack fails. Make it without the condition, or give the value itself.',
      ],
    },
  ],
};
