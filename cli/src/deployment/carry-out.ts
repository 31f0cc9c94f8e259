import type { DeclaredStack } from '../domain/model';
import type { PlannedStack } from '../domain/plan';
import type { StackOutcome } from './events';
import { deploy, destroy } from './execute';
import type { prunings } from './orphans';

/** Carries out a plan, and deletes what left the app before it and after it; each part only when all before went well. */
export async function carryOut(
  plan: readonly PlannedStack[],
  { first, last }: ReturnType<typeof prunings>,
  options: Parameters<typeof deploy>[1],
): Promise<StackOutcome[]> {
  const pruned = await destroy(first, options);
  const deployed = isDone(pruned) ? await deploy(plan, options) : heldBack(plan, pruned, 'the deletion of ');
  const rest = isDone([...pruned, ...deployed]) ? await destroy(last, options) : heldBack(last, deployed);
  return [...pruned, ...deployed, ...rest];
}

const isOpen = ({ result }: StackOutcome): boolean => result === 'failed' || result === 'skipped';

const isDone = (outcomes: readonly StackOutcome[]): boolean => !outcomes.some(isOpen);

/** What is not done, because something before it was not. */
function heldBack(
  next: readonly { readonly stack: DeclaredStack }[],
  before: readonly StackOutcome[],
  what = '',
): StackOutcome[] {
  const open = before.find(({ result }) => result === 'failed') ?? before.find(isOpen)!;
  const became = open.result === 'failed' ? 'failed' : 'was not done';
  const reason = `It waits for ${what}${open.stack.name}, which ${became}.`;
  return next.map(({ stack }): StackOutcome => ({ stack, result: 'skipped', reason }));
}
