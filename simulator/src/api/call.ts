import type { Clock } from '../runtime/clock';
import type { JsonMap } from '../runtime/json';
import type { Random } from '../runtime/random';
import type { World } from '../runtime/world';
import type { Engine } from '../ros/engine';
import type { StackValues } from '../ros/stack-values';
import type { Registries } from '../cr/registries';
import type { SyncTasks } from '../cr/sync-tasks';
import type { Parameters } from './parameters';

/** A call that has passed the door: who sent it is known, where it goes is known. */
export interface Call {
  readonly action: string;
  readonly region: string;
  readonly parameters: Parameters;
}

/** What the actions work on. */
export interface Account {
  readonly world: World;
  readonly random: Random;
  readonly clock: Clock;
  readonly values: StackValues;
  readonly engine: Engine;
  readonly registries: Registries;
  readonly tasks: SyncTasks;
}

/** Does what the call asks; gives the fields of the reply, without RequestId. */
export type Action = (account: Account, call: Call) => JsonMap;
