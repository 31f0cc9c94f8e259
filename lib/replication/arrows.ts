import * as ros from '@alicloud/ros-cdk-core';
import { isLiteral } from '../core/tokens';
import { Arrow } from '../domain/topology';
import { ArrowEnds, arrowsInApp, identitiesOf } from '../instance/arrow-ends';
import { IRegistryInstance } from '../instance/instance';

/** A replication, as far as others look at it. */
export interface Replication extends ArrowEnds {
  /** Whether it copies what a rule with this key copies. */
  _copies(key: string): boolean;
  /** Whether one of its rules was given this name. */
  _names(ruleName: string): boolean;
}

/** What was declared before a replication and may be in its way. */
export interface EarlierReplications {
  readonly sameArrow: readonly Replication[];
  readonly sameSource: readonly Replication[];
}

/** The arrows of a whole app, their ends named for people. */
export class AppArrows {
  private readonly names = new Map<IRegistryInstance, string>();
  private readonly replications: readonly Replication[];

  constructor(construct: ros.IConstruct) {
    this.replications = arrowsInApp<Replication>(construct);
    this.nameEnds();
  }

  /** Every arrow. */
  public all(): Arrow[] {
    return this.replications.map(replication => this.of(replication));
  }

  /** The arrow of a replication. */
  public of({ source, target }: Replication): Arrow {
    return { source: this.names.get(source)!, target: this.names.get(target)! };
  }

  /** The arrows that end at an instance. */
  public into(instance: IRegistryInstance): Arrow[] {
    const target = this.names.get(instance);
    return this.all().filter(arrow => arrow.target === target);
  }

  /** What copies along the same arrow, or from the same source, and was declared before. */
  public earlier(replication: Replication): EarlierReplications {
    const { source, target } = this.of(replication);
    const before = this.replications.slice(0, this.replications.indexOf(replication));
    const sameSource = before.filter(other => this.of(other).source === source);
    return { sameSource, sameArrow: sameSource.filter(other => this.of(other).target === target) };
  }

  /** One name for each instance, however often it was imported. */
  private nameEnds(): void {
    const byIdentity = new Map<string, string>();
    for (const instance of this.replications.flatMap(({ source, target }) => [source, target])) {
      const identities = identitiesOf(instance);
      const found = identities.map(identity => byIdentity.get(identity)).find(name => name !== undefined);
      const name = found ?? nameOf(instance);
      identities.forEach(identity => byIdentity.set(identity, name));
      this.names.set(instance, name);
    }
  }
}

function nameOf(instance: IRegistryInstance): string {
  return isLiteral(instance.instanceName) ? `${instance.instanceName} (${instance.region})` : instance.node.path;
}
