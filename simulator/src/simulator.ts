import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account } from './api/call';
import { CallRouter } from './api/call-router';
import { requireRegion } from './api/ros-input';
import { createApiServer } from './api/server';
import { type Credentials, SignatureCheck } from './api/signature';
import { type TimerEvent, type World, emptyWorld } from './api/world';
import type { Edition, Instance, SyncRule, SyncTask } from './cr/model';
import { Registries } from './cr/registries';
import { SyncRules } from './cr/sync-rules';
import { type PushedImage, SyncTasks } from './cr/sync-tasks';
import { renderPage } from './page/page';
import { Engine } from './ros/engine';
import { type Stack, isDeleted } from './ros/model';
import { StackValues } from './ros/stack-values';
import { Clock, type ClockMode } from './runtime/clock';
import { type FaultRule, Faults } from './runtime/faults';
import { Random } from './runtime/random';
import { Store } from './runtime/store';

export interface SimulatorOptions {
  /**
   * The port on 127.0.0.1.
   *
   * @default - a free one
   */
  readonly port?: number;
  /**
   * A file that keeps the state over restarts.
   *
   * @default - the state is gone when the simulator is closed
   */
  readonly stateFile?: string;
  /**
   * Where the random numbers begin, of which ids and the chances of faults are made.
   *
   * @default 1
   */
  readonly seed?: number;
  /**
   * How simulated time passes: `virtual` (it jumps to what comes next whenever no request is being answered),
   * `manual` (only `advance()` moves it), or `{ speed: 60 }` (a simulated minute in a second).
   *
   * @default virtual
   */
  readonly clock?: ClockMode;
  /**
   * The moment at which a new world begins.
   *
   * @default - now, in whole seconds
   */
  readonly startTime?: Date;
  /**
   * The only key pair that is let in.
   *
   * @default simulator / simulator-secret
   */
  readonly credentials?: Credentials;
  /**
   * The id of the Alibaba Cloud account.
   *
   * @default 1234567890123456
   */
  readonly accountId?: string;
  /** How long things take. */
  readonly latency?: {
    /** Simulated milliseconds until an API action is answered, by its name. */
    readonly actions?: Readonly<Record<string, number>>;
    /** Simulated seconds that an operation on a resource takes, by resource type. */
    readonly resources?: Readonly<Record<string, number>>;
  };
  /** Faults that are in force from the beginning. */
  readonly faults?: readonly FaultRule[];
  /**
   * Gets a line for each call.
   *
   * @default - nothing is logged
   */
  readonly log?: (line: string) => void;
}

/** A registry as if it had been bought in the console. */
export interface ExistingRegistry {
  readonly region: string;
  readonly name: string;
  /** @default Advanced */
  readonly edition?: Edition;
  /** The id of the instance, for an app that names it. @default - one is made up */
  readonly instanceId?: string;
  /** @default - the account of the simulator */
  readonly accountId?: string;
  /** Namespaces on it; repositories are created in them by themselves. */
  readonly namespaces?: readonly string[];
}

/** One line of what replicates where. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly fromInstanceId: string;
  readonly toInstanceId: string;
  readonly rule: SyncRule;
}

/** ROS and ACR in this process, on loopback. */
export class Simulator {
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly accountId: string;
  private readonly world: World;
  private readonly store?: Store<World>;
  private readonly account: Account;
  private readonly server: Server;

  /** Use `startSimulator`. */
  constructor(private readonly options: SimulatorOptions) {
    this.credentials = options.credentials ?? { accessKeyId: 'simulator', accessKeySecret: 'simulator-secret' };
    this.store = options.stateFile === undefined ? undefined : new Store(options.stateFile);
    this.world = this.store?.load() ?? newWorld(options);
    this.accountId = this.world.accountId;
    this.faults = new Faults(this.world);
    for (const rule of options.faults ?? []) {
      this.faults.add(rule);
    }
    this.account = this.assemble();
    this.server = createApiServer({
      account: this.account,
      router: new CallRouter(new SignatureCheck(this.credentials)),
      faults: this.faults,
      save: () => this.save(),
      page: () => renderPage(this.world),
      log: options.log ?? (() => undefined),
      requestId: (
        ids => () =>
          ids.uuid()
      )(new Random({ random: this.world.random ^ 0x5bd1e995 })),
      latency: options.latency?.actions ?? {},
    });
  }

  /** `host:port`, as the official clients take their endpoint. */
  get endpoint(): string {
    const { port } = this.server.address() as AddressInfo;
    return `127.0.0.1:${port}`;
  }

  /** Simulated time, in milliseconds since 1970. */
  get now(): number {
    return this.world.now;
  }

  /** The stacks of a region, or of all; deleted ones only if asked for. */
  stacks(region?: string, options: { deleted?: boolean } = {}): Stack[] {
    const found = Object.values(this.world.stacks).filter(
      stack => (region === undefined || stack.region === region) && (options.deleted === true || !isDeleted(stack)),
    );
    return structuredClone(found);
  }

  /** The instances of a region, or of all, with their namespaces and repositories. */
  registries(region?: string): Instance[] {
    return structuredClone(
      Object.values(this.world.instances).filter(instance => region === undefined || instance.region === region),
    );
  }

  /** What replicates from where to where. */
  arrows(): Arrow[] {
    const arrows = Object.values(this.world.instances).flatMap(source =>
      Object.values(source.rules).map(rule => ({
        from: source.region,
        to: rule.targetRegion,
        fromInstanceId: source.id,
        toInstanceId: rule.targetInstanceId,
        rule,
      })),
    );
    return structuredClone(arrows);
  }

  /** The copies that were started, oldest first. */
  tasks(): SyncTask[] {
    return structuredClone(Object.values(this.world.tasks));
  }

  /** Stores an image as `docker push` would; gives the copies that automatic rules start. */
  pushImage(image: PushedImage): SyncTask[] {
    const tasks = this.account.tasks.push(image);
    this.save();
    return structuredClone(tasks);
  }

  /** Puts a registry there that no stack has made. */
  addRegistry(registry: ExistingRegistry): Instance {
    requireRegion(registry.region);
    const instance = this.account.registries.create({
      ...registry,
      id: registry.instanceId,
      edition: registry.edition ?? 'Advanced',
    });
    instance.status = 'RUNNING';
    for (const name of registry.namespaces ?? []) {
      this.account.registries.createNamespace(instance, name, true, 'PRIVATE');
    }
    this.save();
    return structuredClone(instance);
  }

  /** Moves simulated time on by so many milliseconds; everything due on the way is done in order. */
  advance(milliseconds: number): void {
    this.account.clock.advance(milliseconds);
    this.save();
  }

  /** Stops answering. Operations in progress go on when the same state file is opened again. */
  async close(): Promise<void> {
    this.account.clock.close();
    this.save();
    this.server.closeAllConnections();
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }

  /** Called by `startSimulator`. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'EADDRINUSE'
            ? new Error(`The port ${this.options.port} is taken. Choose another one, or 0 for a free one.`)
            : error,
        ),
      );
      this.server.listen(this.options.port ?? 0, '127.0.0.1', () => resolve());
    });
    this.account.clock.start();
  }

  private save(): void {
    this.store?.save(this.world);
  }

  private assemble(): Account {
    const { world } = this;
    const random = new Random(world);
    const clock = new Clock<TimerEvent>(
      world,
      this.options.clock ?? 'virtual',
      event => this.handle(event),
      () => this.save(),
    );
    const registries = new Registries(world);
    const rules = new SyncRules(world, registries);
    const values = new StackValues(world);
    const parts = {
      world,
      random,
      registries,
      values,
      rules,
      faults: this.faults,
      seconds: this.options.latency?.resources ?? {},
    };
    return {
      world,
      random,
      clock,
      registries,
      rules,
      values,
      engine: new Engine(parts, () => clock),
      tasks: new SyncTasks(world, registries, () => clock, this.faults),
    };
  }

  private handle(event: TimerEvent): void {
    if (event.kind === 'task') {
      this.account.tasks.proceed(event.taskId);
    } else {
      this.account.engine.timerIsDue(event);
    }
  }
}

function newWorld(options: SimulatorOptions): World {
  return emptyWorld({
    accountId: options.accountId ?? '1234567890123456',
    now: options.startTime?.getTime() ?? Math.floor(Date.now() / 1000) * 1000,
    seed: options.seed ?? 1,
  });
}

/** Starts a simulator on 127.0.0.1; it answers when the promise is fulfilled. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = new Simulator(options);
  await simulator.listen();
  return simulator;
}
