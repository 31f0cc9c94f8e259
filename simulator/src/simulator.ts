import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CallRouter } from './api/call-router';
import { requireRegion } from './api/ros-input';
import { createApiServer } from './api/server';
import { type Credentials, SignatureCheck } from './api/signature';
import { type Assembled, type Beginning, assemble, beginning } from './assemble';
import type { Edition, Instance, SyncTask } from './cr/model';
import { TEMPORARY_NAME, newLogin } from './cr/temporary-logins';
import { type Push, type PushedImage, pushSmallImage } from './images/push';
import type { Ports } from './images/state';
import type { Arrow, ExistingRegistry, Login, RegistryAddress, SimulatorOptions } from './options';
import { renderPage } from './page/page';
import { type Stack, isDeleted } from './ros/model';
import { Faults } from './runtime/faults';
import { Random } from './runtime/random';

/** An address that documentation uses, and nobody has. */
const CLIENT_ADDRESS = '203.0.113.10';

/** ROS and ACR in this process, on loopback. */
export class Simulator {
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly accountId: string;
  /** The address of clients that come by the Internet ports of registries. */
  clientAddress: string;
  private readonly parts: Assembled;
  private readonly server: Server;

  /** Use `startSimulator`. */
  constructor(
    private readonly options: SimulatorOptions,
    private readonly begun: Beginning,
  ) {
    this.credentials = options.credentials ?? { accessKeyId: 'simulator', accessKeySecret: 'simulator-secret' };
    this.clientAddress = options.clientAddress ?? CLIENT_ADDRESS;
    this.accountId = this.world.accountId;
    this.faults = new Faults(this.world);
    for (const rule of options.faults ?? []) {
      this.faults.add(rule);
    }
    const log = options.log ?? (() => undefined);
    this.parts = assemble(begun, {
      faults: this.faults,
      options,
      secret: this.credentials.accessKeySecret,
      save: () => this.save(),
      login: options.login ?? true,
      lateReferrers: options.lateReferrers ?? false,
      clientAddress: () => this.clientAddress,
      log,
      report: error => log(`unexpected: ${String((error as Error).stack)}`),
      onOpen: (instance, ports) => options.onRegistry?.(addressOf(instance, ports)),
    });
    const requestIds = new Random({ random: this.world.random ^ 0x5bd1e995 });
    this.server = createApiServer({
      ...this.parts,
      router: new CallRouter(new SignatureCheck(this.credentials)),
      faults: this.faults,
      save: () => this.save(),
      page: () => renderPage(this.world),
      log,
      requestId: () => requestIds.uuid(),
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

  /** Where the registry of an instance is reached; without a name, of the first in the region. */
  async registry(region: string, name?: string): Promise<RegistryAddress> {
    const instance = this.instanceIn(region, name);
    return addressOf(instance, await this.parts.doors.ports(instance.id));
  }

  /** Logs in to a registry for an hour of simulated time, as GetAuthorizationToken does: it may do everything. */
  login(region: string, name?: string): Login {
    const instance = this.instanceIn(region, name);
    const user = TEMPORARY_NAME;
    const password = newLogin(this.world, instance, this.world.now + 3_600_000);
    this.save();
    return { user, password };
  }

  /** Makes a real image of one small layer and stores it as `docker push` would. */
  pushImage(image: PushedImage): Promise<Push> {
    return pushSmallImage(this.parts.images, this.parts.account.tasks, image);
  }

  /** Puts a registry there that no stack has made. */
  addRegistry(registry: ExistingRegistry): Instance {
    requireRegion(registry.region);
    const instance = this.parts.account.registries.create({
      ...registry,
      id: registry.instanceId,
      edition: registry.edition ?? 'Advanced',
    });
    instance.status = 'RUNNING';
    for (const name of registry.namespaces ?? []) {
      this.parts.account.registries.createNamespace(instance, name, true, 'PRIVATE');
    }
    this.save();
    return structuredClone(instance);
  }

  /** Gives a registry another edition, as the console does; ROS cannot. */
  upgradeRegistry(instanceId: string, edition: Edition): Instance {
    const instance = Object.values(this.world.instances).find(({ id }) => id === instanceId);
    if (instance === undefined) {
      throw new Error(`There is no instance ${instanceId}.`);
    }
    instance.edition = edition;
    this.save();
    return structuredClone(instance);
  }

  /**
   * Releases a registry with all that is on it, as the console and an overdue bill do, whatever stacks say. Rules of others that end
   * there stay and copy nothing.
   */
  releaseRegistry(instanceId: string): void {
    const instance = Object.values(this.world.instances).find(({ id }) => id === instanceId);
    if (instance === undefined) {
      throw new Error(`There is no instance ${instanceId}.`);
    }
    delete this.world.instances[instanceId];
    this.save();
  }

  /** Moves simulated time on by so many milliseconds; everything due on the way is done in order. */
  async advance(milliseconds: number): Promise<void> {
    await this.parts.account.clock.advance(milliseconds);
    this.save();
  }

  /** Stops answering. Operations in progress go on when the same state file is opened again. */
  async close(): Promise<void> {
    const { account, doors } = this.parts;
    account.clock.close();
    await account.clock.atRest();
    this.server.closeAllConnections();
    await doors.close();
    this.save();
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
    const { account, doors, images } = this.parts;
    await images.tidy();
    await doors.allOpen();
    const waiting = this.world.timers.flatMap(({ event }) => ('taskId' in event ? [event.taskId] : []));
    account.tasks.resume(new Set(waiting));
    account.clock.start();
  }

  private instanceIn(region: string, name?: string): Instance {
    const found = Object.values(this.world.instances).find(
      other => other.region === region && (name === undefined || other.name === name),
    );
    if (!found) {
      const which = name === undefined ? 'registry' : `registry ${name}`;
      throw new Error(`There is no ${which} in ${region}. Deploy one, or use addRegistry.`);
    }
    return found;
  }

  private get world(): Beginning['world'] {
    return this.begun.world;
  }

  private save(): void {
    this.begun.store?.save(this.world);
    this.parts.doors.reconcile();
  }
}

function addressOf({ id, name, region }: Instance, { internet, vpc }: Ports): RegistryAddress {
  return {
    instanceId: id,
    name,
    region,
    url: `http://127.0.0.1:${internet}`,
    vpcUrl: `http://127.0.0.1:${vpc}`,
  };
}

/** Starts a simulator on 127.0.0.1; it answers when the promise is fulfilled. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = new Simulator(options, await beginning(options));
  await simulator.listen();
  return simulator;
}
