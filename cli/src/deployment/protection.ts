import { type LiveStack, title } from '../domain/model';

/** Refuses to delete anything where ROS would refuse a part of it: what is deleted by then would not come back. */
export function refuseProtected(stacks: readonly (LiveStack | undefined)[], instead: string): void {
  const found = stacks.flatMap(live => (live?.isProtected ? [`  ${title(live)}`] : []));
  if (found.length > 0) {
    throw new Error(
      `Nothing was deleted, for stacks are protected from deletion:\n${found.join('\n')}\nSwitch that off in the ROS console (deletion protection of the stack), ${instead}.`,
    );
  }
}
