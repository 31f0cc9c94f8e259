import * as ros from '@alicloud/ros-cdk-core';
import type { Grantee } from '../grantee';
import type { Edition, IRegistryInstance } from '../registry-instance';

import { imageProblems } from '../domain/names';
import { known } from './late';
import { sentence } from './problem';
import { grant } from './grants';
import { orderRules } from './instance-rules';

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
    const problems = imageProblems(known(namespace), known(repository), known(tag));
    if (problems.length > 0) {
      throw new Error(`${this.node.path}: ${problems.map(sentence).join(' ')}`);
    }
    const version = tag === undefined ? '' : tag.startsWith('sha256:') ? `@${tag}` : `:${tag}`;
    return `${this.registryHost}/${namespace}/${repository}${version}`;
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

  protected prepare(): void {
    orderRules(this);
  }

  /**
   * ROS returns no host names; they follow from the name of the instance and its region.
   * Source: https://github.com/alibabacloud-go/cr-20181201, GetInstanceEndpoint
   */
  private host(service: string): string {
    return `${this.instanceName}-${service}.${this.region}.cr.aliyuncs.com`;
  }
}
