import type { FoundRegistry, FoundRule } from '../../src/domain/found';

const BARE = {
  ...{ edition: 'Advanced', resourceGroupId: '', labels: {}, internet: { enabled: false, entries: [] }, vpcs: [] },
  ...{ namespaces: [], repositories: [], rules: [], scanRules: [], retentionRules: [], unread: [] },
};

/** A registry as it is read. */
export const found = (instanceId: string, region: string, more: Partial<FoundRegistry> = {}): FoundRegistry => ({
  ...BARE,
  ...{ instanceId, region, name: 'acme', ...more },
});

/** A rule for the namespace prod. */
export const ruleTo = (target: FoundRegistry, more: Partial<FoundRule> = {}): FoundRule => ({
  ...{ id: `crsr-${target.instanceId}`, name: `to-${target.region}`, scope: 'NAMESPACE', trigger: 'PASSIVE' },
  ...{ namespace: 'prod', repository: '', repositoryFilter: '.*', tagFilter: '.*' },
  ...{
    target: { instanceId: target.instanceId, region: target.region },
    targetNamespace: 'prod',
    targetRepository: '',
  },
  ...{ foreign: false, priority: '3', ...more },
});

const PROD = { name: 'prod', autoCreate: true, visibility: 'PRIVATE', immutable: false };

/** Hangzhou and Germany, tied by a rule. */
export function foundRegistries(): [FoundRegistry, FoundRegistry] {
  const hangzhou = found('cri-cn', 'cn-hangzhou', { edition: 'Basic', namespaces: [PROD] });
  return [hangzhou, found('cri-eu', 'eu-central-1', { namespaces: [PROD], rules: [ruleTo(hangzhou)] })];
}

/** The same with all that an app can say: repositories, namespaces that go nowhere, rules of every kind, what people wrote. */
export function foundEverything(): FoundRegistry[] {
  const [hangzhou, germany] = foundRegistries();
  const base = { name: 'base', autoCreate: false, visibility: 'PUBLIC', immutable: true };
  const repository = { visibility: 'PUBLIC', summary: 'The "base" of \'all\'', detail: 'Two\nlines', immutable: true };
  const alpine = {
    ...repository,
    id: 'crr-1',
    namespace: 'base',
    name: 'alpine',
    tags: [{ tag: 'v1', digest: 'sha256:1' }],
  };
  const inBase = { namespace: 'base', targetNamespace: 'base', id: 'crsr-2', name: 'by hand' };
  const single = { scope: 'REPO', repository: 'alpine', targetRepository: 'alpine', trigger: 'INITIATIVE' };
  return [
    { ...hangzhou, name: 'acme-cn', namespaces: [base, PROD], repositories: [alpine] },
    {
      ...germany,
      namespaces: [base, PROD],
      repositories: [alpine],
      internet: { enabled: true, entries: [{ cidr: '203.0.113.0/24', comment: 'it\'s """\n# ours' }] },
      rules: [
        ruleTo(hangzhou, { tagFilter: 'v[0-9]+\\.x', repositoryFilter: 'team-.*' }),
        ruleTo(hangzhou, { ...inBase, ...single }),
        ruleTo(hangzhou, { id: 'crsr-3', name: 'elsewhere', targetNamespace: 'other' }),
      ],
    },
    found('cri-us', 'us-east-1', { name: '1-alone', edition: 'Economy' }),
  ];
}
