import { badRequest, invalidParameter, notFound } from '../runtime/api-error';
import type { Json, JsonMap } from '../runtime/json';
import { rosTime } from '../runtime/time';
import type { PropertyDifference, Resource, ResourceDrift, Stack } from '../ros/model';
import { resourceTypes } from '../template/types/resource-types';
import { type ActionRun, type Actions, type Call, action } from './call';
import { once } from './client-tokens';
import { namedStack, restingStack } from './ros-input';
import { driftRecord, shownProperties } from './ros-shapes';

/** The page on drift detection: the statuses of stacks that support it; the imports are ours. */
const DETECTABLE = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'IMPORT_CREATE_COMPLETE',
  'IMPORT_UPDATE_COMPLETE',
  'IMPORT_UPDATE_ROLLBACK_COMPLETE',
];

const DRIFTS_USUAL = 50;
const DRIFTS_MOST = 100;

const detectStackDrift: ActionRun = (account, call) =>
  once(account, call, () => {
    const stack = restingStack(namedStack(account, call));
    if (!DETECTABLE.includes(stack.status)) {
      throw badRequest(
        'NotSupported',
        `The stack ${stack.name} is ${stack.status}, but drift is detected in one of ${DETECTABLE.join(', ')}.`,
      );
    }
    const logicalIds = call.parameters.list('LogicalResourceId');
    const stranger = logicalIds.find(name => !Object.hasOwn(stack.resources, name));
    if (stranger !== undefined) {
      throw notFound(
        'ResourceNotFound',
        `The Resource (${stranger.slice(0, 100)}) could not be found in Stack ${stack.name}.`,
      );
    }
    return { DriftDetectionId: account.drifts.detect(stack, logicalIds).id };
  });

const getStatus: ActionRun = (account, call) => {
  const detection = account.drifts.byId(call.parameters.required('DriftDetectionId'), call.region);
  return {
    DriftDetectionId: detection.id,
    DriftDetectionStatus: detection.status,
    DriftDetectionStatusReason: detection.statusReason,
    DriftDetectionTime: rosTime(detection.at),
    DriftedStackResourceCount: detection.drifted,
    StackDriftStatus: detection.stackStatus,
    StackId: detection.stackId,
  };
};

/** A text is itself, anything else is JSON; nothing is nothing. */
const text = (value: Json) => (value === null || typeof value === 'string' ? value : JSON.stringify(value));

function differenceRecord({ path, kind, expected, actual }: PropertyDifference): JsonMap {
  return {
    PropertyPath: path,
    DifferenceType: kind,
    ExpectedValue: text(expected),
    ActualValue: text(actual),
  };
}

function resourceDrift(stack: Stack, resource: Resource): JsonMap {
  const { expected, actual, differences }: Pick<ResourceDrift, 'expected' | 'actual' | 'differences'> =
    resource.drift ?? { expected: {}, actual: null, differences: [] };
  const type = resourceTypes().get(resource.type);
  const shown = (properties: JsonMap | null) =>
    properties === null || !type ? null : JSON.stringify(shownProperties(type, properties));
  return {
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ...driftRecord(resource),
    ExpectedProperties: shown(expected),
    ActualProperties: shown(actual),
    PropertyDifferences: differences.map(differenceRecord),
  };
}

/** Where the page begins that a token names; a token is the logical id of the last resource before it. */
function startOf(call: Call, resources: readonly Resource[]): number {
  const token = call.parameters.optional('NextToken');
  if (token === undefined) {
    return 0;
  }
  const last = Buffer.from(token, 'base64url').toString();
  const index = resources.findIndex(({ logicalId }) => logicalId === last);
  if (index < 0) {
    throw invalidParameter('NextToken', token, 'it is the NextToken of the page before');
  }
  return index + 1;
}

const listDrifts: ActionRun = (account, call) => {
  const stack = namedStack(account, call);
  const size = call.parameters.integer('MaxResults', 1, DRIFTS_MOST, DRIFTS_USUAL);
  const statuses = call.parameters.list('ResourceDriftStatus');
  const found = Object.values(stack.resources).filter(
    ({ drift }) => statuses.length === 0 || statuses.includes(drift?.status ?? 'NOT_CHECKED'),
  );
  const start = startOf(call, found);
  const page = found.slice(start, start + size);
  const more = start + size < found.length;
  return {
    ResourceDrifts: page.map(resource => resourceDrift(stack, resource)),
    NextToken: more ? Buffer.from(page[page.length - 1].logicalId).toString('base64url') : '',
  };
};

export const ROS_DRIFT: Actions = {
  DetectStackDrift: action(['StackId', 'LogicalResourceId.N', 'ClientToken'], detectStackDrift),
  GetStackDriftDetectionStatus: action(['DriftDetectionId'], getStatus),
  ListStackResourceDrifts: action(['StackId', 'ResourceDriftStatus.N', 'MaxResults', 'NextToken'], listDrifts),
};
