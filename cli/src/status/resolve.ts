import { isBusy } from '../domain/condition';
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
    return name === 'Fn::GetStackOutput' ? producerOf(list, seen, all)?.live?.outputs[list[1]] : undefined;
  };
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
  const list = (value as Record<string, unknown> | null | undefined)?.['Fn::GetStackOutput'];
  const producer = Array.isArray(list) ? producerOf(list.map(String), seen, all) : undefined;
  if (producer === undefined || producer.unreadable !== undefined || producer.isUnseen) {
    return false;
  }
  const { live } = producer;
  return live === undefined || (!isBusy(live.status) && live.outputs[String((list as unknown[])[1])] === undefined);
}

/** The stack of the app, if any, whose output a value is and that could not be read. */
export function unreadProducer(value: unknown, seen: SeenStack, all: readonly SeenStack[]): SeenStack | undefined {
  const list = (value as Record<string, unknown> | null | undefined)?.['Fn::GetStackOutput'];
  const producer = Array.isArray(list) ? producerOf(list.map(String), seen, all) : undefined;
  return producer?.unreadable === undefined ? undefined : producer;
}
