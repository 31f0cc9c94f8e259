import { badRequest, conflict, invalidParameter, missingParameter } from '../runtime/api-error';
import { type JsonMap, isMap } from '../runtime/json';
import type { ChangeSet } from '../ros/change-set';
import { checkedImports } from '../ros/import';
import type { Identifier, Intent, Stack } from '../ros/model';
import { newStack } from '../ros/new-stack';
import type { Account, Call } from './call';
import { givenParameters, intentOf, stackName, timeoutOf } from './ros-input';
import { checkRoom, nextIntent, notificationUrls, updatableStack } from './stack-input';
import { tagsOf } from './tags';

/** What CreateChangeSet asks for. */

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/;
const DESCRIPTION_BYTES = 1_024;

/** The name of the change set. */
export function nameOf(call: Call): string {
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

/** The description of the change set. */
export function descriptionOf(call: Call): string {
  const description = call.parameters.optional('Description') ?? '';
  if (Buffer.byteLength(description) > DESCRIPTION_BYTES) {
    throw invalidParameter('Description', description, `it has at most ${DESCRIPTION_BYTES} bytes`);
  }
  return description;
}

/** The stack that is to change, or one that the change set makes. */
export function stackOf(account: Account, call: Call, type: ChangeSet['type']): { stack: Stack; intent: Intent } {
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

/** What is to be imported, by logical id. */
export function importsOf(account: Account, call: Call, stack: Stack, intent: Intent): Record<string, Identifier> {
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
