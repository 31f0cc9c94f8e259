import type { Account } from './api/call';
import { emptyWorld, type TimerEvent, type World } from './api/world';
import { Registries } from './cr/registries';
import { SyncRules } from './cr/sync-rules';
import { Commits } from './images/commits';
import { Doors, type DoorParts } from './images/doors';
import { Images } from './images/images';
import { Subjects } from './images/subjects';
import { SyncTasks } from './images/sync-tasks';
import { TokenService } from './images/token-service';
import type { SimulatorOptions } from './options';
import { type BlobStore, BlobsInMemory, BlobsOnDisk } from './registry';
import { ChangeSets } from './ros/change-sets';
import { Drifts } from './ros/drifts';
import { Engine } from './ros/engine';
import { featuresOf } from './ros/features';
import { StackValues } from './ros/stack-values';
import { Clock } from './runtime/clock';
import type { Faults } from './runtime/faults';
import { Random } from './runtime/random';
import { Store } from './runtime/store';

/** What a simulator begins with. */
export interface Beginning {
  readonly world: World;
  readonly store?: Store<World>;
  readonly blobs: BlobStore;
}

/** Reads what an earlier run left, or begins anew. */
export async function beginning(options: SimulatorOptions): Promise<Beginning> {
  const { stateFile } = options;
  if (stateFile === undefined) {
    return { world: newWorld(options), blobs: new BlobsInMemory() };
  }
  const store = new Store<World>(stateFile);
  const world = store.load() ?? newWorld(options);
  return { world, store, blobs: await BlobsOnDisk.open(`${stateFile}.blobs`) };
}

function newWorld(options: SimulatorOptions): World {
  return emptyWorld({
    accountId: options.accountId ?? '1234567890123456',
    now: options.startTime?.getTime() ?? Math.floor(Date.now() / 1000) * 1000,
    seed: options.seed ?? 1,
  });
}

export interface Surroundings extends Pick<
  DoorParts,
  'login' | 'lateReferrers' | 'clientAddress' | 'report' | 'log' | 'onOpen'
> {
  readonly faults: Faults;
  readonly options: SimulatorOptions;
  readonly secret: string;
  readonly save: () => void;
}

/** The parts of a simulator, put together. */
export interface Assembled {
  readonly account: Account;
  readonly images: Images;
  readonly doors: Doors;
}

/** When time passes, nobody is there to be told what cannot be kept; the next call is. */
const told = (save: () => void, report: (error: unknown) => void) => (): void => {
  try {
    save();
  } catch (error) {
    report(error);
  }
};

export function assemble({ world, blobs }: Beginning, surroundings: Surroundings): Assembled {
  const { faults, options, secret, save, report } = surroundings;
  const registries = new Registries(world, options.repeatedNames);
  const commits = new Commits(save);
  const images = new Images(world, registries, blobs, () => commits.commit());
  const tasks: SyncTasks = new SyncTasks(world, images, () => clock, faults, report);
  const rules = new SyncRules(world, registries);
  const values = new StackValues(world);
  const random = new Random(world);
  const seconds = options.latency?.resources ?? {};
  const parts = { world, random, registries, values, rules, faults, seconds };
  const engine = new Engine(parts, () => clock);
  const features = featuresOf(options.importableTypes, options.driftTypes, options.templatePolicies);
  const changeSets = new ChangeSets({ world, random, values, engine }, () => clock);
  const drifts = new Drifts(parts, features.drift, () => clock);
  const handle = (event: TimerEvent): void => {
    switch (event.kind) {
      case 'task':
        return tasks.proceed(event.taskId);
      case 'change set':
        return changeSets.due(event);
      case 'detection':
        return drifts.due(event);
      default:
        return engine.timerIsDue(event);
    }
  };
  const clock: Clock<TimerEvent> = new Clock<TimerEvent>(world, options.clock ?? 'virtual', handle, told(save, report));
  const tokens = new TokenService(world, new Subjects(world, registries, secret), secret);
  const ids = new Random({ random: world.random ^ 0x2545f491 });
  const asked = { onRequest: () => clock.catchUp(), newUploadId: () => ids.uuid() };
  const doors = new Doors({ ...surroundings, ...asked, world, images, tasks, tokens });
  const account = { world, random, clock, registries, rules, values, engine, tasks, changeSets, drifts, features };
  return { account, images, doors };
}
