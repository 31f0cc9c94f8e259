import { readdirSync, readFileSync } from 'node:fs';
import { Assembly } from './support/assembly';
import { run } from './support/examples';

const names = readdirSync('examples')
  .filter(file => file.endsWith('.ts'))
  .map(file => file.slice(0, -3));

/** Each rule as "where from -> where to: what". */
function arrows(assembly: Assembly): string[] {
  const all = assembly.stacks().flatMap(stack => {
    const source = (assembly.metadata(stack) as { region: string } | undefined)?.region;
    return assembly.resources(stack, 'ALIYUN::CR::RepoSyncRule').map(({ Properties }) => {
      const { TargetRegionId, NamespaceName, RepoName, RepoNameFilter, TagFilter } = Properties as Record<
        string,
        string
      >;
      return `${source} -> ${TargetRegionId}: ${NamespaceName}/${RepoName ?? RepoNameFilter}:${TagFilter}`;
    });
  });
  return all.sort();
}

describe('examples', () => {
  test.each(names)('%s is listed in the README of the examples', name => {
    expect(readFileSync('examples/README.md', 'utf8')).toContain(`[${name}.ts](${name}.ts)`);
  });

  test('germany-hangzhou makes three stacks, the registries first', () => {
    const assembly = run('germany-hangzhou');
    expect(assembly.stacks()).toEqual(['acme-cn-hangzhou', 'acme-eu-central-1', 'acme-eu-central-1-to-cn-hangzhou']);
    expect(arrows(assembly)).toEqual(['eu-central-1 -> cn-hangzhou: prod/.*:.*']);
  });

  test('many-regions makes one primary and six replicas, "china" in three of them', () => {
    const assembly = run('many-regions');
    expect(assembly.stacks()).toHaveLength(13);
    expect(arrows(assembly).filter(arrow => arrow.includes(': china/'))).toEqual([
      'eu-central-1 -> cn-beijing: china/.*:.*',
      'eu-central-1 -> cn-hangzhou: china/.*:.*',
      'eu-central-1 -> cn-shenzhen: china/.*:.*',
    ]);
    expect(arrows(assembly).filter(arrow => arrow.includes(' us-east-1: '))).toEqual([
      'eu-central-1 -> us-east-1: base/(alpine|debian):.*',
      'eu-central-1 -> us-east-1: drafts/.*:.*',
      'eu-central-1 -> us-east-1: prod/.*:v[0-9]+.*',
    ]);
  });

  test('existing-registry buys nothing in Germany', () => {
    const assembly = run('existing-registry');
    expect(Object.keys(assembly.template('grown-eu-central-1').Resources)).toEqual(['DeployRegion', 'NamespaceTools']);
    expect(arrows(assembly)).toEqual([
      'eu-central-1 -> cn-shanghai: prod/.*:.*',
      'eu-central-1 -> cn-shanghai: tools/.*:.*',
    ]);
  });

  test('single-constructs copies one repository between stacks of the user', () => {
    const assembly = run('single-constructs');
    expect(arrows(assembly)).toEqual(['eu-central-1 -> ap-southeast-1: services/checkout:release-.*']);
    expect(assembly.dependencies('platform-copies')).toEqual(['platform-frankfurt', 'platform-singapore']);
  });

  test('cross-account deploys nothing in the other account', () => {
    const assembly = run('cross-account');
    expect(assembly.stacks()).toEqual(['shared-eu-central-1', 'shared-eu-central-1-to-cn-hangzhou']);
    expect(assembly.properties('shared-eu-central-1-to-cn-hangzhou', 'ALIYUN::CR::RepoSyncRule').TargetUserId).toBe(
      '1234567890123456',
    );
    expect(assembly.messages('info')).toContain(
      'Account 1234567890123456 must have ready in cn-hangzhou: instance cri-fedcba9876543210, named partner; ' +
        'namespace prod with automatic creation of repositories. ' +
        'Its owner also creates the RAM role and the policy that let this account copy into it, before the rules are deployed.',
    );
  });

  test('composition puts networks before the registry, and what pulls after the sync rules', () => {
    const assembly = run('composition');
    for (const region of ['eu-central-1', 'cn-hangzhou']) {
      expect(assembly.dependencies(`shop-${region}`)).toEqual([`shop-network-${region}`]);
      expect(assembly.dependencies(`shop-compute-${region}`)).toEqual([
        `shop-${region}`,
        'shop-eu-central-1-to-cn-hangzhou',
        `shop-network-${region}`,
      ]);
    }
    expect(JSON.stringify(assembly.templates())).not.toContain('Fn::ImportValue');
  });

  test('production says everything once, for every region', () => {
    const assembly = run('production');
    expect(assembly.dependencies('shop-cn-hangzhou')).toEqual(['shop-account']);
    expect(assembly.resources('shop-cn-hangzhou', 'ALIYUN::CR::InstanceVpcEndpointLinkedVpc')).toHaveLength(1);
    expect(assembly.resources('shop-us-east-1', 'ALIYUN::CR::ArtifactLifecycleRule')).toHaveLength(1);
    expect(assembly.resources('shop-us-east-1', 'ALIYUN::RAM::ManagedPolicy')).toHaveLength(2);
  });
});

/** The rules for Container Registry in Alibaba Cloud's open policy set for ROS templates. */
describe('production keeps the rule', () => {
  const assembly = run('production');
  const properties = (type: string) =>
    assembly
      .stacks()
      .flatMap(stack =>
        assembly.resources(stack, type).map(resource => resource.Properties as Record<string, unknown>),
      );

  test('that no registry is open to any IP address', () => {
    const entries = properties('ALIYUN::CR::InstanceEndpointAclPolicy').map(({ Entry }) => Entry as string);
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.filter(entry => Number(entry.split('/')[1]) < 8)).toEqual([]);
  });

  test('that repositories are private', () => {
    expect(new Set(properties('ALIYUN::CR::Repository').map(({ RepoType }) => RepoType))).toEqual(new Set(['PRIVATE']));
    expect(new Set(properties('ALIYUN::CR::Namespace').map(({ DefaultVisibility }) => DefaultVisibility))).toEqual(
      new Set(['PRIVATE']),
    );
  });

  test('that images are scanned in every instance', () => {
    const instances = properties('ALIYUN::CR::Instance');
    expect(instances.map(({ ImageScanner }) => ImageScanner)).toEqual(['ACR', 'ACR', 'ACR']);
    const automatic = properties('ALIYUN::CR::ScanRule').filter(
      ({ TriggerType, ScanScope }) => TriggerType === 'AUTO' && ScanScope === 'INSTANCE',
    );
    expect(automatic).toHaveLength(instances.length);
  });

  test('that tags are immutable', () => {
    const repositories = properties('ALIYUN::CR::Repository');
    expect(repositories).toHaveLength(3);
    expect(new Set(repositories.map(({ TagImmutability }) => TagImmutability))).toEqual(new Set([true]));
  });

  test('that every bucket is private, encrypted and zone-redundant', () => {
    const buckets = properties('ALIYUN::OSS::Bucket');
    expect(buckets).toHaveLength(2);
    for (const { AccessControl, ServerSideEncryptionConfiguration, RedundancyType } of buckets) {
      expect(AccessControl).toBe('private');
      expect(ServerSideEncryptionConfiguration).toEqual({ SSEAlgorithm: expect.stringMatching(/^(?:KMS|AES256)$/) });
      expect(RedundancyType).toBe('ZRS');
    }
  });

  test('that buckets take HTTPS alone', () => {
    for (const { BucketName, Policy } of properties('ALIYUN::OSS::Bucket')) {
      expect(Policy).toMatchObject({
        Statement: [
          {
            Effect: 'Deny',
            Action: ['oss:*'],
            Principal: ['*'],
            Resource: [`acs:oss:*:*:${BucketName}`, `acs:oss:*:*:${BucketName}/*`],
            Condition: { Bool: { 'acs:SecureTransport': ['false'] } },
          },
        ],
      });
    }
  });

  test('that buckets keep old versions', () => {
    const versioning = properties('ALIYUN::OSS::Bucket').map(({ VersioningConfiguration }) => VersioningConfiguration);
    expect(versioning).toEqual([{ Status: 'Enabled' }, { Status: 'Enabled' }]);
  });

  test('that what happens to the images is logged in another bucket', () => {
    const own = properties('ALIYUN::CR::Instance').flatMap(({ InstanceStorageName }) =>
      InstanceStorageName === undefined ? [] : [InstanceStorageName],
    );
    const loggedIn = new Map(
      properties('ALIYUN::OSS::Bucket').map(({ BucketName, LoggingConfiguration }) => [
        BucketName,
        (LoggingConfiguration as { TargetBucket: string } | undefined)?.TargetBucket,
      ]),
    );
    expect(own.map(bucket => [bucket, loggedIn.get(bucket)])).toEqual([
      ['shop-layers-frankfurt', 'shop-logs-frankfurt'],
    ]);
    expect([...loggedIn.keys()]).toContain('shop-logs-frankfurt');
  });
});
