import type { TypeSchema } from '../template/types/type-schema';
import { isSecret } from '../template/parameters';
import type { JsonMap } from '../runtime/json';
import { rosTime } from '../runtime/time';
import type { Program } from '../template/program';
import { section } from '../template/sections';
import type { ChangeSet } from '../ros/change-set';
import type { Resource, Stack, StackEvent } from '../ros/model';

/** The records of the ROS API. */

export function stackSummary(stack: Stack): JsonMap {
  return {
    StackId: stack.id,
    StackName: stack.name,
    RegionId: stack.region,
    Status: stack.status,
    StatusReason: stack.statusReason,
    CreateTime: rosTime(stack.created),
    UpdateTime: stack.updated === undefined ? null : rosTime(stack.updated),
    TimeoutInMinutes: stack.timeoutInMinutes,
    DisableRollback: stack.disableRollback,
    DeletionProtection: stack.deletionProtection ? 'Enabled' : 'Disabled',
    ResourceGroupId: stack.resourceGroupId,
    ParentStackId: stack.parent?.stackId ?? null,
    StackType: 'ROS',
    StackDriftStatus: stack.drift?.status ?? 'NOT_CHECKED',
    DriftDetectionTime: stack.drift ? rosTime(stack.drift.at) : null,
    Tags: tagList(stack.tags),
    OperationInfo: operationInfo(stack),
  };
}

export function tagList(tags: Stack['tags'] | ChangeSet['tags']): JsonMap[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}

/** Why the last operation failed. */
function operationInfo(stack: Stack): JsonMap | null {
  const failure = stack.lastFailure;
  return failure
    ? {
        Action: failure.action,
        Code: failure.code,
        Message: failure.message,
        LogicalResourceId: failure.logicalId,
        ResourceType: failure.type,
      }
    : null;
}

const STARS = '******';

/** The parameters of the template; secret ones are shown as stars. */
export function ownParameters(program: Program): JsonMap[] {
  const declared = section(program.template, 'Parameters') as Record<string, JsonMap>;
  return Object.entries(program.parameters).map(([key, value]) => {
    const secret = isSecret(declared[key]);
    return {
      ParameterKey: key,
      ParameterValue: secret ? STARS : typeof value === 'string' ? value : JSON.stringify(value),
    };
  });
}

/** Properties without those that hold secrets. */
export function shownProperties(type: TypeSchema, properties: JsonMap): JsonMap {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, type.properties[name]?.sensitive ? STARS : value]),
  );
}

export function parameterList(program: Program, stack: Stack, accountId: string): JsonMap[] {
  const pseudo = {
    'ALIYUN::StackName': stack.name,
    'ALIYUN::StackId': stack.id,
    'ALIYUN::Region': stack.region,
    'ALIYUN::AccountId': accountId,
    'ALIYUN::TenantId': accountId,
    'ALIYUN::NoValue': 'None',
  };
  return [
    ...Object.entries(pseudo).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    ...ownParameters(program),
  ];
}

export function stackDetail(stack: Stack, root: string, parameters: JsonMap[], withOutputs: boolean): JsonMap {
  return {
    ...stackSummary(stack),
    ...driftCounts(stack),
    Parameters: parameters,
    Outputs: withOutputs
      ? stack.outputs.map(output => ({
          OutputKey: output.key,
          OutputValue: output.secret ? STARS : output.value,
          Description: output.description,
          ...(output.label === undefined ? {} : { Label: output.label }),
        }))
      : [],
    RootStackId: root,
    RollbackFailedRootReason: stack.status.endsWith('ROLLBACK_FAILED') ? stack.statusReason : null,
    NotificationURLs: stack.notificationUrls,
    RamRoleName: null,
  };
}

export function resourceRecord(stack: Stack, resource: Resource): JsonMap {
  return {
    StackId: stack.id,
    StackName: stack.name,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Status: resource.status,
    StatusReason: resource.statusReason,
    CreateTime: rosTime(resource.created),
    UpdateTime: rosTime(resource.updated),
    ...driftRecord(resource),
  };
}

/** What the last detection of drift said of a resource. */
export function driftRecord({ drift }: Resource): JsonMap {
  const checked = drift !== undefined && drift.status !== 'NOT_CHECKED';
  return {
    ResourceDriftStatus: drift?.status ?? 'NOT_CHECKED',
    DriftDetectionTime: checked ? rosTime(drift.at) : null,
  };
}

/** How many resources the last detection of drift has looked at, and how many it has not. */
function driftCounts({ drift, resources }: Stack): JsonMap {
  const all = Object.values(resources);
  const checked = all.filter(other => (other.drift?.status ?? 'NOT_CHECKED') !== 'NOT_CHECKED').length;
  return drift ? { CheckedStackResourceCount: checked, NotCheckedStackResourceCount: all.length - checked } : {};
}

export function eventRecord(stack: Stack, event: StackEvent): JsonMap {
  return {
    StackId: stack.id,
    StackName: stack.name,
    EventId: event.id,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Status: event.status,
    StatusReason: event.statusReason,
    CreateTime: rosTime(event.at),
  };
}

/** One page of a list, newest first where the caller has sorted so. */
export function page<T>(items: readonly T[], number: number, size: number): T[] {
  return items.slice((number - 1) * size, number * size);
}
