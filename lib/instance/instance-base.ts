import * as ros from '@alicloud/ros-cdk-core';
import { refuse, refuseAfterSynth } from '../core/refuse';
import { RegionalValue } from '../core/regional-value';
import { removedProblems } from '../core/removed';
import { known } from '../core/tokens';
import { Edition } from '../domain/editions';
import { imageProblems } from '../domain/names';
import { sentence } from '../domain/problem';
import { collisionProblems } from './collisions';
import { Grantee } from './grantee';
import { addPolicies, grant, policyProblems } from './grants';
import { imageRuleProblems, orderImageRules } from './image-rules';
import { warnOfWhole } from './instance-notes';
import { IRegistryInstance } from './instance';
import { Granted, ImageRule, NamespaceThere, namespacesOn } from './memory';
import { lateLinkProblems, linkProblems, linkVpc } from './network-access';
import { rivalProblems } from './resource-on-instance';
import { VpcAccess } from './settings';

/** What an instance says of itself, and what never changes. */
export const INSTANCE_FIELDS = ['instanceId', 'instanceName', 'region', 'edition', 'accountId'] as const;

/**
 * What created and imported instances have in common.
 *
 * @internal
 */
export abstract class InstanceBase extends ros.Construct implements IRegistryInstance {
  public abstract readonly instanceId: string;
  public abstract readonly instanceName: string;
  public abstract readonly region: string;
  public abstract readonly edition?: Edition;
  public abstract readonly accountId?: string;

  /** @internal */
  public abstract readonly _id: RegionalValue | string;

  /** @internal */
  public readonly _kind = 'RegistryInstance';

  /** @internal */
  public readonly _imageRules: ImageRule[] = [];

  /** @internal */
  public readonly _granted = new Map<string, Granted>();

  /** @internal */
  public readonly _policies = new Map<string, Set<Granted>>();

  /** @internal */
  public readonly _guards = new Map<ros.Construct, string[]>();

  /** @internal */
  public readonly _namespaces = new Map<string, NamespaceThere>();

  /** @internal */
  public readonly _rivals = new Set<string>();

  /** @internal */
  public readonly _namedNamespaces = new Set<string>();

  /** @internal */
  public readonly _links: VpcAccess[] = [];

  /** @internal */
  public readonly _linkedVpcs = new Set<string>();

  /** @internal */
  public _isOpen = false;

  /**
   * What becomes of the namespaces and repositories on the instance.
   *
   * @internal
   */
  public get _removalPolicy(): ros.RemovalPolicy {
    return ros.RemovalPolicy.RETAIN;
  }

  public get registryHost(): string {
    return this.host('registry');
  }

  public get registryVpcHost(): string {
    return this.host('registry-vpc');
  }

  public get chartHost(): string {
    return this.host('chart');
  }

  public imageUri(namespace: string, repository: string, tag?: string): string {
    refuse(this, imageProblems(known(namespace), known(repository), known(tag)));
    this._namedNamespaces.add(namespace);
    const [folder, name] = [namespace, repository].map(part => ros.Token.asString(part));
    const version = tag === undefined ? '' : ros.Token.asString(tag);
    const separator = version === '' ? '' : version.startsWith('sha256:') ? '@' : ':';
    return `${this.registryHost}/${folder}/${name}${separator}${version}`;
  }

  public grantPull(grantee: Grantee): void {
    grant(this, grantee, { pull: '*' });
  }

  public grantPush(grantee: Grantee): void {
    grant(this, grantee, { push: '*', create: '*' });
  }

  public grantPullPush(grantee: Grantee): void {
    grant(this, grantee, { pull: '*', push: '*', create: '*' });
  }

  public linkVpc(access: VpcAccess): void {
    refuseAfterSynth(this);
    refuse(this, linkProblems(this, access));
    linkVpc(this, access);
  }

  protected prepare(): void {
    orderImageRules(this);
    addPolicies(this);
    warnOfWhole(this);
  }

  protected validate(): string[] {
    return [
      ...imageRuleProblems(this),
      ...rivalProblems(this),
      ...collisionProblems(this),
      ...[...namespacesOn(this)].flatMap(([name, { namespace }]) => removedProblems(`namespace ${name}`, namespace)),
      ...policyProblems(this),
      ...lateLinkProblems(this),
    ].map(sentence);
  }

  /**
   * ROS returns no host names; they follow from the name of the instance and its region.
   * Source: https://github.com/alibabacloud-go/cr-20181201, GetInstanceEndpoint
   */
  private host(service: string): string {
    return `${this.instanceName}-${service}.${this.region}.cr.aliyuncs.com`;
  }
}
