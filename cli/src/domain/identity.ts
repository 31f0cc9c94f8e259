/** What tells things in registries apart: the registry that they are in, their kind and their name. */
import type { DeclaredStack, Json, JsonMap, LiveStack, Template, TemplateResource } from './model';
import { literalIn } from './purchases';
import { ACCESS_ENTRY, NAMESPACE, REPOSITORY, SYNC_RULE, VPC_LINK } from './resource-types';

/** The properties that name a thing in its registry, by the type of its resource. */
export const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  [NAMESPACE]: ['Namespace'],
  [REPOSITORY]: ['RepoNamespace', 'RepoName'],
  [SYNC_RULE]: ['SyncRuleName'],
  [ACCESS_ENTRY]: ['Entry'],
  [VPC_LINK]: ['VpcId'],
};

/** A stack, as it is or as it will be. */
export type Side = Pick<DeclaredStack, 'name' | 'region' | 'template' | 'parameters'>;

/** A stack as it is deployed. */
export const sideOf = ({ name, region, template = {}, parameters }: LiveStack): Side => ({
  ...{ name, region, template, parameters },
});

/** Finds stacks among some. */
export const among =
  (sides: readonly Side[]): Surroundings['find'] =>
  (name, region) =>
    sides.find(side => side.name === name && side.region === region);

/** What is known of stacks around one. */
export interface Surroundings {
  /** A stack by its name and its region. */
  readonly find: (name: string, region: string) => Side | undefined;
  /** The id of a registry that a stack has made. */
  readonly idOf: (name: string, region: string, logicalId: string) => string | undefined;
}

/** What stands for a registry: its id, or the resource that makes it; nothing where ROS works that out. */
export function registryOf(value: Json | undefined, side: Side, around: Surroundings): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const { name, region, template } = side;
  const [[fn, argument] = []] = Object.entries((value ?? {}) as JsonMap);
  const list = (Array.isArray(argument) ? argument : [argument]).map(String);
  if (fn === 'Fn::GetStackOutput') {
    const producer = around.find(list[0], list[2] ?? region);
    return producer && registryOf(outputOf(producer.template, list[1]), producer, around);
  }
  if (fn === 'Fn::GetAtt' || (fn === 'Ref' && template.Resources?.[list[0]] !== undefined)) {
    return around.idOf(name, region, list[0]) ?? `${region}/${name}/${list[0]}`;
  }
  return literalIn(side, value);
}

const outputOf = ({ Outputs }: Template, name: string): Json | undefined =>
  (Outputs as Record<string, { Value?: Json } | undefined> | undefined)?.[name]?.Value;

/** The name of a thing in its registry; nothing where ROS works it out. */
export function nameOf({ Type, Properties }: TemplateResource, side: Side): string | undefined {
  const parts = (NAMED_BY[Type] ?? []).map(property => literalIn(side, Properties?.[property]));
  return parts.length === 0 || parts.includes(undefined) ? undefined : parts.join('/');
}
