import { concernsIdentity } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import { readStack } from '../cloud/live-stack';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { isAbsent } from '../domain/condition';
import { type DeclaredStack, resourcesOf } from '../domain/model';
import type { Finding } from '../domain/plan';
import { isInstance } from '../domain/resource-types';

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
    return { live, obstacles: isAbsent(live?.status) ? await ownerlessRegistries(stack, cr) : [] };
  } catch (error) {
    if (concernsIdentity(error)) {
      throw error;
    }
    return { unreadable: `It could not be looked at: ${(error as Error).message}` };
  }
}

/** A registry of the same name that no stack owns: buying it a second time is never meant. */
async function ownerlessRegistries(stack: DeclaredStack, cr: CrClient): Promise<string[]> {
  const names = resourcesOf(stack)
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
