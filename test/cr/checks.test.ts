import * as ros from '@alicloud/ros-cdk-core';
import { cr } from '../../lib';
import { problems } from '../support/assembly';
import { Bag, problemsOf, resource } from './l1';

const INSTANCE = { instanceName: 'acme', instanceType: 'Basic' };
const RULE = {
  instanceId: 'cri-1',
  namespaceName: 'prod',
  syncRuleName: 'rule',
  syncScope: 'NAMESPACE',
  syncTrigger: 'PASSIVE',
  targetInstanceId: 'cri-2',
  targetNamespaceName: 'prod',
  targetRegionId: 'cn-hangzhou',
};
const SOURCE = {
  sourceRepoType: 'GITHUB',
  sourceRepoNamespace: 'acme',
  sourceRepoName: 'api',
  isAutoBuild: true,
  isDisableCache: false,
  isOversea: false,
};
const REPOSITORY = { repoName: 'api', repoNamespace: 'prod', repoType: 'PRIVATE', summary: 'The API' };
const SCAN = { instanceId: 'cri-1', ruleName: 'r', repoTagFilterPattern: '.*', scanType: 'VUL', triggerType: 'AUTO' };

const instance = (props: Bag) => problemsOf(resource('ALIYUN::CR::Instance', { ...INSTANCE, ...props }));
const repository = (props: Bag) => problemsOf(resource('ALIYUN::CR::Repository', { ...REPOSITORY, ...props }));
const scanRule = (props: Bag) => problemsOf(resource('ALIYUN::CR::ScanRule', { ...SCAN, ...props }));

describe('the checks of a resource', () => {
  test('find nothing wrong with good properties', () => {
    expect(instance({ period: 12, renewalStatus: 'AutoRenewal', renewPeriod: 1 })).toEqual([]);
    expect(repository({ repoSource: SOURCE, tagImmutability: true })).toEqual([]);
  });

  test('tell all problems at once, with the path of the resource', () => {
    const declare = (app: ros.App) => {
      const props = { instanceName: 'A', instanceType: 'basic', period: 5, renewalStatus: 'AutoRenewal', tags: [] };
      new cr.RosInstance(new ros.Stack(app, 'Acme'), 'Registry', props as unknown as cr.RosInstanceProps);
    };
    expect(problems(declare)).toEqual([
      '[Acme/Registry] instanceName is "A", but it must have 3 to 30 characters. Lengthen it by 2 characters.',
      '[Acme/Registry] instanceName is "A", but it must consist of lowercase letters, digits and hyphens, with no hyphen at ' +
        'either end. Did you mean "a"?',
      '[Acme/Registry] instanceType is "basic", but it must be Basic, Standard or Advanced. Did you mean "Basic"?',
      '[Acme/Registry] period is 5, but it must be 1, 2, 3, 6, 12, 24, 36, 48 or 60. Choose one of them.',
      '[Acme/Registry] renewPeriod is missing, but ALIYUN::CR::Instance requires it when renewalStatus is AutoRenewal. ' +
        'Give a whole number.',
      '[Acme/Registry] tags is [], but it is not a property of ALIYUN::CR::Instance. Remove it; what is newer than ' +
        'this library is set with addPropertyOverride.',
    ]);
  });

  test('tell the problems of every resource at once', () => {
    const declare = (app: ros.App) => {
      const stack = new ros.Stack(app, 'Acme');
      new cr.RosInstance(stack, 'One', { ...INSTANCE, instanceName: 'a-' });
      new cr.RosInstance(stack, 'Two', { ...INSTANCE, period: 7 });
    };
    expect(problems(declare).map(message => message.split(' is ')[0])).toEqual([
      '[Acme/One] instanceName',
      '[Acme/One] instanceName',
      '[Acme/Two] period',
    ]);
  });
});

describe('a required property', () => {
  test.each([undefined, null])('refuses %s', nothing => {
    expect(instance({ instanceName: nothing, instanceType: nothing })).toEqual([
      'instanceName is missing, but ALIYUN::CR::Instance requires it. Give a string of 3 to 30 characters.',
      'instanceType is missing, but ALIYUN::CR::Instance requires it. Give Basic, Standard or Advanced.',
    ]);
  });

  test('refuses an empty string', () => {
    expect(problemsOf(resource('ALIYUN::CR::RepoSyncRule', { ...RULE, instanceId: '' }))).toEqual([
      'instanceId is "", but it must have at least 1 character. Give a value.',
    ]);
  });

  test('says what a list or a map holds', () => {
    expect(problemsOf(resource('ALIYUN::CR::StorageDomainRoutingRule', { instanceId: 'cri-1' }))).toEqual([
      'routes is missing, but ALIYUN::CR::StorageDomainRoutingRule requires it. ' +
        'Give a list of maps with endpointType, instanceDomain, storageDomain.',
    ]);
    expect(problemsOf(resource('ALIYUN::CR::UserInfo', {}))).toEqual([
      'user is missing, but ALIYUN::CR::UserInfo requires it. Give a map with password.',
    ]);
  });

  test.each([undefined, null, {}])('refuses %j where a bag of properties belongs, name by name', nothing => {
    const bare = resource('ALIYUN::CR::Instance', nothing as unknown as Bag);
    expect(problemsOf(bare).map(message => message.split(' is ')[0])).toEqual(['instanceName', 'instanceType']);
  });

  test('is no matter for a data source that needs none', () => {
    const stack = new ros.Stack(new ros.App(), 'Acme');
    expect(problemsOf(new cr.datasource.RosInstances(stack, 'R'))).toEqual([]);
  });
});

describe('a property that others make required', () => {
  test('refuses to be missing then', () => {
    expect(problemsOf(resource('ALIYUN::CR::RepoSyncRule', { ...RULE, syncScope: 'REPO' }))).toEqual([
      'repoName is missing, but ALIYUN::CR::RepoSyncRule requires it when syncScope is REPO. Give a string.',
    ]);
    expect(scanRule({ scanScope: 'REPO' })).toEqual([
      'namespaces is missing, but ALIYUN::CR::ScanRule requires it when scanScope is REPO. Give a list of strings.',
      'repoNames is missing, but ALIYUN::CR::ScanRule requires it when scanScope is REPO. Give a list of strings.',
    ]);
  });

  test('may be missing otherwise', () => {
    expect(problemsOf(resource('ALIYUN::CR::RepoSyncRule', RULE))).toEqual([]);
    expect(instance({ renewalStatus: ros.Lazy.stringValue({ produce: () => 'AutoRenewal' }) })).toEqual([]);
  });
});

describe('the type of a property', () => {
  test.each([
    [{ instanceStorageName: 5 }, 'instanceStorageName is 5, but it must be a string. Did you mean "5"?'],
    [{ renewPeriod: '12' }, 'renewPeriod is "12", but it must be a whole number. Did you mean 12?'],
    [{ renewPeriod: 1.5 }, 'renewPeriod is 1.5, but it must be a whole number. Replace it with one.'],
    [{ renewPeriod: NaN }, 'renewPeriod is NaN, but it must be a whole number. Replace it with one.'],
    [{ renewPeriod: 'a year' }, 'renewPeriod is "a year", but it must be a whole number. Replace it with one.'],
    [{ renewPeriod: 10n }, 'renewPeriod is 10n, but it must be a whole number. Replace it with one.'],
    [{ resourceGroupId: ['rg'] }, 'resourceGroupId is ["rg"], but it must be a string. Replace it with one.'],
    [{ resourceGroupId: () => 1 }, 'resourceGroupId is a function, but it must be a string. Replace it with one.'],
  ])('refuses %p', (props, message) => {
    expect(instance(props)).toEqual([message]);
  });

  test.each([
    [{ tagImmutability: 'true' }, 'tagImmutability is "true", but it must be true or false. Did you mean true?'],
    [{ tagImmutability: 'yes' }, 'tagImmutability is "yes", but it must be true or false. Choose one of them.'],
    [{ tagImmutability: 1 }, 'tagImmutability is 1, but it must be true or false. Choose one of them.'],
    [{ detail: true }, 'detail is true, but it must be a string of at most 2000 characters. Did you mean "true"?'],
  ])('refuses %j', (props, message) => {
    expect(repository(props)).toEqual([message]);
  });

  test('refuses one string where a list belongs, and anything but strings in it', () => {
    expect(scanRule({ scanScope: 'NAMESPACE', namespaces: 'prod' })).toEqual([
      'namespaces is "prod", but it must be a list of strings. Did you mean ["prod"]?',
    ]);
    expect(scanRule({ scanScope: 'NAMESPACE', namespaces: ['prod', 7, null] })).toEqual([
      'namespaces[1] is 7, but it must be a string. Did you mean "7"?',
      'namespaces[2] is null, but it must be a string. Replace it with one.',
    ]);
  });

  test('refuses a construct where its id belongs', () => {
    const stack = new ros.Stack(new ros.App(), 'Acme');
    const registry = new cr.RosInstance(stack, 'Registry', INSTANCE);
    const props = { namespace: 'prod', instanceId: registry as unknown as string };
    expect(problemsOf(new cr.RosNamespace(stack, 'Prod', props))).toEqual([
      'instanceId is construct Acme/Registry, but it must be a string. Give one of its attributes instead of the construct.',
    ]);
  });
});

describe('the allowed values of a property', () => {
  test.each([
    [{ imageScanner: 'Trivy' }, 'imageScanner is "Trivy", but it must be ACR or SAS. Choose one of them.'],
    [{ period: '12' }, 'period is "12", but it must be 1, 2, 3, 6, 12, 24, 36, 48 or 60. Did you mean 12?'],
    [{ period: '7' }, 'period is "7", but it must be 1, 2, 3, 6, 12, 24, 36, 48 or 60. Choose one of them.'],
    [{ instanceType: 3 }, 'instanceType is 3, but it must be Basic, Standard or Advanced. Choose one of them.'],
    [{ instanceType: '' }, 'instanceType is "", but it must be Basic, Standard or Advanced. Choose one of them.'],
    [{ imageScanner: 'SAC' }, 'imageScanner is "SAC", but it must be ACR or SAS. Did you mean "SAS"?'],
  ])('refuse %j', (props, message) => {
    expect(instance(props)).toEqual([message]);
  });

  test('hold where only the help page lists them', () => {
    const entry = { entry: '10.0.0.0/8', instanceId: 'cri-1', endpointType: 'vpc' };
    expect(problemsOf(resource('ALIYUN::CR::InstanceEndpointAclPolicy', entry))).toEqual([
      'endpointType is "vpc", but it must be internet. Choose it.',
    ]);
  });
});

describe('the length of a property', () => {
  test.each([
    ['ab', 'instanceName is "ab", but it must have 3 to 30 characters. Lengthen it by 1 character.'],
    [
      'a'.repeat(34),
      `instanceName is "${'a'.repeat(34)}", but it must have 3 to 30 characters. Shorten it by 4 characters.`,
    ],
    ['', 'instanceName is "", but it must have 3 to 30 characters. Give a value.'],
  ])('refuses %j', (instanceName, message) => {
    expect(instance({ instanceName })).toEqual([message]);
  });

  test('refuses a long text without repeating it', () => {
    expect(repository({ detail: 'x'.repeat(2001) })).toEqual([
      `detail is "${'x'.repeat(80)}..." (2001 characters), but it must have at most 2000 characters. Shorten it by 1 character.`,
    ]);
  });

  test('counts characters as people do', () => {
    expect(repository({ summary: '\u{1F433}'.repeat(100) })).toEqual([]);
  });
});

describe('the characters of a property', () => {
  test.each([
    ['Acme', 'Did you mean "acme"?'],
    ['-acme', 'Make it match ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$.'],
    ['ac_me', 'Make it match ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$.'],
  ])('refuse %j', (instanceName, fix) => {
    expect(instance({ instanceName })).toEqual([
      `instanceName is "${instanceName}", but it must consist of lowercase letters, digits and hyphens, ` +
        `with no hyphen at either end. ${fix}`,
    ]);
  });
});

describe('a property that does not exist', () => {
  test.each(['InstanceName', 'instance_name', 'instancename'])('refuses %s and names the nearest', name => {
    expect(instance({ [name]: 'acme' })).toEqual([
      `${name} is "acme", but it is not a property of ALIYUN::CR::Instance. Did you mean instanceName?`,
    ]);
  });

  test('refuses names that every object has', () => {
    expect(instance({ constructor: 1 })).toHaveLength(1);
  });

  test('is no matter when nothing is given for it', () => {
    expect(instance({ tags: undefined, owner: null })).toEqual([]);
  });
});

describe('a map', () => {
  test('refuses what is wrong inside, by its path', () => {
    const repoSource = { ...SOURCE, sourceRepoType: 'SVN', isOversea: undefined, branch: 'main' };
    expect(repository({ repoSource })).toEqual([
      'repoSource.sourceRepoType is "SVN", but it must be CODE, GITHUB, GITLAB, BITBUCKET, CODEUP or GITEE. Choose one of them.',
      'repoSource.isOversea is missing, but ALIYUN::CR::Repository requires it. Give true or false.',
      'repoSource.branch is "main", but it is not a property of ALIYUN::CR::Repository. Remove it; what is newer than ' +
        'this library is set with addPropertyOverride.',
    ]);
  });

  test('refuses anything else in its place', () => {
    expect(repository({ repoSource: 'github.com/acme/api' })).toEqual([
      'repoSource is "github.com/acme/api", but it must be a map with sourceRepoType, sourceRepoNamespace, sourceRepoName, ' +
        'isAutoBuild, isDisableCache, isOversea. Replace it with one.',
    ]);
  });

  test('refuses what is wrong in a list of maps, by its index', () => {
    const route = { endpointType: 'Internet', instanceDomain: 'a', storageDomain: 'b' };
    const routes = [route, { ...route, endpointType: 5 }, 'c'];
    expect(problemsOf(resource('ALIYUN::CR::StorageDomainRoutingRule', { instanceId: 'cri-1', routes }))).toEqual([
      'routes[1].endpointType is 5, but it must be a string. Did you mean "5"?',
      'routes[2] is "c", but it must be a map with endpointType, instanceDomain, storageDomain. Replace it with one.',
    ]);
  });

  test('shows only what is short and no loop', () => {
    const loop: Bag = {};
    loop.self = loop;
    const long = Array.from({ length: 50 }, () => 'item');
    expect(instance({ resourceGroupId: loop })).toEqual([
      'resourceGroupId is an object, but it must be a string. Replace it with one.',
    ]);
    expect(instance({ resourceGroupId: long })).toEqual([
      'resourceGroupId is a list, but it must be a string. Replace it with one.',
    ]);
    expect(instance({ resourceGroupId: { long } })).toEqual([
      'resourceGroupId is an object, but it must be a string. Replace it with one.',
    ]);
  });
});

describe('a secret', () => {
  test.each([
    [
      { user: { password: 'tiny-1' } },
      'user.password is not shown, but it must have 8 to 32 characters. Lengthen it by 2 characters.',
    ],
    [
      { user: { password: 'onlyletters' } },
      'user.password is not shown, but it must consist of at least two of letters, digits and special characters. ' +
        'Make it match ^(?![A-Za-z]*$)(?![0-9]*$)(?![^A-Za-z0-9]*$).',
    ],
    [
      { user: { password: 12345678 } },
      'user.password is not shown, but it must be a string of 8 to 32 characters. Replace it with one.',
    ],
    [{ user: 'hunter2!' }, 'user is not shown, but it must be a map with password. Replace it with one.'],
  ])('is never shown: %j', (props, message) => {
    expect(problemsOf(resource('ALIYUN::CR::UserInfo', props))).toEqual([message]);
  });

  test('is not shown under a misspelt name either', () => {
    const user = { password: 'hunter2!hunter2!', pasword: 'hunter2!' };
    expect(problemsOf(resource('ALIYUN::CR::UserInfo', { user, password: 'hunter2!' })).join()).not.toContain(
      'hunter2',
    );
  });
});

describe('a value that is known only later', () => {
  const late = () => ros.Lazy.anyValue({ produce: () => 'anything' });

  test.each([
    ['a token', { instanceName: late(), instanceType: late(), period: late() }],
    ['a token in a string', { instanceName: `${ros.Lazy.stringValue({ produce: () => 'X' })}-REGISTRY` }],
    ['a token for a string', { instanceType: ros.Lazy.stringValue({ produce: () => 'basic' }) }],
    ['a token for a number', { period: ros.Lazy.numberValue({ produce: () => 5 }) }],
    ['a function of ROS', { instanceName: ros.Fn.ref('Name'), period: { Ref: 'Months' } }],
    ['a function of ROS written out', { instanceName: { 'Fn::Sub': '${A}' } }],
  ])('passes: %s', (_, props) => {
    expect(instance(props)).toEqual([]);
  });

  test('passes in lists and maps', () => {
    const list = ros.Lazy.listValue({ produce: () => ['prod'] });
    expect(scanRule({ scanScope: 'REPO', namespaces: list, repoNames: ['api', late()] })).toEqual([]);
    expect(repository({ repoSource: late() })).toEqual([]);
    expect(repository({ repoSource: { ...SOURCE, sourceRepoType: late() } })).toEqual([]);
    const routes = [late(), { endpointType: late(), instanceDomain: 'a', storageDomain: 'b' }];
    expect(problemsOf(resource('ALIYUN::CR::StorageDomainRoutingRule', { instanceId: late(), routes }))).toEqual([]);
  });
});

describe('switching the checks off', () => {
  const bad = { instanceName: 5, tags: {} } as unknown as cr.RosInstanceProps;

  test('works for one resource', () => {
    expect(problemsOf(resource('ALIYUN::CR::Instance', bad as unknown as Bag, false))).toEqual([]);
  });

  test('works for a stack', () => {
    const stack = new ros.Stack(new ros.App(), 'Acme', { enableResourcePropertyConstraint: false });
    expect(problemsOf(new cr.RosInstance(stack, 'R', bad))).toEqual([]);
  });

  test('works until synth, as every property can change until then', () => {
    const instance = new cr.RosInstance(new ros.Stack(new ros.App(), 'Acme'), 'R', bad);
    instance.enableResourcePropertyConstraint = false;
    expect(problemsOf(instance)).toEqual([]);
  });
});
