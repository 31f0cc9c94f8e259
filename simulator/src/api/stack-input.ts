import { badRequest } from '../runtime/api-error';
import { ROS_LIMITS } from '../runtime/facts.generated';
import { canonical, same } from '../runtime/json';
import { type Intent, type Stack, isDeleted } from '../ros/model';
import { parseTemplate } from '../template/parse';
import { section } from '../template/sections';
import type { Account, Call } from './call';
import type { Parameters } from './parameters';
import { checkConcurrency, givenParameters, idleStack, intentOf, namedStack } from './ros-input';

/** What CreateStack and UpdateStack share with the change sets that do the same. */

/** Stack management page: the statuses from which an update may start, as far as the simulator reaches them. */
const UPDATABLE = [
  'CREATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_COMPLETE',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'IMPORT_CREATE_COMPLETE',
  'IMPORT_UPDATE_FAILED',
  'IMPORT_UPDATE_COMPLETE',
  'IMPORT_UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_UPDATE_ROLLBACK_FAILED',
];

/** Where the service is to tell of events. */
export function notificationUrls(parameters: Parameters): string[] {
  const urls = parameters.list('NotificationURLs');
  if (urls.length > ROS_LIMITS.notificationUrls) {
    throw badRequest('InvalidParameter', `A stack has at most ${ROS_LIMITS.notificationUrls} NotificationURLs.`);
  }
  return urls;
}

/** Refuses one more stack than the account may have. */
export function checkRoom(account: Account): void {
  const stacks = Object.values(account.world.stacks).filter(stack => !isDeleted(stack)).length;
  if (stacks >= ROS_LIMITS.stacksPerAccount) {
    throw badRequest('QuotaExceeded.Stack', `The account has ${stacks} stacks, the most it may have. Delete some.`);
  }
  checkConcurrency(account);
}

/** Refuses to update a stack that is not in a status for that. */
export function checkUpdatable(stack: Stack): void {
  if (UPDATABLE.includes(stack.status)) {
    return;
  }
  throw badRequest(
    'NotSupported',
    `The stack ${stack.name} is ${stack.status}, from which it cannot be updated. Delete it, or continue its creation where that failed.`,
  );
}

/** The stack of the call, which can be updated now. */
export function updatableStack(account: Account, call: Call): Stack {
  const stack = idleStack(namedStack(account, call));
  checkUpdatable(stack);
  return stack;
}

/** What the update asks for; values of parameters that are not passed are kept only when asked for. */
export function nextIntent(account: Account, call: Call, stack: Stack): Intent {
  const body = call.parameters.required('TemplateBody');
  const passed = givenParameters(call.parameters);
  const declared = section(parseTemplate(body), 'Parameters');
  const kept = call.parameters.boolean('UsePreviousParameters', false)
    ? Object.entries(stack.intent.given).filter(([name]) => Object.hasOwn(declared, name))
    : [];
  return intentOf(account, stack, { templateBody: body, given: { ...Object.fromEntries(kept), ...passed } });
}

/** Refuses an update that changes nothing, unless it is to mend an earlier one. */
export function refuseSame(account: Account, stack: Stack, intent: Intent, tags: Stack['tags']): void {
  if (isSameStack(account, stack, intent) && same(tags, stack.tags) && !stack.status.endsWith('_FAILED')) {
    throw badRequest('NotSupported', `Update the completely same stack (${stack.name}) is not supported.`);
  }
}

function isSameStack(account: Account, stack: Stack, intent: Intent): boolean {
  const before = account.values.program(stack, stack.intent);
  const after = account.values.program(stack, intent);
  return (
    canonical(before.template) === canonical(after.template) &&
    canonical(before.parameters) === canonical(after.parameters)
  );
}
