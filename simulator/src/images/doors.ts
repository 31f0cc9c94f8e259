import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { hostName } from '../cr/describe';
import type { Instance } from '../cr/model';
import { own } from '../runtime/json';
import { Registry } from '../registry';
import { opened, portOf, withFaults, withLog, withNotice } from './door-server';
import type { Door } from './network';
import { type RuleParts, rulesOf } from './registry-rules';
import type { Ports } from './state';

export interface DoorParts extends RuleParts {
  readonly newUploadId: () => string;
  readonly report: (error: unknown) => void;
  /** Told of a request before it is answered. */
  readonly onRequest: () => void;
  /** Gets a line for each request. */
  readonly log: (line: string) => void;
  /** Told when an instance can be reached. */
  readonly onOpen: (instance: Instance, ports: Ports) => void;
}

interface Way {
  readonly registry: Pick<Registry, 'handle'>;
  readonly server: Server;
}

/** The ports of every instance: one for clients on the Internet, one for clients inside a linked VPC. */
export class Doors {
  /** By instance. */
  private readonly ways = new Map<string, Promise<Record<Door, Way>>>();
  private closed = false;

  constructor(private readonly parts: DoorParts) {}

  /** Opens ports for what is new, and closes those of what is gone. */
  reconcile(): void {
    const { instances, ports } = this.parts.world;
    for (const instance of this.closed ? [] : Object.values(instances)) {
      if (!this.ways.has(instance.id)) {
        const opening = this.open(instance);
        // Whoever waits for the ports is told; so is the log.
        opening.catch(this.parts.report);
        this.ways.set(instance.id, opening);
      }
    }
    for (const [id, ways] of this.ways) {
      if (!own(instances, id)) {
        this.ways.delete(id);
        void ways.then(open => {
          delete ports[id];
          return close(open);
        });
      }
    }
  }

  /** The ports of an instance, when they are open. */
  async ports(instanceId: string): Promise<Ports> {
    this.reconcile();
    await this.ways.get(instanceId);
    return this.parts.world.ports[instanceId];
  }

  /** Answers when every instance can be reached. */
  async allOpen(): Promise<void> {
    this.reconcile();
    await Promise.all(this.ways.values());
  }

  /** Answers a request to the port of the API whose Host is the name of a registry; false where it is not. */
  handle(message: IncomingMessage, response: ServerResponse): boolean {
    const host = message.headers.host?.replace(/:\d+$/, '');
    for (const instance of Object.values(this.parts.world.instances)) {
      const door = (['internet', 'vpc'] as const).find(way => hostName(instance, 'Registry', way === 'vpc') === host);
      if (door) {
        this.reconcile();
        const ways = this.ways.get(instance.id) as Promise<Record<Door, Way>>;
        void ways.then(({ [door]: { registry } }) => registry.handle(message, response));
        return true;
      }
    }
    return false;
  }

  async close(): Promise<void> {
    this.closed = true;
    const open = await Promise.allSettled(this.ways.values());
    this.ways.clear();
    await Promise.all(open.map(ways => ways.status === 'fulfilled' && close(ways.value)));
  }

  private async open(instance: Instance): Promise<Record<Door, Way>> {
    const { ports } = this.parts.world;
    const { internet: wished, vpc: wishedInside } = own(ports, instance.id) ?? { internet: 0, vpc: 0 };
    const internet = await this.way(instance, 'internet', wished);
    const vpc = await this.way(instance, 'vpc', wishedInside);
    ports[instance.id] = { internet: portOf(internet.server), vpc: portOf(vpc.server) };
    this.parts.onOpen(instance, ports[instance.id]);
    return { internet, vpc };
  }

  private async way({ id, region, name }: Instance, door: Door, port: number): Promise<Way> {
    const { images, newUploadId, report, faults, log, tokens, onRequest } = this.parts;
    const { blobs } = images;
    const rules = rulesOf(this.parts, id, door);
    const registry = new Registry({ blobs, content: images.content(id), rules, newUploadId, report });
    const whole = withLog(tokens.withTokens(withFaults(registry, faults, region)), `${name} ${region} ${door}`, log);
    const timely = withNotice(whole, onRequest);
    return { registry: timely, server: await opened(timely, port) };
  }
}

async function close(ways: Record<Door, Way>): Promise<void> {
  for (const { server } of Object.values(ways)) {
    server.closeAllConnections();
    await new Promise<void>(resolve => server.close(() => resolve()));
  }
}
