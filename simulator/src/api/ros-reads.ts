import { invalidParameter, notFound } from '../runtime/api-error';
import { type JsonMap, isMap, own } from '../runtime/json';
import { OPEN_REGIONS } from '../runtime/regions';
import { type Stack, isDeleted } from '../ros/model';
import { progressOf, resourceCounts } from '../ros/progress';
import { baseName } from '../template/references';
import { section } from '../template/sections';
import { type Account, type ActionRun, type Actions, type Call, action } from './call';
import { namedStack, paging } from './ros-input';
import { eventRecord, page, parameterList, resourceRecord, stackDetail, stackSummary } from './ros-shapes';
import { tagsOf } from './tags';

function rootOf(account: Account, stack: Stack): string {
  let root = stack;
  for (let parent = root.parent; parent; parent = root.parent) {
    const next = own(account.world.stacks, parent.stackId);
    if (!next) {
      break;
    }
    root = next;
  }
  return root.id;
}

const getStack: ActionRun = (account, call) => {
  const stack = namedStack(account, call);
  const withOutputs = call.parameters.oneOf('OutputOption', ['Enabled', 'Disabled'], 'Enabled') === 'Enabled';
  const program = account.values.program(stack, stack.intent);
  const detail = stackDetail(
    stack,
    rootOf(account, stack),
    parameterList(program, stack, account.world.accountId),
    withOutputs,
  );
  const description = program.template.Description ?? '';
  return { ...detail, Description: description, TemplateDescription: description, ...progress(stack, call) };
};

/** With ShowResourceProgress: how far the operation has come, or how many resources are where. */
function progress(stack: Stack, call: Call): JsonMap {
  const shown = call.parameters.oneOf(
    'ShowResourceProgress',
    ['Disabled', 'PercentageOnly', 'EnabledIfCreateStack'],
    'Disabled',
  );
  if (shown === 'PercentageOnly') {
    const { operation, action } = stack.operation ? progressOf(stack.operation) : stack.progress;
    return { ResourceProgress: { StackOperationProgress: operation, StackActionProgress: action } };
  }
  if (shown === 'Disabled' || !stack.status.startsWith('CREATE_')) {
    return {};
  }
  const counts = resourceCounts(stack);
  return {
    ResourceProgress: {
      InProgressResourceCount: counts.running,
      InProgressResourceDetails: [],
      PendingResourceCount: counts.waiting,
      TotalResourceCount: counts.total,
      SuccessResourceCount: counts.done,
      FailedResourceCount: counts.failed,
    },
  };
}

const TIMES = ['StartTime', 'EndTime'];
const PAGE = ['PageNumber', 'PageSize'];

/** One end of a range of times, or what stands for no end. */
function timeOf(call: Call, name: string, otherwise: number): number {
  const value = call.parameters.optional(name);
  if (value === undefined) {
    return otherwise;
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) || Number.isNaN(Date.parse(value))) {
    throw invalidParameter(name, value, 'it is a time such as 2026-11-24T08:30:00Z');
  }
  return Date.parse(value);
}

const listStacks: ActionRun = (account, call) => {
  const { parameters, region } = call;
  const { number, size } = paging(call);
  const names = parameters.list('StackName');
  const statuses = parameters.list('Status');
  const ids = new Set([
    ...parameters.list('StackIds'),
    ...(parameters.optional('StackId') === undefined ? [] : [parameters.required('StackId')]),
  ]);
  const parent = parameters.optional('ParentStackId');
  const nested = parameters.boolean('ShowNestedStack', false);
  const tags = tagsOf(parameters, 'Tag');
  const [start, end] = [timeOf(call, 'StartTime', -Infinity), timeOf(call, 'EndTime', Infinity)];
  const group = parameters.optional('ResourceGroupId');
  const found = Object.values(account.world.stacks).filter(
    stack =>
      stack.region === region &&
      (group === undefined || stack.resourceGroupId === group) &&
      stack.created >= start &&
      stack.created <= end &&
      (isDeleted(stack) ? statuses.includes('DELETE_COMPLETE') : true) &&
      (statuses.length === 0 || statuses.includes(stack.status)) &&
      (names.length === 0 || names.includes(stack.name)) &&
      (ids.size === 0 || ids.has(stack.id)) &&
      (parent === undefined ? nested || !stack.parent : stack.parent?.stackId === parent) &&
      tags.every(tag => stack.tags.some(other => other.key === tag.key && other.value === tag.value)),
  );
  const newestFirst = found
    .map((stack, index) => ({ stack, index }))
    .sort((one, other) => other.stack.created - one.stack.created || other.index - one.index)
    .map(({ stack }) => stack);
  return {
    Stacks: page(newestFirst, number, size).map(stackSummary),
    TotalCount: found.length,
    PageNumber: number,
    PageSize: size,
  };
};

const listStackEvents: ActionRun = (account, call) => {
  const stack = namedStack(account, call);
  const { number, size } = paging(call);
  const [logicalIds, types, statuses] = ['LogicalResourceId', 'ResourceType', 'Status'].map(name =>
    call.parameters.list(name),
  );
  const wanted = (list: string[], value: string) => list.length === 0 || list.includes(value);
  const found = stack.events
    .filter(event => wanted(logicalIds, event.logicalId) && wanted(types, event.type) && wanted(statuses, event.status))
    .reverse();
  return {
    Events: page(found, number, size).map(event => eventRecord(stack, event)),
    TotalCount: found.length,
    PageNumber: number,
    PageSize: size,
  };
};

const listStackResources: ActionRun = (account, call) => {
  const stack = namedStack(account, call);
  return { Resources: Object.values(stack.resources).map(resource => resourceRecord(stack, resource)) };
};

const getStackResource: ActionRun = (account, call) => {
  const stack = namedStack(account, call);
  const name = call.parameters.required('LogicalResourceId');
  const resource = own(stack.resources, name);
  if (!resource) {
    throw notFound(
      'ResourceNotFound',
      `The Resource (${name.slice(0, 100)}) could not be found in Stack ${stack.name}.`,
    );
  }
  const wanted = call.parameters.list('ResourceAttributes');
  const attributes = Object.entries(resource.attributes).filter(([key]) => wanted.length === 0 || wanted.includes(key));
  const shown = call.parameters.boolean('ShowResourceAttributes', false) || wanted.length > 0;
  const declared = section(account.values.program(stack, stack.intent).template, 'Resources')[baseName(name)];
  const { Description = '', Metadata = {} } = isMap(declared) ? declared : {};
  return {
    ...resourceRecord(stack, resource),
    Description,
    Metadata,
    ResourceAttributes: shown
      ? attributes.map(([key, value]) => ({ ResourceAttributeKey: key, ResourceAttributeValue: value }))
      : [],
  };
};

const getTemplate: ActionRun = (account, call) => {
  const stack = namedStack(account, call);
  // Both stages are the same here: templates that would have to be processed first are refused.
  call.parameters.oneOf('TemplateStage', ['Processed', 'Original'], 'Processed');
  return { StackId: stack.id, RegionId: stack.region, TemplateBody: stack.intent.templateBody };
};

const describeRegions: ActionRun = () => ({
  Regions: OPEN_REGIONS.map(({ id, localName }) => ({
    RegionId: id,
    LocalName: localName,
    RegionEndpoint: 'ros.aliyuncs.com',
  })),
});

export const ROS_READS: Actions = {
  GetStack: action(['StackId', 'OutputOption', 'ShowResourceProgress'], getStack),
  ListStacks: action(
    [
      'StackName.N',
      'Status.N',
      'StackIds.N',
      'StackId',
      'ParentStackId',
      'ShowNestedStack',
      'Tag.N',
      'ResourceGroupId',
      ...TIMES,
      ...PAGE,
    ],
    listStacks,
  ),
  ListStackEvents: action(['StackId', 'LogicalResourceId.N', 'ResourceType.N', 'Status.N', ...PAGE], listStackEvents),
  ListStackResources: action(['StackId'], listStackResources),
  GetStackResource: action(
    ['StackId', 'LogicalResourceId', 'ResourceAttributes.N', 'ShowResourceAttributes'],
    getStackResource,
  ),
  GetTemplate: action(['StackId', 'TemplateStage'], getTemplate),
  DescribeRegions: action([], describeRegions),
};
