import { badRequest } from '../runtime/api-error';
import type { JsonMap } from '../runtime/json';
import { rosTime } from '../runtime/time';
import type { ChangeSet } from '../ros/change-set';
import type { Stack } from '../ros/model';
import { type Account, type ActionRun, type Actions, type Call, action } from './call';
import { descriptionOf, importsOf, nameOf, stackOf } from './change-set-input';
import { once } from './client-tokens';
import { checkConcurrency, idleStack, namedStack, paging, parallelismOf, timeoutOf } from './ros-input';
import { page, parameterList, tagList } from './ros-shapes';
import { refuseSame } from './stack-input';
import { tagsOf } from './tags';

const TYPES = ['CREATE', 'UPDATE', 'IMPORT'] as const;
/** How many values a filter of ListChangeSets takes. */
const FILTER_VALUES = 5;

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
