import type { Place } from '../domain/image-records';
import type { Connection } from './connection';
import type { ImageClient } from './image-client';
import { RegistryClient } from './registry-client';
import { registryTransport } from './registry-transport';

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
        const { internet, vpc } = await images.hosts(place);
        return [...internet, ...vpc];
      },
      login: () => images.login(place),
      // Whatever a simulator names is asked at the simulator.
      isTokenService: realm =>
        sharedEndpoint || (realm.protocol === 'https:' && realm.hostname.endsWith('.aliyuncs.com')),
    });
    this.clients.set(place.instanceId, made);
    return made;
  }
}
