import type { Clock } from '../runtime/clock';
import type { JsonMap } from '../runtime/json';
import type { Random } from '../runtime/random';
import type { SyncTasks } from '../images/sync-tasks';
import type { ChangeSets } from '../ros/change-sets';
import type { Drifts } from '../ros/drifts';
import type { Engine } from '../ros/engine';
import type { Features } from '../ros/features';
import type { StackValues } from '../ros/stack-values';
import type { Registries } from '../cr/registries';
import type { SyncRules } from '../cr/sync-rules';
import type { Parameters } from './parameters';
import type { TimerEvent, World } from './world';

/** A call that was let in: who sent it is known, and the region it goes to. */
export interface Call {
  readonly action: string;
  readonly region: string;
  readonly parameters: Parameters;
}

/** What the actions work on. */
export interface Account {
  readonly world: World;
  readonly random: Random;
  readonly clock: Clock<TimerEvent>;
  readonly values: StackValues;
  readonly engine: Engine;
  readonly changeSets: ChangeSets;
  readonly drifts: Drifts;
  readonly features: Features;
  readonly registries: Registries;
  readonly rules: SyncRules;
  readonly tasks: SyncTasks;
}

/** Does what the call asks; gives the fields of the reply, without RequestId. */
export type ActionRun = (account: Account, call: Call) => JsonMap;

export interface Action {
  /** The parameters that it reads, lists as `Name.N`. A call with any other is refused: none is ignored. */
  readonly reads: readonly string[];
  readonly run: ActionRun;
}

export type Actions = Readonly<Record<string, Action>>;

export function action(reads: readonly string[], run: ActionRun): Action {
  return { reads, run };
}
