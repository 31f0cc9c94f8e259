import { invalidParameter, badRequest, conflict, missingParameter } from '../runtime/api-error';
import { type JsonMap, isMap } from '../runtime/json';
import { rosTime } from '../runtime/time';
import type { ChangeSet } from '../ros/change-set';
import { checkedImports } from '../ros/import';
import type { Identifier, Intent, Stack } from '../ros/model';
import { newStack } from '../ros/new-stack';
import { type Account, type ActionRun, type Actions, type Call, action } from './call';
import { once } from './client-tokens';
import {
  checkConcurrency,
  givenParameters,
  idleStack,
  intentOf,
  namedStack,
  paging,
  parallelismOf,
  stackName,
  timeoutOf,
} from './ros-input';
import { page, parameterList, tagList } from './ros-shapes';
import { checkRoom, nextIntent, notificationUrls, refuseSame, updatableStack } from './stack-input';
import { tagsOf } from './tags';

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/;
const TYPES = ['CREATE', 'UPDATE', 'IMPORT'] as const;
const DESCRIPTION_BYTES = 1_024;
/** How many values a filter of ListChangeSets takes. */
const FILTER_VALUES = 5;

function nameOf(call: Call): string {
  const name = call.parameters.required('ChangeSetName');
  if (!NAME.test(name)) {
    throw invalidParameter(
      'ChangeSetName',
      name,
      'it is a letter or digit followed by up to 254 letters, digits, "-" and "_"',
    );
  }
  return name;
}

function descriptionOf(call: Call): string {
  const description = call.parameters.optional('Description') ?? '';
  if (Buffer.byteLength(description) > DESCRIPTION_BYTES) {
    throw invalidParameter('Description', description, `it has at most ${DESCRIPTION_BYTES} bytes`);
  }
  return description;
}

/** The stack that is to change, or one that the change set makes. */
function stackOf(account: Account, call: Call, type: ChangeSet['type']): { stack: Stack; intent: Intent } {
  const { parameters } = call;
  const existing = type === 'UPDATE' || (type === 'IMPORT' && parameters.optional('StackId') !== undefined);
  if (type === 'IMPORT' && existing && parameters.optional('StackName') !== undefined) {
    throw badRequest('MultipleParameter', 'Only one of the input parameters StackId, StackName can be specified.');
  }
  if (existing) {
    const stack = updatableStack(account, call);
    return { stack, intent: nextIntent(account, call, stack) };
  }
  const name = stackName(parameters);
  if (account.values.byName(name, call.region)) {
    throw conflict('StackExists', `The Stack (${name}) already exists.`);
  }
  const intent = { templateBody: parameters.required('TemplateBody'), given: givenParameters(parameters) };
  const stack = newStack(account, {
    name,
    region: call.region,
    intent,
    disableRollback: parameters.boolean('DisableRollback', false),
    timeoutInMinutes: timeoutOf(parameters),
    tags: tagsOf(parameters),
    notificationUrls: notificationUrls(parameters),
    resourceGroupId: parameters.optional('ResourceGroupId'),
  });
  intentOf(account, stack, intent);
  checkRoom(account);
  return { stack, intent };
}

function importsOf(account: Account, call: Call, stack: Stack, intent: Intent): Record<string, Identifier> {
  const rows = call.parameters.records('ResourcesToImport', [
    'LogicalResourceId',
    'ResourceType',
    'ResourceIdentifier',
  ]);
  if (rows.length === 0) {
    throw missingParameter('ResourcesToImport.1.LogicalResourceId');
  }
  const wanted = rows.map(row => ({
    logicalId: row.LogicalResourceId,
    type: row.ResourceType,
    identifier: identifierIn(row.ResourceIdentifier),
  }));
  return checkedImports(account.values.program(stack, intent), stack, wanted, account.features.importable);
}

function identifierIn(text: string): JsonMap {
  try {
    const read: unknown = JSON.parse(text);
    if (isMap(read)) {
      return read;
    }
  } catch {
    // Refused below.
  }
  throw invalidParameter('ResourceIdentifier', text, 'it is a JSON map of texts');
}

const createChangeSet: ActionRun = (account, call) =>
  once(account, call, () => {
    const { parameters } = call;
    const name = nameOf(call);
    const type = parameters.oneOf('ChangeSetType', TYPES, 'UPDATE');
    const description = descriptionOf(call);
    const { stack, intent } = stackOf(account, call, type);
    const tags = tagsOf(parameters);
    const replacement = parameters.oneOf('ReplacementOption', ['Enabled', 'Disabled'], 'Disabled') === 'Enabled';
    if (type === 'UPDATE') {
      refuseSame(account, stack, intent, tags.length > 0 ? tags : stack.tags);
    }
    const made = account.changeSets.create(stack, {
      name,
      type,
      description,
      intent,
      tags,
      replacement,
      imports: type === 'IMPORT' ? importsOf(account, call, stack, intent) : {},
      timeoutInMinutes: timeoutOf(parameters, stack.timeoutInMinutes),
      disableRollback: type === 'UPDATE' ? stack.disableRollback : parameters.boolean('DisableRollback', false),
      parallelism: parallelismOf(parameters),
    });
    return { ChangeSetId: made.id, StackId: stack.id };
  });

const executeChangeSet: ActionRun = (account, call) =>
  once(account, call, () => {
    const { changeSet, stack } = named(account, call);
    idleStack(stack);
    checkConcurrency(account);
    account.changeSets.execute(changeSet, stack);
    return {};
  });

function named(account: Account, call: Call) {
  return account.changeSets.byId(call.parameters.required('ChangeSetId'), call.region);
}

function summary(changeSet: ChangeSet, stack: Stack): JsonMap {
  return {
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    ChangeSetType: changeSet.type,
    Description: changeSet.description,
    CreateTime: rosTime(changeSet.created),
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    ExecutionStatus: changeSet.executionStatus,
    StackId: stack.id,
    StackName: stack.name,
    RegionId: stack.region,
    ResourceGroupId: stack.resourceGroupId,
    Tags: tagList(changeSet.tags),
  };
}

const getChangeSet: ActionRun = (account, call) => {
  const { changeSet, stack } = named(account, call);
  const program = account.values.program(stack, changeSet.intent);
  const shown = call.parameters.boolean('ShowTemplate', false);
  return {
    ...summary(changeSet, stack),
    Parameters: parameterList(program, stack, account.world.accountId),
    Changes: changeSet.changes,
    DisableRollback: changeSet.disableRollback,
    TimeoutInMinutes: changeSet.timeoutInMinutes,
    ...(shown ? { TemplateBody: changeSet.intent.templateBody } : {}),
  };
};

const listChangeSets: ActionRun = (account, call) => {
  const { parameters } = call;
  const stack = namedStack(account, call);
  const { number, size } = paging(call);
  const id = parameters.optional('ChangeSetId');
  const [names, statuses, executions] = ['ChangeSetName', 'Status', 'ExecutionStatus'].map(name => filter(call, name));
  const found = account.changeSets
    .of(stack)
    .filter(
      changeSet =>
        (id === undefined || changeSet.id === id) &&
        (names.length === 0 || names.some(pattern => isLike(pattern, changeSet.name))) &&
        (statuses.length === 0 || statuses.includes(changeSet.status)) &&
        (executions.length === 0 || executions.includes(changeSet.executionStatus)),
    )
    .reverse();
  return {
    ChangeSets: page(found, number, size).map(changeSet => summary(changeSet, stack)),
    TotalCount: found.length,
    PageNumber: number,
    PageSize: size,
  };
};

function filter(call: Call, name: string): string[] {
  const values = call.parameters.list(name);
  if (values.length > FILTER_VALUES) {
    throw badRequest('InvalidParameter', `The parameter ${name} takes at most ${FILTER_VALUES} values.`);
  }
  return values;
}

/** Whether a name is as a pattern says, in which `*` stands for anything. */
function isLike(pattern: string, name: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`).test(name);
}

export const ROS_CHANGE_SETS: Actions = {
  CreateChangeSet: action(
    [
      'ChangeSetName',
      'ChangeSetType',
      'Description',
      'StackName',
      'StackId',
      'TemplateBody',
      'Parameters.N',
      'UsePreviousParameters',
      'ResourcesToImport.N',
      'ReplacementOption',
      'DisableRollback',
      'TimeoutInMinutes',
      'Parallelism',
      'Tags.N',
      'NotificationURLs.N',
      'ResourceGroupId',
      'ClientToken',
    ],
    createChangeSet,
  ),
  GetChangeSet: action(['ChangeSetId', 'ShowTemplate'], getChangeSet),
  ListChangeSets: action(
    ['StackId', 'ChangeSetId', 'ChangeSetName.N', 'Status.N', 'ExecutionStatus.N', 'PageNumber', 'PageSize'],
    listChangeSets,
  ),
  ExecuteChangeSet: action(['ChangeSetId', 'ClientToken'], executeChangeSet),
  DeleteChangeSet: action(['ChangeSetId'], (account, call) => {
    const { changeSet, stack } = named(account, call);
    idleStack(stack);
    account.changeSets.remove(changeSet);
    return {};
  }),
};
