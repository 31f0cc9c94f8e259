import type { Json, JsonMap } from '../runtime/json';

/** What `ALIYUN::NoValue` gives: the property or item around it disappears. */
export const NO_VALUE = Symbol('ALIYUN::NoValue');
export type Value = Json | typeof NO_VALUE;

/** Where an expression stands; the functions that may be used depend on it. */
export type Context = 'resource' | 'condition' | 'rule' | 'count';

/** What an expression can see. */
export interface Scope {
  readonly context: Context;
  /** For messages: `Resources.Registry.Properties.InstanceName`. */
  readonly path: string;
  readonly parameters: JsonMap;
  readonly pseudo: Readonly<Record<string, Value>>;
  readonly mappings: JsonMap;
  readonly now: number;
  condition(name: string): boolean;
  /** Ref to a resource; undefined when there is no such resource. */
  reference(name: string): Json | undefined;
  attribute(name: string, attribute: string): Json;
  stackOutput(stack: string, output: string, region?: string): Json;
  zones(region: string): string[];
}

/** A function that cannot work with what it was given; the path is added on the way out. */
export class FunctionError extends Error {}
