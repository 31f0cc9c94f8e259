import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistryProps, NamespaceOptions, PrimaryOptions, ReplicaOptions } from '../../lib';
import { acme } from '../support/registries';

/** Something that is said about a declaration: refused, warned of or told. */
export interface Said {
  /** In plain words, as the rest of "refuses ...". */
  readonly what: string;

  readonly declare: (app: ros.App) => unknown;

  /** All that is said, whole. */
  readonly messages: readonly string[];
}

/** What belongs together. */
export interface Subject {
  readonly title: string;
  readonly cases: readonly Said[];
}

/** A value that is decided at deploy time. */
export const LATE = ros.RosPseudo.region;

/** What no type allows, as it comes out of JavaScript or a configuration file. */
export function wrong<T>(value: unknown): T {
  return value as T;
}

/** A registry in Germany and Hangzhou with something put on top. */
export function registry(what: string, props: Partial<GlobalRegistryProps>, ...messages: string[]): Said {
  return { what, declare: app => acme(app, props), messages };
}

/** A registry whose primary says something more. */
export function primary(what: string, options: Partial<PrimaryOptions>, ...messages: string[]): Said {
  return registry(what, { primary: { region: 'eu-central-1', ...options } }, ...messages);
}

/** A registry whose replica says something more. */
export function replica(what: string, options: Partial<ReplicaOptions>, ...messages: string[]): Said {
  return registry(what, { replicas: [{ region: 'cn-hangzhou', ...options }] }, ...messages);
}

/** A registry whose namespace says something more. */
export function namespace(what: string, options: Partial<NamespaceOptions>, ...messages: string[]): Said {
  return registry(what, { namespaces: [{ name: 'prod', ...options }] }, ...messages);
}
