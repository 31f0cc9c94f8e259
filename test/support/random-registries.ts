import * as fc from 'fast-check';
import { GlobalRegistryProps, NamespaceOptions, ReplicaOptions, SyncTrigger, Visibility } from '../../lib';

/** Written out, so that a region that opens does not change what a seed gives. */
const publicRegions = [
  'cn-beijing',
  'cn-chengdu',
  'cn-fuzhou',
  'cn-guangzhou',
  'cn-hangzhou',
  'cn-heyuan',
  'cn-huhehaote',
  'cn-nanjing',
  'cn-qingdao',
  'cn-shanghai',
  'cn-shenzhen',
  'cn-wuhan-lr',
  'cn-wulanchabu',
  'cn-zhangjiakou',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'cn-hongkong',
  'eu-west-1',
  'me-central-1',
  'me-east-1',
  'us-east-1',
  'us-west-1',
];

export const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const filter = fc.constantFrom('.*', 'v[0-9]+', 'release-.*', '(api|web)');

const replica: fc.Arbitrary<ReplicaOptions> = fc.record({
  region: fc.constantFrom(...publicRegions),
  periodMonths: optional(fc.constantFrom(1, 12)),
  autoRenewMonths: optional(fc.constantFrom(1, 12)),
});

const repository = fc.record({
  name: fc.constantFrom('api', 'web', 'a.b_c-d'),
  summary: optional(fc.constant('One line')),
});

const namespaceName = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,10}[a-z0-9]$/);
const instanceName = fc.stringMatching(/^[a-z][a-z0-9-]{1,10}[a-z0-9]$/);

/** Random registries that keep the rules: any replicas, any namespaces, each going to some of them. */
export const registryProps: fc.Arbitrary<GlobalRegistryProps> = fc
  .uniqueArray(replica, { maxLength: 5, selector: ({ region }) => region })
  .chain(replicas => {
    const regions = replicas.map(({ region }) => region);
    const namespace: fc.Arbitrary<NamespaceOptions> = fc.record({
      name: namespaceName,
      visibility: optional(fc.constantFrom(Visibility.PRIVATE, Visibility.PUBLIC)),
      repositories: optional(fc.uniqueArray(repository, { maxLength: 2, selector: ({ name }) => name })),
      replicateTo: optional(fc.subarray(regions)),
      existingIn: optional(fc.subarray(['eu-central-1', ...regions])),
      repositoriesMatching: optional(filter),
      tagsMatching: optional(filter),
      trigger: optional(fc.constantFrom(SyncTrigger.AUTOMATIC, SyncTrigger.MANUAL)),
    });
    return fc.record({
      instanceName,
      primary: fc.record({ region: fc.constant('eu-central-1'), existingInstanceId: optional(fc.constant('cri-1')) }),
      replicas: fc.constant(replicas),
      namespaces: fc.uniqueArray(namespace, { maxLength: 4, selector: ({ name }) => name }),
    });
  });
