import { concernsIdentity } from '../cloud/cloud-error';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import type { DeclaredStack } from '../domain/model';

/** What a stack gives to whoever asks. */
export interface StackOutputs {
  readonly stack: DeclaredStack;
  readonly status?: string;
  readonly outputs?: Readonly<Record<string, string>>;
  /** Why it told nothing. */
  readonly missing?: string;
}

/** Asks the stacks that are there for their outputs; one that cannot be read is no reason to hide the others. */
export const readOutputs = (stacks: readonly DeclaredStack[], ros: RosClient): Promise<StackOutputs[]> =>
  sideBySide(stacks, async stack => {
    try {
      const id = await ros.findStack(stack.region, stack.name);
      const live = id === undefined ? undefined : await ros.getStack(stack.region, id);
      return live === undefined
        ? { stack, missing: 'It is not deployed.' }
        : { stack, status: live.status, outputs: live.outputs };
    } catch (error) {
      if (concernsIdentity(error)) {
        throw error;
      }
      return { stack, missing: (error as Error).message };
    }
  });
