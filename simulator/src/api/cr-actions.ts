import { missingParameter } from '../runtime/api-error';
import {
  describeEndpoint,
  describeInstance,
  describeNamespace,
  describeRepository,
  describeRule,
  describeTags,
  describeTask,
} from '../cr/describe';
import type { Instance, Repository, SyncRule } from '../cr/model';
import { crError } from '../cr/errors';
import { type JsonMap, own } from '../runtime/json';
import type { Account, Action, Call } from './call';

/** Every reply of the CR service says so. */
const success = (fields: JsonMap): JsonMap => ({ Code: 'success', IsSuccess: true, ...fields });

function instanceOf(account: Account, call: Call): Instance {
  const instance = account.registries.instance(call.parameters.required('InstanceId'), call.region);
  if (instance.accountId !== account.world.accountId) {
    throw crError('INSTANCE_NOT_EXIST', `The instance ${instance.id} belongs to another account.`);
  }
  return instance;
}

/** One page of records under a name, with the counts. */
function paged(call: Call, name: string, records: JsonMap[]): JsonMap {
  const number = call.parameters.integer('PageNo', 1, 100_000, 1);
  const size = call.parameters.integer('PageSize', 1, 100, 30);
  return success({
    [name]: records.slice((number - 1) * size, number * size),
    PageNo: number,
    PageSize: size,
    TotalCount: records.length,
  });
}

const matches = (call: Call, parameter: string, value: string) =>
  (call.parameters.optional(parameter) ?? value) === value;

/** By id, or by namespace and name. */
function repositoryOf(account: Account, call: Call, instance: Instance): Repository {
  const id = call.parameters.optional('RepoId');
  if (id !== undefined) {
    return account.registries.repositoryById(instance, id);
  }
  return account.registries.repository(
    instance,
    call.parameters.required('RepoNamespaceName'),
    call.parameters.required('RepoName'),
  );
}

const getInstance: Action = (account, call) => success(describeInstance(instanceOf(account, call)));

const listInstance: Action = (account, call) => {
  const own = Object.values(account.world.instances).filter(
    instance => instance.region === call.region && instance.accountId === account.world.accountId,
  );
  const found = own.filter(
    instance =>
      matches(call, 'InstanceName', instance.name) &&
      matches(call, 'InstanceStatus', instance.status) &&
      matches(call, 'ResourceGroupId', instance.resourceGroupId),
  );
  return paged(call, 'Instances', found.map(describeInstance));
};

const getInstanceEndpoint: Action = (account, call) => {
  const type = call.parameters.oneOf(
    'EndpointType',
    ['internet', 'vpc'],
    call.parameters.required('EndpointType') as 'internet',
  );
  const module = call.parameters.oneOf('ModuleName', ['Registry', 'Chart'], 'Registry');
  return success(describeEndpoint(instanceOf(account, call), module, type === 'vpc'));
};

const getNamespace: Action = (account, call) => {
  const instance = instanceOf(account, call);
  const id = call.parameters.optional('NamespaceId');
  const byId = Object.values(instance.namespaces).find(namespace => namespace.id === id);
  return success(
    describeNamespace(
      instance,
      byId ?? account.registries.namespace(instance, call.parameters.required('NamespaceName')),
    ),
  );
};

const listNamespace: Action = (account, call) => {
  const instance = instanceOf(account, call);
  const found = Object.values(instance.namespaces).filter(namespace => matches(call, 'NamespaceName', namespace.name));
  return paged(
    call,
    'Namespaces',
    found.map(namespace => describeNamespace(instance, namespace)),
  );
};

const getRepository: Action = (account, call) => {
  const instance = instanceOf(account, call);
  return success(describeRepository(instance, repositoryOf(account, call, instance)));
};

const listRepository: Action = (account, call) => {
  const instance = instanceOf(account, call);
  const found = Object.values(instance.repositories).filter(
    repository =>
      matches(call, 'RepoNamespaceName', repository.namespace) && matches(call, 'RepoName', repository.name),
  );
  return paged(
    call,
    'Repositories',
    found.map(repository => describeRepository(instance, repository)),
  );
};

const listRepoTag: Action = (account, call) => {
  const instance = instanceOf(account, call);
  return paged(
    call,
    'Images',
    describeTags(account.registries.repositoryById(instance, call.parameters.required('RepoId'))),
  );
};

/** A rule shows on both of its ends. */
const listRepoSyncRule: Action = (account, call) => {
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
  );
};

const listRepoSyncTask: Action = (account, call) => {
  const instance = instanceOf(account, call);
  const found = Object.values(account.world.tasks).filter(
    task =>
      (task.from.instanceId === instance.id || task.to.instanceId === instance.id) &&
      matches(call, 'RepoNamespaceName', task.from.namespace) &&
      matches(call, 'RepoName', task.from.repository) &&
      matches(call, 'Tag', task.from.tag) &&
      matches(call, 'SyncRecordId', task.id),
  );
  return paged(call, 'SyncTasks', found.reverse().map(describeTask));
};

const getRepoSyncTask: Action = (account, call) => {
  const instance = instanceOf(account, call);
  const task = account.tasks.task(call.parameters.required('SyncTaskId'));
  if (task.from.instanceId !== instance.id && task.to.instanceId !== instance.id) {
    throw crError('SYNC_TASK_NOT_EXIST', `The sync task ${task.id} does not exist in ${instance.id}.`);
  }
  return success({
    ...describeTask(task),
    LayerTasks: [
      {
        Digest: task.digest,
        Size: task.size,
        SyncedSize: task.status === 'SUCCESS' ? task.size : 0,
        TaskStatus: task.status,
      },
    ],
  });
};

const createRepoSyncTask: Action = (account, call) => {
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
  });
  return success({ SyncTaskId: task.id });
};

const createRepoSyncTaskByRule: Action = (account, call) => {
  const instance = instanceOf(account, call);
  const repository = account.registries.repositoryById(instance, call.parameters.required('RepoId'));
  const ruleId = call.parameters.required('SyncRuleId');
  const rule: SyncRule | undefined = own(instance.rules, ruleId);
  if (!rule) {
    throw crError('SYNC_RULE_NOT_EXIST', `The sync rule ${ruleId} does not exist in ${instance.id}.`);
  }
  if (rule.namespace !== repository.namespace || (rule.scope === 'REPO' && rule.repository !== repository.name)) {
    throw crError(
      'SYNC_RULE_SCOPE_INVALID',
      `The sync rule ${ruleId} does not cover the repository ${repository.namespace}/${repository.name}.`,
    );
  }
  return success({
    SyncTaskId: account.tasks.byRule(instance, rule, repository.name, call.parameters.required('Tag')).id,
  });
};

const TOKEN_MILLISECONDS = 3_600_000;

const getAuthorizationToken: Action = (account, call) => {
  if (call.parameters.optional('InstanceId') === undefined) {
    throw missingParameter('InstanceId');
  }
  const instance = instanceOf(account, call);
  return success({
    TempUsername: 'cr_temp_user',
    AuthorizationToken: account.random.id(`${instance.id}.`, 40),
    ExpireTime: account.world.now + TOKEN_MILLISECONDS,
  });
};

export const CR_ACTIONS: Readonly<Record<string, Action>> = {
  GetInstance: getInstance,
  ListInstance: listInstance,
  GetInstanceEndpoint: getInstanceEndpoint,
  GetNamespace: getNamespace,
  ListNamespace: listNamespace,
  GetRepository: getRepository,
  ListRepository: listRepository,
  ListRepoTag: listRepoTag,
  ListRepoSyncRule: listRepoSyncRule,
  ListRepoSyncTask: listRepoSyncTask,
  GetRepoSyncTask: getRepoSyncTask,
  CreateRepoSyncTask: createRepoSyncTask,
  CreateRepoSyncTaskByRule: createRepoSyncTaskByRule,
  GetAuthorizationToken: getAuthorizationToken,
};
