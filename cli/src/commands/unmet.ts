import type { Unmet } from '../domain/existing';
import type { Session } from '../session/session';
import { existingState } from '../status/existing';

/** What the app takes as it is and that is not there, for commands that do not look at its stacks. */
export async function unmetOf({ existing, cloud }: Pick<Session, 'existing' | 'cloud'>): Promise<readonly Unmet[]> {
  const { cr } = await cloud();
  return (await existingState(existing, [], cr)).unmet;
}
