import type { Place } from '../domain/image-records';
import type { Connection } from './connection';
import type { ImageClient } from './image-client';
import { RegistryClient } from './registry-client';
import { registryTransport } from './registry-transport';

/** Milliseconds for a host of this machine to answer. */
const PATIENCE = 5_000;

/** The registries of instances, each opened once. */
export class RegistryClients {
  private readonly clients = new Map<string, RegistryClient>();
  private readonly send: ReturnType<typeof registryTransport>;

  constructor(
    private readonly connection: Connection,
    private readonly images: ImageClient,
    private readonly hide: (secret: string) => void,
  ) {
    this.send = registryTransport(connection);
  }

  at(place: Place): RegistryClient {
    const known = this.clients.get(place.instanceId);
    if (known !== undefined) {
      return known;
    }
    const { images, hide, send } = this;
    const { retry, sharedEndpoint } = this.connection;
    const made = new RegistryClient({
      place,
      send,
      retry,
      hide,
      hosts: async () => {
        const { internet, isOpen, vpc } = await images.hosts(place);
        // A simulator answers by every name; whoever asks it is not inside a VPC all the same.
        return [...(isOpen ? internet : []), ...(sharedEndpoint ? [] : vpc)];
      },
      login: () => images.login(place),
      // Whatever a simulator names is asked at the simulator.
      isTokenService: realm =>
        sharedEndpoint || (realm.protocol === 'https:' && realm.hostname.endsWith('.aliyuncs.com')),
    });
    this.clients.set(place.instanceId, made);
    return made;
  }

  /** What answers at a host of this machine: which instance it is of, a registry tells with where it wants logins from. */
  async answerOf(host: string): Promise<{ readonly isRegistry: boolean; readonly instanceId?: string }> {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const { ok, headers } = await fetch(`http://${host}/v2/`, { redirect: 'manual', signal });
      const service = /service="[^"]*:(cri-[A-Za-z0-9-]+)"/.exec(headers.get('www-authenticate') ?? '');
      return { isRegistry: ok || service !== null, instanceId: service?.[1] };
    } catch {
      return { isRegistry: false };
    }
  }
}
