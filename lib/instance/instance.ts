import * as ros from '@alicloud/ros-cdk-core';
import { Edition } from '../domain/editions';
import { Grantee } from './grantee';
import { VpcAccess } from './settings';

/** A Container Registry Enterprise Edition instance, whether made here or taken as it is. */
export interface IRegistryInstance extends ros.IConstruct {
  /**
   * The id of the instance, `cri-...`; usable in every stack of the app.
   *
   * In a stack other than its own it becomes `Fn::GetStackOutput`, and that stack is deployed later.
   */
  readonly instanceId: string;

  /** The name of the instance, which is the first part of its host names. */
  readonly instanceName: string;

  /** The id of the region it is in, such as `cn-hangzhou`. */
  readonly region: string;

  /**
   * What the instance can do.
   *
   * @default - not known; whether it can replicate is then not checked
   */
  readonly edition?: Edition;

  /**
   * The UID of the account that owns the instance, where that is another account than the one deployed to.
   *
   * @default - the account that is deployed to
   */
  readonly accountId?: string;

  /** The host to push to and to pull from over the Internet, once that access is opened. */
  readonly registryHost: string;

  /** The host to push to and to pull from inside a linked VPC of the same region. */
  readonly registryVpcHost: string;

  /** The host of Helm charts over the Internet, once that access is opened. */
  readonly chartHost: string;

  /**
   * The reference of an image: `host/namespace/repository`, with the tag or the digest if one is given.
   *
   * @param namespace the namespace of the image
   * @param repository the repository of the image
   * @param tag a tag such as `1.4.2`, or a digest such as `sha256:...`
   */
  imageUri(namespace: string, repository: string, tag?: string): string;

  /**
   * Lets a VPC of the region of the instance in, as `vpcAccess` does when the instance is declared.
   *
   * @param access the VPC, one of its vSwitches, and whether the host is made known inside; the ids may be values of another stack of the app
   */
  linkVpc(access: VpcAccess): void;

  /**
   * Permits somebody to pull every image of the instance.
   *
   * @param grantee a role, a user or a group
   */
  grantPull(grantee: Grantee): void;

  /**
   * Permits somebody to push to every repository of the instance. Docker also reads what it pushes over: see grantPullPush.
   *
   * @param grantee a role, a user or a group
   */
  grantPush(grantee: Grantee): void;

  /**
   * Permits somebody to pull and to push every image of the instance.
   *
   * @param grantee a role, a user or a group
   */
  grantPullPush(grantee: Grantee): void;
}

/** What is known of an instance that exists already. */
export interface RegistryInstanceAttributes {
  /**
   * The id of the instance, `cri-...`; attributes of other constructs fit, such as `attrInstanceId`.
   */
  readonly instanceId: string | ros.IResolvable;

  /** The name of the instance, from which its host names follow. */
  readonly instanceName: string;

  /**
   * The region the instance is in, such as `cn-hangzhou`.
   *
   * @default - the region of the stack it is imported into
   */
  readonly region?: string;

  /**
   * What the instance can do.
   *
   * @default - not known; whether it can replicate is then not checked
   */
  readonly edition?: Edition;

  /**
   * The UID of the account that owns the instance, where that is another account. Where the stack around it names that very account in
   * its `env`, the instance is its own.
   *
   * @default - the account that is deployed to
   */
  readonly accountId?: string;
}
