import * as ros from '@alicloud/ros-cdk-core';
import * as library from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { namespace, registry, Said, Subject, wrong } from './refusal';

const { Grantee, PublicAccess, RegistryInstance, RetentionRule, ScanRule, SyncRule } = library;
const DIGEST = `sha256:${'a'.repeat(64)}`;

/** A constructor that TypeScript calls private, called as JavaScript may. */
const called = (name: string, given: unknown[], makers: string): Said => ({
  what: `to call the private constructor of \`${name}\``,
  declare: () => Reflect.construct(library[name as never] as never, given) as unknown,
  messages: [
    `[new ${name}] the constructor is called directly, but only the makers of ${name} check what they are given. Write ${makers}.`,
  ],
});

const changed = (what: string, value: object, change: object, ...messages: string[]): Said => ({
  what,
  declare: () => Object.assign(value, change),
  messages,
});

const image = (what: string, [namespaceName, repository, tag]: unknown[], ...messages: string[]): Said => ({
  what,
  declare: app => instanceIn(app, 'cn-hangzhou').imageUri(wrong(namespaceName), wrong(repository), wrong(tag)),
  messages,
});

class ComputedRegion {
  get region(): string {
    return ['eu', 'central', '1'].join('-');
  }
}

class ComputedRule {
  get keepLast(): number {
    return Number('5');
  }
}

/** Refusals of what TypeScript does not allow, and JavaScript and other languages do. */
export const PLAIN_JAVASCRIPT: Subject = {
  title: 'What plain JavaScript allows',
  cases: [
    called(
      'PublicAccess',
      [],
      'PublicAccess.none(), PublicAccess.fromCidrs("203.0.113.0/24") or PublicAccess.anywhere()',
    ),
    called('ScanRule', [], 'ScanRule.instance(), .namespace(...) or .repository(...)'),
    called('RetentionRule', [{}], 'RetentionRule.instance(...), .namespace(...) or .repository(...)'),
    called('SyncRule', ['prod'], 'SyncRule.namespace("prod") or SyncRule.repository("prod", "api")'),
    called('Grantee', ['Robot', 'x'], 'Grantee.role("..."), Grantee.user("...") or Grantee.group("...")'),
    called('MirroredRepository', [], 'namespace.addRepository({ name: "api" })'),
    {
      what: 'access that inherits from `PublicAccess`, and was not made by it',
      declare: app => instanceIn(app, 'cn-hangzhou', { publicAccess: Object.create(PublicAccess.prototype) as never }),
      messages: [
        '[stack-cn-hangzhou/Registry] publicAccess is {}, but it is made by PublicAccess. Write PublicAccess.none(), PublicAccess.fromCidrs("203.0.113.0/24") or PublicAccess.anywhere().',
      ],
    },
    changed(
      'to open access after it was made',
      PublicAccess.none(),
      { enabled: true },
      '[PublicAccess] enabled is set later, but what was made and checked stays as it is, for others may hold it too. Make another one: PublicAccess.none(), PublicAccess.fromCidrs("203.0.113.0/24") or PublicAccess.anywhere().',
    ),
    {
      what: 'to add a block to access that was made',
      declare: () => PublicAccess.fromCidrs('203.0.113.0/24').cidrs.push('0.0.0.0/0'),
      messages: [
        '[PublicAccess] cidrs is set later, but what was made and checked stays as it is, for others may hold it too. Make another one: PublicAccess.none(), PublicAccess.fromCidrs("203.0.113.0/24") or PublicAccess.anywhere().',
      ],
    },
    {
      what: 'to take a block from access that was made',
      declare: () => PublicAccess.fromCidrs('203.0.113.0/24', '198.51.100.0/24').cidrs.pop(),
      messages: [
        '[PublicAccess] cidrs is set later, but what was made and checked stays as it is, for others may hold it too. Make another one: PublicAccess.none(), PublicAccess.fromCidrs("203.0.113.0/24") or PublicAccess.anywhere().',
      ],
    },
    changed(
      'to change a scan rule',
      ScanRule.instance(),
      { namespaceName: 5 },
      '[ScanRule] namespaceName is set later, but what was made and checked stays as it is, for others may hold it too. Make another one: ScanRule.instance(), .namespace(...) or .repository(...).',
    ),
    changed(
      'to change a retention rule',
      RetentionRule.instance({ keepLast: 5 }),
      { keepLast: 1 },
      '[RetentionRule] keepLast is set later, but what was made and checked stays as it is, for others may hold it too. Make another one: RetentionRule.instance(...), .namespace(...) or .repository(...).',
    ),
    changed(
      'to change a sync rule',
      SyncRule.namespace('prod'),
      { tagsMatching: '(' },
      '[SyncRule] tagsMatching is set later, but what was made and checked stays as it is, for others may hold it too. Make another one: SyncRule.namespace("prod") or SyncRule.repository("prod", "api").',
    ),
    changed(
      'to change a grantee',
      Grantee.user('ci'),
      { name: 'admin' },
      '[Grantee] name is set later, but what was made and checked stays as it is, for others may hold it too. Make another one: Grantee.role("..."), Grantee.user("...") or Grantee.group("...").',
    ),
    registry(
      'options whose class computes them',
      { primary: new ComputedRegion() },
      "[Acme] primary is a ComputedRegion, but a primary holds its props itself, and this one has getters of its class. Write it like { region: 'eu-central-1' }.",
    ),
    {
      what: 'options of a rule whose class computes them',
      declare: () => RetentionRule.instance(new ComputedRule()),
      messages: [
        '[RetentionRule.instance] options is a ComputedRule, but a retention rule holds its props itself, and this one has getters of its class. Write it like { keepLast: 50 }.',
      ],
    },
    {
      what: 'props of an instance whose class computes them',
      declare: app => new RegistryInstance(stackIn(app, 'cn-hangzhou'), 'Registry', wrong(new ComputedRegion())),
      messages: [
        "[stack-cn-hangzhou/Registry] props is a ComputedRegion, but an instance holds its props itself, and this one has getters of its class. Write it like { instanceName: 'acme', edition: Edition.ADVANCED }.",
      ],
    },
    {
      what: 'namespaces and repositories where their names belong',
      declare: app => {
        const prod = acme(app).namespaces[0];
        SyncRule.repository(wrong(prod), wrong(prod.addRepository({ name: 'api' })));
      },
      messages: [
        '[SyncRule.repository] namespaceName is a MirroredNamespace, but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Give its namespaceName.',
        '[SyncRule.repository] repositoryName is a MirroredRepository, but a repository name has 2 to 64 characters, uses only lowercase letters, digits, dots, hyphens and underscores, and begins and ends with a letter or a digit. Give its repositoryName.',
      ],
    },
    {
      what: 'a replica where its region belongs',
      declare: app => {
        const { replicas } = acme(app);
        acme(new ros.Construct(app, 'Other'), { instanceName: 'other' }).replica(wrong(replicas[0]));
      },
      messages: [
        '[Other/Acme] region is a RegistryInstance, but a replica of this registry is named by its region, and there are: cn-hangzhou. Give its region, "cn-hangzhou".',
      ],
    },
    {
      what: 'a role where its name belongs',
      declare: app => {
        const role = new ros.RosResource(stackIn(app, 'cn-hangzhou'), 'Role', { type: 'ALIYUN::RAM::Role' });
        Grantee.role(wrong(role));
      },
      messages: [
        '[Grantee.role] the name of the role is a RosResource, but RAM names have 1 to 64 letters, digits, dots, hyphens and underscores. Give its RoleName.',
      ],
    },
    image(
      'an image as one text',
      ['prod/api:v1'],
      '[stack-cn-hangzhou/Registry] namespace is "prod/api:v1", but a namespace name has 2 to 30 characters, uses only lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or a digit. Give namespace, repository and tag one by one: "prod", "api", "v1".',
      '[stack-cn-hangzhou/Registry] repository is missing, but a repository name has 2 to 64 characters, uses only lowercase letters, digits, dots, hyphens and underscores, and begins and ends with a letter or a digit. Give namespace, repository and tag one by one: "prod", "api", "v1".',
    ),
    image(
      'a repository with its tag',
      ['prod', 'api:v1'],
      '[stack-cn-hangzhou/Registry] repository is "api:v1", but a repository name has 2 to 64 characters, uses only lowercase letters, digits, dots, hyphens and underscores, and begins and ends with a letter or a digit. Give namespace, repository and tag one by one: "prod", "api", "v1".',
    ),
    image(
      'a digest behind its sign',
      ['prod', 'api', `@${DIGEST}`],
      '[stack-cn-hangzhou/Registry] tag is "@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", but a tag has 1 to 128 letters, digits, dots, hyphens and underscores, and a digest is "sha256:" and 64 digits and letters a to f. Did you mean "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"?',
    ),
    image(
      'a tag that is a number',
      ['prod', 'api', 5],
      '[stack-cn-hangzhou/Registry] tag is 5, but a tag has 1 to 128 letters, digits, dots, hyphens and underscores, and a digest is "sha256:" and 64 digits and letters a to f. Write it in quotes: "5".',
    ),
    image(
      'a tag that is null',
      ['prod', 'api', null],
      '[stack-cn-hangzhou/Registry] tag is null, but a tag has 1 to 128 letters, digits, dots, hyphens and underscores, and a digest is "sha256:" and 64 digits and letters a to f. Write it like "1.4.2", or leave it out.',
    ),
    registry(
      'a tag of a stack that is null',
      { tags: wrong({ team: null }) },
      '[Acme] tags.team is null, but the value of a tag is a text that is known at synth. Write "", or leave the tag out.',
    ),
    registry(
      'a tag of a stack that is a list',
      { tags: wrong({ team: ['a', 'b'] }) },
      '[Acme] tags.team is ["a","b"], but the value of a tag is a text that is known at synth. Write a text.',
    ),
    registry(
      'a tag of a stack of several lines',
      { tags: { team: 'a\nb' } },
      '[Acme] tags.team is "a\\nb", but the value of a tag has 0 to 128 characters, does not begin with "aliyun" or "acs:", and holds no "http://", no "https://" and no line break. Choose another value.',
    ),
    namespace(
      'a summary of several lines',
      { repositories: [{ name: 'api', summary: 'One\nTwo' }] },
      '[Acme] namespaces[0].repositories[0].summary is "One\\nTwo", but a line has no control characters, such as line breaks. Remove them.',
    ),
    namespace(
      'control characters in the text about a repository',
      { repositories: [{ name: 'api', detail: 'One\nTwo\u0000' }] },
      '[Acme] namespaces[0].repositories[0].detail is "One\\nTwo\\u0000", but a text has no control characters. Remove them.',
    ),
    {
      what: 'what looks like an instance, and is none',
      declare: app => acme(app, { primary: wrong({ _kind: 'RegistryInstance', region: 'eu-central-1' }) }),
      messages: [
        '[Acme] primary._kind is given, but a primary has no such prop. Remove it; a primary takes region, edition, instanceName, existingInstanceId, periodMonths, autoRenewMonths, imageScanner, storageBucketName, resourceGroupId, removalPolicy, publicAccess, scanRules, retentionRules, loginPassword, vpcAccess.',
      ],
    },
    {
      what: 'an edition that is a member of another enum',
      declare: app => instanceIn(app, 'cn-hangzhou', { edition: wrong<library.Edition>(library.ImageScanner.ACR) }),
      messages: [
        '[stack-cn-hangzhou/Registry] edition is "ACR", but it is Edition.BASIC, Edition.STANDARD or Edition.ADVANCED. Choose one of these.',
      ],
    },
    {
      what: 'the name of a namespace, set later',
      declare: app => {
        const registry = acme(app);
        Object.assign(registry.namespaces[0], { namespaceName: 'other' });
      },
      messages: [
        '[Acme/Namespace-prod] namespaceName is set later, but the template says what the construct was made with. Say it in the props.',
      ],
    },
    {
      what: 'the region of an instance, set later',
      declare: app => {
        const registry = acme(app);
        Object.assign(registry.primary, { region: 'us-east-1' });
      },
      messages: [
        '[Acme/eu-central-1/Registry] region is set later, but the template says what the construct was made with. Say it in the props.',
      ],
    },
    {
      what: 'the account of an instance, set later',
      declare: app => {
        const registry = acme(app);
        Object.assign(registry.replicas[0], { accountId: '42' });
      },
      messages: [
        '[Acme/cn-hangzhou/Registry] accountId is set later, but the template says what the construct was made with. Say it in the props.',
      ],
    },
    {
      what: 'the primary of a registry, set later',
      declare: app => {
        const registry = acme(app);
        Object.assign(registry, { primary: registry.replicas[0] });
      },
      messages: [
        '[Acme] primary is set later, but the template says what the construct was made with. Say it in the props.',
      ],
    },
    {
      what: 'the target of a replication, set later',
      declare: app => {
        const registry = acme(app);
        Object.assign(registry.replications[0], { target: registry.primary });
      },
      messages: [
        '[Acme/eu-central-1-to-cn-hangzhou/Replication] target is set later, but the template says what the construct was made with. Say it in the props.',
      ],
    },
    registry(
      'what nobody can see in a name',
      { instanceName: 'ac\u200bme' },
      '[Acme] instanceName is "ac\\u200bme", but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Did you mean "acme"?',
    ),
    registry(
      'a space that does not break, in a name',
      { instanceName: 'ac\u00a0me' },
      '[Acme] instanceName is "ac\\u00a0me", but an instance name has 3 to 30 characters, uses only lowercase letters, digits and hyphens, and begins and ends with a letter or a digit. Did you mean "ac-me"?',
    ),
  ],
};
