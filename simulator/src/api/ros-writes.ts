import { badRequest, conflict, notFound, validationFailed } from '../runtime/api-error';
import { type JsonMap, same } from '../runtime/json';
import { newStack } from '../ros/new-stack';
import { type Intent, type Stack, isDeleted } from '../ros/model';
import { section } from '../template/sections';
import { type Account, type ActionRun, type Actions, type Call, action } from './call';
import { once } from './client-tokens';
import {
  checkConcurrency,
  givenParameters,
  idleStack,
  intentOf,
  namedStack,
  parallelismOf,
  stackName,
  timeoutOf,
} from './ros-input';
import { checkRoom, checkUpdatable, nextIntent, notificationUrls, refuseSame } from './stack-input';
import { tagsOf } from './tags';
import { continuationDryRun, updateDryRun, refuseImpossibleChanges } from './update-check';

const createStack: ActionRun = (account, call) =>
  once(account, call, () => {
    const { parameters, region } = call;
    const name = stackName(parameters);
    if (account.values.byName(name, region)) {
      throw conflict('StackExists', `The Stack (${name}) already exists.`);
    }
    const stack = newStack(account, {
      name,
      region,
      intent: { templateBody: parameters.required('TemplateBody'), given: givenParameters(parameters) },
      disableRollback: parameters.boolean('DisableRollback', false),
      timeoutInMinutes: timeoutOf(parameters),
      tags: tagsOf(parameters),
      notificationUrls: notificationUrls(parameters),
      deletionProtection: parameters.oneOf('DeletionProtection', ['Enabled', 'Disabled'], 'Disabled') === 'Enabled',
      resourceGroupId: parameters.optional('ResourceGroupId'),
      createOption: parameters.oneOf(
        'CreateOption',
        ['KeepStackOnCreationComplete', 'AbandonStackOnCreationComplete', 'AbandonStackOnCreationRollbackComplete'],
        'KeepStackOnCreationComplete',
      ),
    });
    intentOf(account, stack, stack.intent);
    checkRoom(account);
    account.world.stacks[stack.id] = stack;
    account.engine.create(stack, { parallelism: parallelismOf(parameters) });
    return { StackId: stack.id };
  });

const updateStack: ActionRun = (account, call) => {
  const { parameters } = call;
  const stack = namedStack(account, call);
  if (parameters.boolean('DryRun', false)) {
    return dryRun(account, call, idleStack(namedStack(account, call)));
  }
  return once(account, call, () => {
    idleStack(namedStack(account, call));
    checkUpdatable(stack);
    const intent = nextIntent(account, call, stack);
    const passed = tagsOf(parameters);
    const tags = passed.length > 0 ? passed : stack.tags;
    refuseSame(account, stack, intent, tags);
    const replacement = parameters.oneOf('ReplacementOption', ['Enabled', 'Disabled'], 'Disabled') === 'Enabled';
    if (!replacement) {
      refuseImpossibleChanges(account, stack, intent);
    }
    checkConcurrency(account);
    stack.tags = tags;
    stack.timeoutInMinutes = timeoutOf(parameters, stack.timeoutInMinutes);
    stack.disableRollback = parameters.boolean('DisableRollback', false);
    account.engine.update(stack, intent, { parallelism: parallelismOf(parameters), replacement });
    return { StackId: stack.id };
  });
};

function dryRun(account: Account, call: Call, stack: Stack): JsonMap {
  checkUpdatable(stack);
  const intent = nextIntent(account, call, stack);
  return {
    StackId: stack.id,
    DryRunResult: updateDryRun(
      account.values.program(stack, intent),
      call.parameters.optional('ReplacementOption') === 'Enabled',
    ),
  };
}

const deleteStack: ActionRun = (account, call) => {
  const { parameters } = call;
  const named = namedStack(account, call);
  if (isDeleted(named)) {
    return {};
  }
  const stack = idleStack(namedStack(account, call));
  if (stack.deletionProtection) {
    throw badRequest(
      'InvalidOperation.DeletionProtection',
      `The stack ${stack.name} has deletion protection enabled. Disable it with SetDeletionProtection first.`,
    );
  }
  const retain = parameters.list('RetainResources');
  const stranger = retain.find(name => !Object.hasOwn(stack.resources, name));
  if (stranger !== undefined) {
    throw notFound(
      'ResourceNotFound',
      `The Resource (${stranger.slice(0, 100)}) could not be found in Stack ${stack.name}.`,
    );
  }
  checkConcurrency(account);
  account.engine.delete(stack, {
    retain: parameters.boolean('RetainAllResources', false) ? 'all' : retain,
    parallelism: parallelismOf(parameters),
  });
  return {};
};

const continueCreateStack: ActionRun = (account, call): JsonMap => {
  const { parameters } = call;
  const stack = idleStack(namedStack(account, call));
  if (stack.status !== 'CREATE_FAILED') {
    throw badRequest(
      'NotSupported',
      `The stack ${stack.name} is ${stack.status}, but the creation of a stack is continued from CREATE_FAILED.`,
    );
  }
  if (parameters.oneOf('Mode', ['Recreate', 'Ignore'], 'Recreate') === 'Ignore') {
    throw badRequest('NotSupported', 'The Mode Ignore is not simulated. Use Recreate.');
  }
  const given = { ...stack.intent.given, ...givenParameters(parameters) };
  const intent = intentOf(account, stack, {
    templateBody: parameters.optional('TemplateBody') ?? stack.intent.templateBody,
    given,
  });
  checkContinuation(account, stack, intent);
  if (parameters.boolean('DryRun', false)) {
    return { StackId: stack.id, DryRunResult: continuationDryRun(account.values.program(stack, intent)) };
  }
  checkConcurrency(account);
  const again = parameters.list('RecreatingResources');
  for (const name of again) {
    if (Object.hasOwn(stack.resources, name)) {
      stack.resources[name].status = 'CREATE_FAILED';
    }
  }
  stack.intent = intent;
  account.engine.create(stack, { parallelism: parallelismOf(parameters) });
  return { StackId: stack.id };
};

/** A continued creation may bring other resources and outputs, but no other choices. */
function checkContinuation(account: Account, stack: Stack, intent: Intent): void {
  const before = account.values.program(stack, stack.intent);
  const after = account.values.program(stack, intent);
  const fixed = ['Parameters', 'Mappings', 'Conditions', 'Rules'].find(
    name => !same(section(before.template, name), section(after.template, name)),
  );
  if (fixed !== undefined) {
    throw validationFailed(
      `The section ${fixed} differs, but a continued creation changes only Description, Metadata, Resources and Outputs.`,
    );
  }
  const flipped = Object.keys(section(before.template, 'Conditions')).find(
    name => before.condition(name) !== after.condition(name),
  );
  if (flipped !== undefined) {
    throw validationFailed(`The parameters change the condition ${flipped}, which a continued creation does not do.`);
  }
}

const cancelUpdateStack: ActionRun = (account, call) => {
  const stack = namedStack(account, call);
  call.parameters.oneOf('CancelType', ['Quick', 'Safe'], 'Quick');
  if (stack.operation?.action !== 'UPDATE') {
    throw badRequest(
      'NotSupported',
      `The stack ${stack.name} is ${stack.status}, but only an update in progress is cancelled.`,
    );
  }
  account.engine.cancelUpdate(stack);
  return {};
};

const setDeletionProtection: ActionRun = (account, call) => {
  const stack = namedStack(account, call);
  if (isDeleted(stack)) {
    throw notFound('StackNotFound', `The Stack (${stack.name}) could not be found.`);
  }
  call.parameters.required('DeletionProtection');
  stack.deletionProtection =
    call.parameters.oneOf('DeletionProtection', ['Enabled', 'Disabled'], 'Disabled') === 'Enabled';
  return {};
};

const TEMPLATE = ['TemplateBody', 'Parameters.N'];
const RUN = ['DisableRollback', 'TimeoutInMinutes', 'Parallelism', 'Tags.N', 'ClientToken'];

export const ROS_WRITES: Actions = {
  CreateStack: action(
    ['StackName', ...TEMPLATE, ...RUN, 'DeletionProtection', 'ResourceGroupId', 'CreateOption', 'NotificationURLs.N'],
    createStack,
  ),
  UpdateStack: action(
    ['StackId', ...TEMPLATE, ...RUN, 'UsePreviousParameters', 'ReplacementOption', 'DryRun'],
    updateStack,
  ),
  DeleteStack: action(['StackId', 'RetainResources.N', 'RetainAllResources', 'Parallelism'], deleteStack),
  ContinueCreateStack: action(
    ['StackId', ...TEMPLATE, 'Mode', 'DryRun', 'RecreatingResources.N', 'Parallelism'],
    continueCreateStack,
  ),
  CancelUpdateStack: action(['StackId', 'CancelType'], cancelUpdateStack),
  SetDeletionProtection: action(['StackId', 'DeletionProtection'], setDeletionProtection),
};
