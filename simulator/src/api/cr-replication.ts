import { describeRule, detailedTask, listedTask } from '../cr/describe';
import { crError } from '../cr/errors';
import type { Instance, SyncTask } from '../cr/model';
import { USUAL_PRIORITY } from '../cr/sync-rules';
import { type Account, type ActionRun, type Actions, type Call, action } from './call';
import { PAGE, instanceOf, matches, paged, success } from './cr-support';

const priorityOf = (call: Call, usual = USUAL_PRIORITY) => call.parameters.integer('Priority', 1, 5, usual);

/** The copy that the call names, if it begins or ends at the instance. */
function taskOf(account: Account, call: Call, instance: Instance): SyncTask {
  const task = account.tasks.task(call.parameters.required('SyncTaskId'));
  if (task.from.instanceId !== instance.id && task.to.instanceId !== instance.id) {
    throw crError('SYNC_TASK_NOT_EXIST', `The sync task ${task.id} does not exist in ${instance.id}.`);
  }
  return task;
}

/** A rule shows on both of its ends. */
const listRepoSyncRule: ActionRun = (account, call) => {
  const instance = instanceOf(account, call);
  const outgoing = Object.values(instance.rules).map(rule => ({ source: instance, rule }));
  const incoming = Object.values(account.world.instances).flatMap(source =>
    Object.values(source.rules)
      .filter(rule => rule.targetInstanceId === instance.id)
      .map(rule => ({ source, rule })),
  );
  const found = [...outgoing, ...incoming].filter(
    ({ rule }) =>
      matches(call, 'NamespaceName', rule.namespace) &&
      matches(call, 'RepoName', rule.repository) &&
      matches(call, 'TargetInstanceId', rule.targetInstanceId) &&
      matches(call, 'TargetRegionId', rule.targetRegion),
  );
  return paged(
    call,
    'SyncRules',
    found.map(({ source, rule }) => describeRule(source, rule, instance)),
    'number',
  );
};

/** The newest first; SyncRecordId names what one push started. */
const listRepoSyncTask: ActionRun = (account, call) => {
  const instance = instanceOf(account, call);
  const found = Object.values(account.world.tasks).filter(
    task =>
      (task.from.instanceId === instance.id || task.to.instanceId === instance.id) &&
      matches(call, 'RepoNamespaceName', task.from.namespace) &&
      matches(call, 'RepoName', task.from.repository) &&
      matches(call, 'Tag', task.from.tag) &&
      matches(call, 'SyncRecordId', task.batchId),
  );
  return paged(call, 'SyncTasks', found.reverse().map(listedTask), 'text');
};

const createRepoSyncTask: ActionRun = (account, call) => {
  const { parameters } = call;
  const instance = instanceOf(account, call);
  const repository = account.registries.repositoryById(instance, parameters.required('RepoId'));
  const target = account.registries.running(
    parameters.required('TargetInstanceId'),
    parameters.required('TargetRegionId'),
  );
  if (target.accountId !== (parameters.optional('TargetUserId') ?? instance.accountId)) {
    throw crError(
      'SYNC_RULE_TARGET_INVALID',
      `The target ${target.id} is not owned by the account that TargetUserId names.`,
    );
  }
  const task = account.tasks.startManually({
    from: {
      region: instance.region,
      instanceId: instance.id,
      namespace: repository.namespace,
      repository: repository.name,
      tag: parameters.required('Tag'),
    },
    to: {
      region: target.region,
      instanceId: target.id,
      namespace: parameters.required('TargetNamespace'),
      repository: parameters.required('TargetRepoName'),
      tag: parameters.required('TargetTag'),
    },
    ruleId: '',
    override: parameters.boolean('Override', false),
    crossUser: target.accountId !== instance.accountId,
    priority: priorityOf(call),
  });
  return success({ SyncTaskId: task.id });
};

const createRepoSyncTaskByRule: ActionRun = (account, call) => {
  const instance = instanceOf(account, call);
  const repository = account.registries.repositoryById(instance, call.parameters.required('RepoId'));
  const rule = account.rules.rule(instance, call.parameters.required('SyncRuleId'));
  if (rule.namespace !== repository.namespace || (rule.scope === 'REPO' && rule.repository !== repository.name)) {
    throw crError(
      'SYNC_RULE_SCOPE_INVALID',
      `The sync rule ${rule.id} does not cover the repository ${repository.namespace}/${repository.name}.`,
    );
  }
  const tag = call.parameters.required('Tag');
  const task = account.tasks.byRule(instance, rule, repository.name, tag, priorityOf(call, rule.priority));
  return success({ SyncTaskId: task.id });
};

const TARGET = ['TargetInstanceId', 'TargetRegionId', 'TargetUserId', 'TargetNamespace', 'TargetRepoName', 'TargetTag'];

const createRepoSyncRule: ActionRun = (account, call) => {
  const { parameters } = call;
  parameters.required('SyncScope');
  const rule = account.rules.create(instanceOf(account, call), {
    name: parameters.required('SyncRuleName'),
    scope: parameters.oneOf('SyncScope', ['NAMESPACE', 'REPO'], 'NAMESPACE'),
    trigger: parameters.oneOf('SyncTrigger', ['PASSIVE', 'INITIATIVE'], 'PASSIVE'),
    namespace: parameters.required('NamespaceName'),
    repository: parameters.optional('RepoName'),
    repositoryFilter: parameters.optional('RepoNameFilter'),
    tagFilter: parameters.required('TagFilter'),
    targetRegion: parameters.required('TargetRegionId'),
    targetInstanceId: parameters.required('TargetInstanceId'),
    targetNamespace: parameters.required('TargetNamespaceName'),
    targetRepository: parameters.optional('TargetRepoName'),
    targetUserId: parameters.optional('TargetUserId'),
    priority: priorityOf(call),
  });
  return success({ SyncRuleId: rule.id });
};

const RULE = [
  'InstanceId',
  'SyncRuleName',
  'SyncScope',
  'SyncTrigger',
  'NamespaceName',
  'RepoName',
  'RepoNameFilter',
  'TagFilter',
  'TargetRegionId',
  'TargetInstanceId',
  'TargetNamespaceName',
  'TargetRepoName',
  'TargetUserId',
  'Priority',
];

export const CR_REPLICATION: Actions = {
  CreateRepoSyncRule: action(RULE, createRepoSyncRule),
  DeleteRepoSyncRule: action(['InstanceId', 'SyncRuleId'], (account, call) => {
    account.rules.remove(instanceOf(account, call), call.parameters.required('SyncRuleId'));
    return success();
  }),
  ListRepoSyncRule: action(
    ['InstanceId', 'NamespaceName', 'RepoName', 'TargetInstanceId', 'TargetRegionId', ...PAGE],
    listRepoSyncRule,
  ),
  ListRepoSyncTask: action(
    ['InstanceId', 'RepoNamespaceName', 'RepoName', 'Tag', 'SyncRecordId', ...PAGE],
    listRepoSyncTask,
  ),
  GetRepoSyncTask: action(['InstanceId', 'SyncTaskId'], (account, call) =>
    success(detailedTask(taskOf(account, call, instanceOf(account, call)))),
  ),
  CancelRepoSyncTask: action(['InstanceId', 'SyncTaskId'], (account, call) => {
    account.tasks.cancel(taskOf(account, call, instanceOf(account, call)));
    return success();
  }),
  CreateRepoSyncTask: action(['InstanceId', 'RepoId', 'Tag', 'Override', 'Priority', ...TARGET], createRepoSyncTask),
  CreateRepoSyncTaskByRule: action(['InstanceId', 'RepoId', 'SyncRuleId', 'Tag', 'Priority'], createRepoSyncTaskByRule),
};
