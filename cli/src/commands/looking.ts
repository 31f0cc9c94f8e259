/** What plan, status and deploy see: the same, by the same calls. */
import { askingOnce } from '../cloud/asking-once';
import type { Survey } from '../cloud/survey';
import { inspect } from '../deployment/inspect';
import { abandonedRules } from '../domain/existing';
import type { ExistingParts } from '../domain/existing-parts.generated';
import { neededOf } from '../domain/needs';
import type { DeclaredStack } from '../domain/model';
import type { Finding } from '../domain/plan';
import { selectionOf } from '../domain/selection';
import type { SelectionFlags } from '../session/flags';
import type { Session } from '../session/session';
import { collectState } from '../status/collect';
import { lookOf } from '../status/findings';
import type { RegistryState } from '../status/model';

/** Whose stacks are looked at, and where. */
export interface Onlooker extends Pick<Session, 'stacks' | 'cloud'>, Partial<Pick<Session, 'existing'>> {
  readonly flags: Pick<SelectionFlags, 'only'>;
}

export interface Looked {
  readonly selected: readonly DeclaredStack[];
  /** Stacks that are left out, and that selected ones are deployed after. */
  readonly needed: readonly DeclaredStack[];
  readonly findings: ReadonlyMap<string, Finding>;
  readonly survey: Survey;
  readonly state: RegistryState;
}

/** Looks at the stacks that are meant, by one list of each region, and behind them. */
export async function look(onlooker: Onlooker, takeOver: readonly string[] = []): Promise<Looked> {
  const { stacks, flags, cloud, existing = [] } = onlooker;
  const { selected, leftOut } = selectionOf(stacks, flags.only ?? []);
  const { ros, cr: asked } = await cloud();
  const cr = askingOnce(asked);
  const needed = neededOf(selected, leftOut);
  const { findings, survey } = await inspect([...selected, ...needed], ros, cr, takeOver);
  const state = await collectState(selected, findings, cr, stacks, flags.only === undefined ? existing : []);
  const deeper = [...findings].map(([key, finding]) => {
    const stack = selected.find(other => other.key === key);
    return [key, stack === undefined ? finding : deepened(stack, finding, state, existing)] as const;
  });
  return { selected, needed, findings: new Map(deeper), survey, state };
}

/** A finding with what was found behind the stack, and what its update would take away. */
function deepened(
  stack: DeclaredStack,
  finding: Finding,
  state: RegistryState,
  existing: readonly ExistingParts[],
): Finding {
  const obstacles = [...(finding.obstacles ?? []), ...abandonedRules(stack, finding.live, existing)];
  return { ...finding, obstacles, look: lookOf(stack, state) };
}
