import type { CrClient } from '../cloud/cr-client';
import { isOurs, makerOf } from '../domain/mark';
import type { ExistingParts } from '../domain/existing-parts.generated';
import type { DeclaredStack } from '../domain/model';
import { type Finding, planStack } from '../domain/plan';
import { withoutHidden } from '../domain/values';
import { type Around, arrowStates } from './arrows';
import { declaredThings } from './declared';
import { existingState } from './existing';
import { findingsOf, isGone } from './findings';
import { instanceStates } from './instances';
import type { InstanceState, RegistryState, StackState } from './model';
import { type SeenStack, asDeployed } from './resolve';

/**
 * Looks at everything that is declared: instances with what is on them, arrows with their copies. The stacks were looked at before.
 *
 * @param stacks those that are looked into
 * @param findings what was found of them, and of the stacks that they are deployed after
 * @param declared all stacks of the app
 * @param parts what the app takes as it is
 */
export async function collectState(
  stacks: readonly DeclaredStack[],
  findings: ReadonlyMap<string, Finding>,
  cr: CrClient,
  declared: readonly DeclaredStack[] = stacks,
  parts: readonly ExistingParts[] = [],
): Promise<RegistryState> {
  const all = declared.map(stack => ({
    ...seenStack(stack, findings.get(stack.key)),
    isUnseen: !findings.has(stack.key),
  }));
  const seen = all.filter(({ stack }) => stacks.includes(stack));
  const things = declaredThings(seen, all);
  // What only the app has dropped, and ROS has not yet, is nobody else's.
  const deployed = all.filter(({ isStrange }) => !isStrange).flatMap(one => asDeployed(one) ?? []);
  const known = [...declaredThings(all, all), ...declaredThings(deployed, all)];
  const instances = await instanceStates(seen, things, known, cr);
  const arrows = await arrowStates(seen, { all, ...endsIn(instances) }, cr);
  const existing = await existingState(parts, instances, cr);
  const state = { stacks: seen.map(stackState), instances, arrows, existing };
  return { ...state, findings: findingsOf(state, seen) };
}

/** What arrows have to know of the instances where they begin and end. */
function endsIn(instances: readonly InstanceState[]): Omit<Around, 'all'> {
  const gone = instances.filter(isGone);
  const blind = instances.flatMap(({ id, region, unreadable: reason }) =>
    reason === undefined ? [] : [[id, { region, reason }] as const],
  );
  return { gone: new Set(gone.map(({ id }) => id)), blind: new Map(blind) };
}

const seenStack = (stack: DeclaredStack, { live, unreadable, takenOver, resources = [] }: Finding = {}): SeenStack => ({
  ...{ stack, live, unreadable, resources },
  isStrange: live !== undefined && !isOurs(stack, live) && takenOver !== true,
});

function stackState({ stack, live, unreadable, resources }: SeenStack): StackState {
  const upToDate = planStack(withoutHidden(stack), { live, unreadable, resources }).action === 'unchanged';
  const stranger = live !== undefined && !isOurs(stack, live) ? makerOf(stack, live) : undefined;
  return { stack, status: live?.status, upToDate, stranger, unreadable };
}
