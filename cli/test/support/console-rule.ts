/** Where a rule ends. */
interface End {
  readonly region: string;
  readonly id: string;
}

/** What the console is told of a rule by which a namespace is copied by itself, to one of the same name. */
export const consoleRule = (SyncRuleName: string, to: End, { namespace = 'prod', tags = '.*' } = {}) => ({
  ...{ SyncRuleName, SyncScope: 'NAMESPACE', SyncTrigger: 'PASSIVE', RepoNameFilter: '.*', TagFilter: tags },
  ...{ NamespaceName: namespace, TargetNamespaceName: namespace },
  ...{ TargetRegionId: to.region, TargetInstanceId: to.id },
});
