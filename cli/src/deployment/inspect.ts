import { CredentialsError, isCredentialProblem, isForbidden } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import type { DeclaredStack, LiveStack } from '../domain/model';
import type { Finding } from '../domain/plan';
import { isInstance } from '../domain/resource-types';
import { conditionOf, isBusy } from '../domain/condition';

/** Looks at every declared stack in the cloud. What cannot be read is a finding too, unless it would be so for all. */
export async function inspect(
  stacks: readonly DeclaredStack[],
  ros: RosClient,
  cr: CrClient,
): Promise<Map<string, Finding>> {
  return new Map(await sideBySide(stacks, async stack => [stack.key, await finding(stack, ros, cr)] as const));
}

async function finding(stack: DeclaredStack, ros: RosClient, cr: CrClient): Promise<Finding> {
  try {
    const live = await readStack(stack, ros);
    const absent = ['missing', 'leaving', 'remains'].includes(conditionOf(live?.status));
    return { live, obstacles: absent ? await ownerlessRegistries(stack, cr) : [] };
  } catch (error) {
    if (isCredentialProblem(error) || isForbidden(error) || error instanceof CredentialsError) {
      throw error;
    }
    return { unreadable: `It could not be looked at: ${(error as Error).message}` };
  }
}

/** The stack of that name and region, with its template while it is at rest. */
export async function readStack(
  stack: { name: string; region: string },
  ros: RosClient,
): Promise<LiveStack | undefined> {
  const id = await ros.findStack(stack.region, stack.name);
  const live = id === undefined ? undefined : await ros.getStack(stack.region, id);
  if (live === undefined || isBusy(live.status)) {
    return live;
  }
  return { ...live, template: await ros.getTemplate(stack.region, live.id) };
}

/** A registry of the same name that no stack owns: buying it a second time is never meant. */
async function ownerlessRegistries(stack: DeclaredStack, cr: CrClient): Promise<string[]> {
  const names = Object.values(stack.template.Resources ?? {})
    .filter(resource => isInstance(resource.Type))
    .map(resource => resource.Properties?.InstanceName)
    .filter(name => typeof name === 'string');
  const found = await Promise.all(names.map(name => cr.findInstance(stack.region, name)));
  return found
    .filter(instance => instance !== undefined)
    .map(
      ({ id, name }) =>
        `A registry called ${name} already exists in ${stack.region} (${id}) and belongs to no such stack. ` +
        `Take it as it is with existingInstanceId: '${id}', or choose another instanceName.`,
    );
}
