import * as ros from '@alicloud/ros-cdk-core';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cr } from '../../lib';

/** A property as the files in schema/ describe it. */
export interface Property {
  readonly type: string;
  readonly itemType?: string;
  readonly properties?: Record<string, Property>;
  readonly required: boolean;
  readonly requiredWhen?: Record<string, unknown[]>;
  readonly updatable?: boolean;
  readonly allowedValues?: unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly patternMeaning?: string;
  readonly default?: unknown;
  readonly whenAbsent?: string;
  readonly description: string;
}

/** A resource type as the files in schema/ describe it. */
export interface ResourceType {
  readonly type: string;
  readonly doc: string;
  readonly description: string;
  readonly ref?: string;
  readonly properties: Record<string, Property>;
  readonly attributes: Record<string, { description: string }>;
}

export type Bag = Record<string, unknown>;

type ResourceClass = new (scope: ros.Construct, id: string, props: Bag, checked?: boolean) => ros.RosResource;

/** The types of one service, or of all. */
export function schemaTypes(service = ''): ResourceType[] {
  const folder = join(__dirname, '..', '..', 'schema', service);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.json') && (service !== '' || file.includes('/')))
    .sort()
    .map(file => JSON.parse(readFileSync(join(folder, file), 'utf8')) as ResourceType);
}

export function classOf(type: string): ResourceClass & { ROS_RESOURCE_TYPE_NAME: string } {
  const [kind, , name] = type.split('::');
  const classes: unknown = kind === 'DATASOURCE' ? cr.datasource : cr;
  return (classes as Record<string, ResourceClass & { ROS_RESOURCE_TYPE_NAME: string }>)[`Ros${name}`];
}

/** The name that code gives to a key of a template. */
export function propOf(key: string): string {
  return key === 'EnableCreateDNSRecordInPvzt' ? 'enableCreateDnsRecordInPvzt' : key[0].toLowerCase() + key.slice(1);
}

/** One stack for all tests of a file: making apps takes longer than all that is tested here. */
const STACK = new ros.Stack(new ros.App(), 'Acme');

/** A resource named R, alone in its stack. */
export function resource(type: string, props: Bag, checked?: boolean): ros.RosResource {
  STACK.node.tryRemoveChild('R');
  return new (classOf(type))(STACK, 'R', props, checked);
}

/** What the template says of a resource. */
export function rendered(of: ros.RosResource): Bag {
  const element = of as unknown as { _toRosTemplate(): object };
  return of.stack.resolve(element._toRosTemplate()).Resources.R;
}

/** What validation says of a resource. */
export function problemsOf(of: ros.RosResource): string[] {
  return ros.ConstructNode.validate(of.node).map(error => error.message);
}
