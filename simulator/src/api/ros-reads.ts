import { badRequest, invalidParameter, missingParameter, notFound } from '../runtime/api-error';
import { ROS_LIMITS } from '../runtime/facts.generated';
import { OPEN_REGIONS } from '../runtime/regions';
import { type JsonMap, own } from '../runtime/json';
import { type Stack, isDeleted } from '../ros/model';
import type { Account, Action, Call } from './call';
import { namedStack, tagsOf } from './ros-input';
import { eventRecord, page, parameterList, resourceRecord, stackDetail, stackSummary } from './ros-shapes';

function paging(call: Call): { number: number; size: number } {
  return {
    number: call.parameters.integer('PageNumber', 1, 100_000, 1),
    size: call.parameters.integer('PageSize', 1, ROS_LIMITS.pageMost, ROS_LIMITS.pageUsual),
  };
}

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

const getStack: Action = (account, call) => {
  const stack = namedStack(account, call);
  const withOutputs = call.parameters.oneOf('OutputOption', ['Enabled', 'Disabled'], 'Enabled') === 'Enabled';
  const program = account.values.program(stack, stack.intent);
  const detail = stackDetail(
    stack,
    rootOf(account, stack),
    parameterList(program, stack, account.world.accountId),
    withOutputs,
  );
  return { ...detail, Description: program.template.Description ?? null, ...progress(stack, call) };
};

/** With ShowResourceProgress: how far the operation has come. */
function progress(stack: Stack, call: Call): JsonMap {
  if (
    !['EnabledIfCreateStack', 'Enabled', 'true', 'PercentageOnly'].includes(
      call.parameters.optional('ShowResourceProgress') ?? '',
    )
  ) {
    return {};
  }
  const steps = Object.values(stack.operation?.steps ?? {});
  const done = steps.filter(step => step.state === 'DONE').length;
  const percentage = steps.length === 0 ? 100 : (100 * done) / steps.length;
  return {
    ResourceProgress: {
      StackOperationProgress: percentage,
      InProgressResourceCount: steps.filter(step => step.state === 'RUNNING').length,
      PendingResourceCount: steps.filter(step => step.state === 'WAITING').length,
      TotalResourceCount: steps.length,
      SuccessResourceCount: done,
      FailedResourceCount: steps.filter(step => step.state === 'FAILED').length,
    },
  };
}

const listStacks: Action = (account, call) => {
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
  const found = Object.values(account.world.stacks).filter(
    stack =>
      stack.region === region &&
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

const listStackEvents: Action = (account, call) => {
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

const listStackResources: Action = (account, call) => {
  const stack = namedStack(account, call);
  return { Resources: Object.values(stack.resources).map(resource => resourceRecord(stack, resource)) };
};

const getStackResource: Action = (account, call) => {
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
  return {
    ...resourceRecord(stack, resource),
    ResourceAttributes: shown
      ? attributes.map(([key, value]) => ({ ResourceAttributeKey: key, ResourceAttributeValue: value }))
      : [],
  };
};

const getTemplate: Action = (account, call) => {
  const stack = namedStack(account, call);
  return { StackId: stack.id, RegionId: stack.region, TemplateBody: stack.intent.templateBody };
};

const describeRegions: Action = () => ({
  Regions: OPEN_REGIONS.map(({ id, localName }) => ({
    RegionId: id,
    LocalName: localName,
    RegionEndpoint: 'ros.aliyuncs.com',
  })),
});

/** The stacks that a call on tags names. */
function taggedStacks(account: Account, call: Call): Stack[] {
  const type = call.parameters.required('ResourceType');
  if (type !== 'stack') {
    throw invalidParameter('ResourceType', type, 'the simulator keeps tags of "stack" only');
  }
  return call.parameters.list('ResourceId').map(id => account.values.byId(id, call.region));
}

const tagResources: Action = (account, call) => {
  const stacks = taggedStacks(account, call);
  const tags = tagsOf(call.parameters, 'Tag');
  if (stacks.length === 0) {
    throw missingParameter('ResourceId.1');
  }
  if (tags.length === 0) {
    throw missingParameter('Tag.1.Key');
  }
  for (const stack of stacks) {
    const merged = [...stack.tags.filter(old => !tags.some(tag => tag.key === old.key)), ...tags];
    if (merged.length > ROS_LIMITS.tagsPerStack) {
      throw badRequest('InvalidParameter', `A stack has at most ${ROS_LIMITS.tagsPerStack} tags.`);
    }
    stack.tags = merged;
  }
  return {};
};

const untagResources: Action = (account, call) => {
  const keys = call.parameters.list('TagKey');
  const all = call.parameters.boolean('All', false);
  if (keys.length === 0 && !all) {
    throw missingParameter('TagKey.1');
  }
  for (const stack of taggedStacks(account, call)) {
    stack.tags = stack.tags.filter(tag => !all && !keys.includes(tag.key));
  }
  return {};
};

const listTagResources: Action = (account, call) => ({
  TagResources: taggedStacks(account, call).flatMap(stack =>
    stack.tags.map(tag => ({ ResourceId: stack.id, ResourceType: 'stack', TagKey: tag.key, TagValue: tag.value })),
  ),
  NextToken: '',
});

export const ROS_READS: Readonly<Record<string, Action>> = {
  GetStack: getStack,
  ListStacks: listStacks,
  ListStackEvents: listStackEvents,
  ListStackResources: listStackResources,
  GetStackResource: getStackResource,
  GetTemplate: getTemplate,
  DescribeRegions: describeRegions,
  TagResources: tagResources,
  UntagResources: untagResources,
  ListTagResources: listTagResources,
};
