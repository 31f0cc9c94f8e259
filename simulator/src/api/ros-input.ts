import { ApiError, badRequest, conflict, invalidParameter, missingParameter, notFound } from '../runtime/api-error';
import { ROS_LIMITS } from '../runtime/facts.generated';
import { findRegion } from '../runtime/regions';
import { type Intent, type Stack, isBusy, isDeleted } from '../ros/model';
import type { Account, Call } from './call';
import type { Parameters } from './parameters';

/** CreateStack says that a name begins with a letter. */
const STACK_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;

export function requireRegion(region: string | undefined): string {
  if (region === undefined) {
    throw missingParameter('RegionId');
  }
  if (!findRegion(region)) {
    throw notFound('InvalidRegionId.NotFound', `The region ${JSON.stringify(region.slice(0, 50))} does not exist.`);
  }
  return region;
}

export function stackName(parameters: Parameters): string {
  const name = parameters.required('StackName');
  const most = ROS_LIMITS.stackNameLength;
  if (!STACK_NAME.test(name) || name.length > most) {
    throw invalidParameter(
      'StackName',
      name,
      `it is a letter followed by up to ${most - 1} letters, digits, "-" and "_"`,
    );
  }
  return name;
}

/** The parameters for the template. */
export function givenParameters(parameters: Parameters): Record<string, string> {
  const rows = parameters.records('Parameters', ['ParameterKey', 'ParameterValue']);
  if (rows.length > ROS_LIMITS.parametersPerRequest) {
    throw badRequest('InvalidParameter', `A request passes at most ${ROS_LIMITS.parametersPerRequest} parameters.`);
  }
  const given: Record<string, string> = {};
  for (const { ParameterKey: key, ParameterValue: value } of rows) {
    if (key.length < 1 || key.length > 128 || key === '__proto__') {
      throw invalidParameter('ParameterKey', key, 'it has 1 to 128 characters');
    }
    if (Object.hasOwn(given, key)) {
      throw invalidParameter('ParameterKey', key, 'each parameter is passed once');
    }
    given[key] = value;
  }
  return given;
}

export function timeoutOf(parameters: Parameters, usual: number = ROS_LIMITS.timeoutMinutesUsual): number {
  return parameters.integer('TimeoutInMinutes', ROS_LIMITS.timeoutMinutesLeast, ROS_LIMITS.timeoutMinutesMost, usual);
}

export function parallelismOf(parameters: Parameters): number | undefined {
  return parameters.optional('Parallelism') === undefined ? undefined : parameters.integer('Parallelism', 1, 300, 1);
}

/** The stack that the call names. UpdateStack and the like take ids only. */
export function namedStack(account: Account, call: Call): Stack {
  return account.values.byId(call.parameters.required('StackId'), call.region);
}

/** Refuses to do something to a stack now that is gone, nested or busy. */
export function idleStack(stack: Stack): Stack {
  if (stack.parent && !isDeleted(stack)) {
    throw badRequest('NotSupported', `The stack ${stack.name} is nested. Operate on its root stack.`);
  }
  return restingStack(stack);
}

/** Refuses to look at a stack now that is gone or busy. */
export function restingStack(stack: Stack): Stack {
  if (isDeleted(stack)) {
    throw notFound('StackNotFound', `The Stack (${stack.name}) could not be found.`);
  }
  if (isBusy(stack)) {
    throw conflict(
      'ActionInProgress',
      `Stack ${stack.name} already has an action (${stack.operation?.action}) in progress.`,
    );
  }
  return stack;
}

/** Refuses to begin one more operation than the account may run at a time. */
export function checkConcurrency(account: Account): void {
  const running = Object.values(account.world.stacks).filter(stack => isBusy(stack) && !stack.parent).length;
  if (running >= ROS_LIMITS.concurrentStackOperations) {
    throw new ApiError(
      429,
      'Throttling.ConcurrentOperations',
      `The account runs ${running} stack operations, the most it may at a time. Wait for one to end.`,
    );
  }
}

export function paging(call: Call): { number: number; size: number } {
  return {
    number: call.parameters.integer('PageNumber', 1, 100_000, 1),
    size: call.parameters.integer('PageSize', 1, ROS_LIMITS.pageMost, ROS_LIMITS.pageUsual),
  };
}

export function intentOf(
  account: Account,
  stack: Pick<Stack, 'id' | 'name' | 'region' | 'resourceGroupId'>,
  intent: Intent,
): Intent {
  account.values.program(stack, intent);
  return intent;
}
