import { requireOptions } from '../core/refuse';
import { finished, MAKER, requireMaker } from '../core/value-object';
import { PullConfigData, PullFormat } from '../domain/pulling/formats';
import { KUSTOMIZE, PULL_CONFIG, PULL_SECRET, pullConfigRule } from '../domain/pulling/options';
import { TableOf } from '../domain/prop-rules';

/** By which host images are named. */
export interface PullConfigOptions {
  /**
   * The host by which manifests name images: a name of your choice, which need not exist, such as `registry.acme.example`.
   *
   * @default - the Internet host of the primary
   */
  readonly imageHost?: string;
}

/** What kustomize rewrites. */
export interface KustomizeOptions extends PullConfigOptions {
  /**
   * Repositories that pushing creates, such as `prod/api`. Those that the registry declares are rewritten anyway.
   *
   * @default - none
   */
  readonly repositories?: string[];
}

/** Who pulls. */
export interface PullSecretOptions extends PullConfigOptions {
  /** The name that `docker login` takes; its password must be the same in every region. */
  readonly username: string;

  /**
   * What stands for the password: `${NAME}`, `$(NAME)` or `{{resolve:kms-secret:NAME}}`. The password itself is refused, for the text is
   * kept where many can read it.
   *
   * @default - `${REGISTRY_PASSWORD}`
   */
  readonly password?: string;
}

/**
 * What whoever pulls is configured with, so that one and the same image reference is answered by the registry of each region.
 *
 * The text is for you to put where it belongs: nothing of it is deployed.
 */
export class PullConfig {
  /**
   * `hosts.toml` for containerd: the VPC host of the region, its Internet host, then the primary, as far as they are opened. Only pulls are
   * redirected, no push.
   *
   * @param options by which host images are named
   */
  public static containerd(options: PullConfigOptions = {}): PullConfig {
    return make('containerd', options);
  }

  /**
   * The same for the setting "Registry Mirrors" of ACK node pools.
   *
   * @param options by which host images are named
   */
  public static ack(options: PullConfigOptions = {}): PullConfig {
    return make('ack', options);
  }

  /**
   * A Kyverno policy that rewrites the host in the pods of a cluster. It falls back to nothing, so only what is copied whole and by itself is
   * pulled from a replica.
   *
   * @param options by which host images are named
   */
  public static kyverno(options: PullConfigOptions = {}): PullConfig {
    return make('kyverno', options);
  }

  /**
   * A kustomize component that rewrites the host, repository by repository. It falls back to nothing either.
   *
   * @param options by which host images are named, and repositories that pushing creates
   */
  public static kustomize(options: KustomizeOptions = {}): PullConfig {
    requireOptions('PullConfig.kustomize', options, KUSTOMIZE_RULE);
    const repositories = options.repositories && [...options.repositories];
    return new PullConfig(MAKER, { format: 'kustomize', ...options, repositories });
  }

  /**
   * A `kubernetes.io/dockerconfigjson` secret for every host of the registry.
   *
   * @param options who pulls
   */
  public static pullSecret(options: PullSecretOptions): PullConfig {
    requireOptions('PullConfig.pullSecret', options, SECRET_RULE);
    return new PullConfig(MAKER, { format: 'pull-secret', ...options });
  }

  /**
   * The instances for the component `aliyun-acr-credential-helper` of ACK. The ids of instances that the app makes are values of their
   * stacks: put the text into an output or a resource, or take it from the deployer once they are there.
   */
  public static acrHelper(): PullConfig {
    return new PullConfig(MAKER, { format: 'acr-helper' });
  }

  /** @internal */
  public readonly _data: PullConfigData;

  private constructor(maker: symbol, data: PullConfigData) {
    requireMaker('PullConfig', maker);
    this._data = Object.freeze(data);
    finished(this, 'PullConfig');
  }

  /**
   * @internal
   */
  public static _of(data: PullConfigData): PullConfig {
    return new PullConfig(MAKER, data);
  }
}

const RULE = pullConfigRule(PULL_CONFIG satisfies TableOf<PullConfigOptions>);
const KUSTOMIZE_RULE = pullConfigRule(KUSTOMIZE satisfies TableOf<KustomizeOptions>, "{ repositories: ['prod/api'] }");
const SECRET_RULE = pullConfigRule(PULL_SECRET satisfies TableOf<PullSecretOptions>, "{ username: 'robot' }");

function make(format: PullFormat, options: PullConfigOptions): PullConfig {
  requireOptions(`PullConfig.${format}`, options, RULE);
  return PullConfig._of({ format, ...options });
}
