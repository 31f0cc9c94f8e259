import { isBusy } from '../domain/condition';
import type { Blind } from '../domain/drift';
import type { DeclaredStack, LiveStack } from '../domain/model';
import type { StackResource } from '../domain/records';

/** A declared stack with what ROS has of it. */
export interface SeenStack {
  readonly stack: DeclaredStack;
  readonly live?: LiveStack;
  readonly resources: readonly StackResource[];
  readonly unreadable?: string;
  /** Whether it is somebody else's, and nobody consented to take it over. */
  readonly isStrange?: boolean;
  /** Whether nobody looked at it. */
  readonly isUnseen?: boolean;
}

/** The same stack with what it was deployed from in the place of what is declared now. */
export function asDeployed(seen: SeenStack | undefined): SeenStack | undefined {
  const template = seen?.live?.template;
  return seen === undefined || template === undefined
    ? undefined
    : { ...seen, stack: { ...seen.stack, template, parameters: {} } };
}

export type Resolve = (value: unknown) => string | undefined;

/**
 * Works out a value of a template from what exists: a literal, a parameter, the id of an instance of the same stack, or an output of
 * another stack of the app. What cannot be worked out is undefined, and is not compared.
 */
export function resolver(seen: SeenStack, all: readonly SeenStack[]): Resolve {
  const physicalId = (logicalId: string) =>
    seen.resources.find(resource => resource.logicalId === logicalId)?.physicalId || undefined;
  return value => {
    if (typeof value === 'string') {
      return value;
    }
    if (typeof value === 'number' || typeof value === 'boolean') {
      return String(value);
    }
    const [name, argument] = Object.entries((value ?? {}) as Record<string, unknown>)[0] ?? [];
    if (name === 'Ref') {
      const id = String(argument);
      return seen.stack.template.Resources?.[id] === undefined ? parameterOf(seen, id) : physicalId(id);
    }
    const list = Array.isArray(argument) ? argument.map(String) : [];
    if (name === 'Fn::GetAtt' && list[1] === 'InstanceId') {
      return physicalId(list[0]);
    }
    return name === 'Fn::GetStackOutput' ? outputOf(producerOf(list, seen, all), list[1]) : undefined;
  };
}

/** What a stack gives out; or will, once it is deployed as it is declared, of what it has made already. */
function outputOf(producer: SeenStack | undefined, name: string): string | undefined {
  if (producer?.live === undefined) {
    return undefined;
  }
  const outputs = producer.stack.template.Outputs as Record<string, { Value?: unknown } | undefined> | undefined;
  return producer.live.outputs[name] ?? resolver(producer, [])(outputs?.[name]?.Value);
}

/** What ROS hides shows as stars, and is no value. */
function parameterOf({ stack, live }: SeenStack, name: string): string | undefined {
  return stack.template.Parameters?.[name]?.NoEcho ? undefined : (stack.parameters[name] ?? live?.parameters[name]);
}

function producerOf(list: readonly string[], seen: SeenStack, all: readonly SeenStack[]): SeenStack | undefined {
  const region = list[2] ?? seen.stack.region;
  return all.find(({ stack }) => stack.name === list[0] && stack.region === region);
}

/** Whether a value is an output that a stack of the app will give, and does not give: what it was before is past. */
export function isYetToCome(value: unknown, seen: SeenStack, all: readonly SeenStack[]): boolean {
  const producer = producerFor(value, seen, all);
  if (producer === undefined || producer.unreadable !== undefined || producer.isUnseen) {
    return false;
  }
  const { live } = producer;
  return live === undefined || (!isBusy(live.status) && outputOf(producer, listOf(value)![1]) === undefined);
}

/** Why nothing is known of a value that is an output of a stack of the app, which could not be read. */
export function unreadOutput(value: unknown, seen: SeenStack, all: readonly SeenStack[]): Blind | undefined {
  const { stack, unreadable: reason } = producerFor(value, seen, all) ?? {};
  return stack === undefined || reason === undefined ? undefined : { region: stack.region, reason };
}

/** The stack of the app that gives a value out; none where it is something else. */
function producerFor(value: unknown, seen: SeenStack, all: readonly SeenStack[]): SeenStack | undefined {
  const list = listOf(value);
  return list === undefined ? undefined : producerOf(list, seen, all);
}

/** What `Fn::GetStackOutput` is asked for. */
function listOf(value: unknown): string[] | undefined {
  const list = (value as Record<string, unknown> | null | undefined)?.['Fn::GetStackOutput'];
  return Array.isArray(list) ? list.map(String) : undefined;
}
