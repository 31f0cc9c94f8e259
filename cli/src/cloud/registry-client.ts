import pLimit from 'p-limit';
import type { Place } from '../domain/image-records';
import { type Called, CloudError, cloudError } from './cloud-error';
import type { RegistryLogin } from './image-client';
import type { RegistryReply, RegistrySend } from './registry-transport';
import type { Retry } from './retry';

/** What one manifest says of another, or of a blob. */
export interface Descriptor {
  readonly digest: string;
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly platform?: { readonly os?: string; readonly architecture?: string; readonly variant?: string };
}

export interface Manifest {
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  /** Those of an index. */
  readonly manifests?: readonly Descriptor[];
}

export interface RegistryClientOptions {
  readonly place: Place;
  readonly send: RegistrySend;
  readonly retry: Retry;
  /** The names of the registry, in the order in which they are tried. */
  readonly hosts: () => Promise<readonly string[]>;
  readonly login: () => Promise<RegistryLogin>;
  /** Told of what must not be shown. */
  readonly hide: (secret: string) => void;
  /** Whether a login may be sent to where a registry asks for it. */
  readonly isTokenService: (realm: URL) => boolean;
}

const AT_A_TIME = 8;
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** One registry by the protocol of registries, as whoever pulls asks it. */
export class RegistryClient {
  private readonly limit = pLimit(AT_A_TIME);
  private readonly tokens = new Map<string, Promise<string>>();
  private login: Promise<RegistryLogin> | undefined;
  private host: Promise<string> | undefined;

  constructor(private readonly options: RegistryClientOptions) {}

  async manifest(path: string, digest: string): Promise<Manifest | undefined> {
    const reply = await this.ask('GET', path, `manifests/${digest}`);
    return reply.status === 404 ? undefined : (JSON.parse(reply.body.toString()) as Manifest);
  }

  /** Whether it is there; a registry that sends on to its storage has found it. */
  async has(path: string, kind: 'manifests' | 'blobs', digest: string): Promise<boolean> {
    return (await this.ask('HEAD', path, `${kind}/${digest}`)).status !== 404;
  }

  /** What refers to a manifest, such as its signatures; nothing where the registry keeps no such lists. */
  async referrers(path: string, digest: string): Promise<readonly Descriptor[]> {
    const reply = await this.ask('GET', path, `referrers/${digest}`);
    return reply.status === 404 ? [] : ((JSON.parse(reply.body.toString()) as Manifest).manifests ?? []);
  }

  private ask(method: 'GET' | 'HEAD', path: string, what: string): Promise<RegistryReply> {
    return this.limit(async () => {
      const host = await (this.host ??= this.reachable());
      const url = new URL(`https://${host}/v2/${path}/${what}`);
      return this.options.retry(() => this.sendAs(method, url, path));
    });
  }

  private async sendAs(method: 'GET' | 'HEAD', url: URL, path: string): Promise<RegistryReply> {
    const send = (token: string | undefined) => {
      const authorization = token === undefined ? undefined : { authorization: `Bearer ${token}` };
      return this.send(method, url, { accept: MANIFESTS, ...authorization });
    };
    let reply = await send(await this.tokens.get(path));
    if (reply.status === 401) {
      const token = this.token(path, String(reply.headers['www-authenticate'] ?? ''));
      this.tokens.set(path, token);
      token.catch(() => this.tokens.delete(path));
      reply = await send(await token);
    }
    if (reply.status >= 400 && reply.status !== 404) {
      throw this.refusal(reply);
    }
    return reply;
  }

  private async token(path: string, challenge: string): Promise<string> {
    const parameter = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
    const realm = URL.canParse(parameter('realm')) ? new URL(parameter('realm')) : undefined;
    if (realm === undefined || !this.options.isTokenService(realm)) {
      const asked = `asks for a login at "${parameter('realm')}", which is not of Alibaba Cloud`;
      throw new CloudError('UntrustedRealm', `${this.title} ${asked}: it was not sent.`, undefined, this.call);
    }
    const { user, password } = await (this.login ??= this.options.login());
    this.options.hide(password);
    realm.searchParams.set('service', parameter('service'));
    realm.searchParams.set('scope', `repository:${path}:pull`);
    const basic = Buffer.from(`${user}:${password}`).toString('base64');
    const reply = await this.send('GET', realm, { authorization: `Basic ${basic}` });
    if (reply.status !== 200) {
      // What was given may have expired.
      this.login = undefined;
      throw this.refusal(reply);
    }
    const { token, access_token: other } = JSON.parse(reply.body.toString()) as Record<string, string | undefined>;
    this.options.hide(String(token ?? other));
    return String(token ?? other);
  }

  /** The first of the names at which the registry lets us in. */
  private async reachable(): Promise<string> {
    const reasons: string[] = [];
    const hosts = await this.options.hosts();
    for (const host of hosts) {
      try {
        const reply = await this.options.retry(() => this.send('GET', new URL(`https://${host}/v2/`), {}));
        if (reply.status === 200 || reply.status === 401) {
          return host;
        }
        reasons.push(`${host}: ${this.refusal(reply).message}`);
      } catch (error) {
        reasons.push(`${host}: ${(error as Error).message}`);
      }
    }
    const why =
      hosts.length === 0
        ? 'Its Internet access is closed: ask from inside a VPC that is linked to it, or open it (publicAccess).'
        : reasons.join(' ');
    throw new CloudError('Unreachable', `${this.title} cannot be asked from here. ${why}`, 403, this.call);
  }

  private async send(method: 'GET' | 'HEAD', url: URL, headers: Record<string, string>): Promise<RegistryReply> {
    try {
      return await this.options.send(method, url, headers);
    } catch (error) {
      throw cloudError(error, this.call);
    }
  }

  private refusal({ status, body }: RegistryReply): CloudError {
    const said = /"message":"([^"]*)"/.exec(body.toString())?.[1] ?? `HTTP ${status}`;
    return new CloudError(`Registry${status}`, said, status, this.call);
  }

  private get title(): string {
    return `The registry ${this.options.place.instanceId} in ${this.options.place.region}`;
  }

  private get call(): Called {
    return { action: 'a pull', region: this.options.place.region, service: 'The registry' };
  }
}
