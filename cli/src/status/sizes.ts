import { localReason } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import type { RegistryState, ShownTask } from './model';

/** The same with the sizes of the copies that are shown; of what cannot be asked, none. */
export async function withSizes(state: RegistryState, cr: CrClient): Promise<RegistryState> {
  const arrows = await sideBySide(state.arrows, async arrow => {
    const { stack, source, tasks } = arrow;
    const size = async (task: ShownTask): Promise<ShownTask> => {
      try {
        return { ...task, bytes: await cr.sizeOf(stack.region, source!, task.id) };
      } catch (error) {
        localReason(error);
        return task;
      }
    };
    return { ...arrow, tasks: await Promise.all(tasks.map(size)) };
  });
  return { ...state, arrows };
}
