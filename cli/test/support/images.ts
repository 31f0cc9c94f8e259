import type { Instance, Push, Simulator } from 'ros-cdk-simulator';
import { CrApi } from '../../src/cloud/cr-api';
import { copyRule } from '../../src/images/copy-rule';
import type { CopiedRegistry } from '../../src/images/registry';
import { type Body } from '../../src/cloud/cr-api';
import { clients, connectionTo } from './cloud';

export const HOME = 'eu-central-1';

/** Calls Container Registry at a simulator as somebody in the console does. */
export const consoleOf = (simulator: Simulator) => {
  const api = new CrApi(connectionTo(simulator));
  return (action: string, region: string, query: Body): Promise<Body> => api.call(action, region, query);
};

export interface RuleOptions {
  readonly namespace?: string;
  readonly tags?: string;
  readonly repositories?: string;
  readonly trigger?: 'PASSIVE' | 'INITIATIVE';
  readonly targetNamespace?: string;
}

/** A primary and its replicas, as if they had been bought in the console. */
export class Star {
  readonly primary: Instance;
  readonly replicas: readonly Instance[];

  constructor(
    readonly simulator: Simulator,
    regions: readonly string[],
    namespaces: readonly string[] = ['prod'],
  ) {
    this.primary = simulator.addRegistry({ region: HOME, name: 'acme', namespaces });
    this.replicas = regions.map(region =>
      simulator.addRegistry({ region, name: 'acme', edition: 'Basic', namespaces }),
    );
  }

  replica(region: string): Instance {
    return this.replicas.find(one => one.region === region)!;
  }

  /** A rule to every replica, or to those in some regions. */
  async rules(options: RuleOptions = {}, regions = this.replicas.map(({ region }) => region)): Promise<void> {
    const { namespace = 'prod', tags = '.*', repositories, trigger = 'PASSIVE', targetNamespace = namespace } = options;
    for (const region of regions) {
      const target = this.replica(region);
      await consoleOf(this.simulator)('CreateRepoSyncRule', HOME, {
        InstanceId: this.primary.id,
        SyncRuleName: `${namespace}-${region}`,
        SyncScope: 'NAMESPACE',
        SyncTrigger: trigger,
        NamespaceName: namespace,
        ...(repositories === undefined ? {} : { RepoNameFilter: repositories }),
        TagFilter: tags,
        TargetInstanceId: target.id,
        TargetRegionId: target.region,
        TargetNamespaceName: targetNamespace,
      });
    }
  }

  push(
    repository: string,
    tag: string,
    content?: string,
    options: { at?: Instance; size?: number } = {},
  ): Promise<Push> {
    const { id, region } = options.at ?? this.primary;
    const [namespace, name] = repository.split('/');
    return this.simulator.pushImage({
      region,
      instanceId: id,
      namespace,
      repository: name,
      tag,
      content,
      size: options.size,
    });
  }

  /** The registry as the service tells it. */
  async registry(): Promise<CopiedRegistry> {
    const primary = { region: HOME, instanceId: this.primary.id };
    return { primary, rules: (await clients(this.simulator).images.rules(primary)).map(copyRule) };
  }

  /** What a tag gives at an instance now. */
  digestAt({ id, region }: Instance, repository: string, tag: string): string | undefined {
    const [namespace, name] = repository.split('/');
    const instance = this.simulator.registries(region).find(one => one.id === id)!;
    const found = Object.values(instance.repositories).find(one => one.namespace === namespace && one.name === name);
    return found?.tags[tag]?.digest;
  }

  /** Answers when no copy is under way. */
  async settled(): Promise<void> {
    while (this.simulator.tasks().some(({ status }) => status === 'PENDING' || status === 'SYNCHRONIZING')) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}
