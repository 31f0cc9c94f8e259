import { ApiError, badRequest, conflict, invalidParameter, missingParameter, notFound } from './api-error';
import { REGIONS } from '../cr/regions';
import { type Intent, type Stack, isBusy, isDeleted } from '../ros/model';
import type { Account, Call } from './call';
import type { Parameters } from './parameters';

/** Limits of the ROS documentation. */
export const LIMITS = {
  stacks: 200,
  concurrentOperations: 50,
  parameters: 200,
  tags: 20,
  notificationUrls: 5,
  minutes: { least: 10, most: 1440, usual: 60 },
  page: { most: 50, usual: 10 },
} as const;

/** CreateStack says that a name begins with a letter. */
const STACK_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,254}$/;

/** Options that change what a call means and that the simulator does not have: better refused than ignored. */
const NOT_SIMULATED = [
  'TemplateURL',
  'TemplateId',
  'TemplateScratchId',
  'StackPolicyBody',
  'StackPolicyURL',
  'StackPolicyDuringUpdateBody',
  'StackPolicyDuringUpdateURL',
];

export function requireRegion(region: string | undefined): string {
  if (region === undefined) {
    throw missingParameter('RegionId');
  }
  if (!Object.hasOwn(REGIONS, region)) {
    throw notFound('InvalidRegionId.NotFound', `The region ${JSON.stringify(region.slice(0, 50))} does not exist.`);
  }
  return region;
}

export function stackName(parameters: Parameters): string {
  const name = parameters.required('StackName');
  if (!STACK_NAME.test(name)) {
    throw invalidParameter('StackName', name, 'it is a letter followed by up to 254 letters, digits, "-" and "_"');
  }
  return name;
}

export function templateBody(parameters: Parameters): string {
  const refused = NOT_SIMULATED.find(
    name => parameters.optional(name) !== undefined || parameters.list(name).length > 0,
  );
  if (refused !== undefined) {
    throw badRequest('NotSupported', `The parameter ${refused} is not simulated. Pass the template as TemplateBody.`);
  }
  return parameters.required('TemplateBody');
}

/** The parameters for the template. */
export function givenParameters(parameters: Parameters): Record<string, string> {
  const rows = parameters.records('Parameters', ['ParameterKey', 'ParameterValue']);
  if (rows.length > LIMITS.parameters) {
    throw badRequest('InvalidParameter', `A request passes at most ${LIMITS.parameters} parameters.`);
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

export function tagsOf(parameters: Parameters, list = 'Tags'): { key: string; value: string }[] {
  const tags = parameters.records(list, ['Key', 'Value']).map(({ Key: key, Value: value }) => ({ key, value }));
  if (tags.length > LIMITS.tags) {
    throw badRequest('InvalidParameter', `A stack has at most ${LIMITS.tags} tags.`);
  }
  return tags;
}

export function timeoutOf(parameters: Parameters, usual: number = LIMITS.minutes.usual): number {
  return parameters.integer('TimeoutInMinutes', LIMITS.minutes.least, LIMITS.minutes.most, usual);
}

export function parallelismOf(parameters: Parameters): number | undefined {
  return parameters.optional('Parallelism') === undefined ? undefined : parameters.integer('Parallelism', 1, 300, 1);
}

/** The stack that the call names. UpdateStack and the like take ids only. */
export function namedStack(account: Account, call: Call): Stack {
  return account.values.byId(call.parameters.required('StackId'), call.region);
}

/** A stack to which something can be done now. */
export function idleStack(account: Account, call: Call): Stack {
  const stack = namedStack(account, call);
  if (isDeleted(stack)) {
    throw notFound('StackNotFound', `The Stack (${stack.name}) could not be found.`);
  }
  if (stack.parent) {
    throw badRequest('NotSupported', `The stack ${stack.name} is nested. Operate on its root stack.`);
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
  if (running >= LIMITS.concurrentOperations) {
    throw new ApiError(
      429,
      'Throttling.ConcurrentOperations',
      `The account runs ${running} stack operations, the most it may at a time. Wait for one to end.`,
    );
  }
}

export function intentOf(
  account: Account,
  stack: Pick<Stack, 'id' | 'name' | 'region' | 'resourceGroupId'>,
  intent: Intent,
): Intent {
  account.values.program(stack, intent);
  return intent;
}
