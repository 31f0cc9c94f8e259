import type { DeclaredStack, LiveStack } from '../domain/model';
import type { StackResource } from '../domain/records';

/** A declared stack with what ROS has of it. */
export interface SeenStack {
  readonly stack: DeclaredStack;
  readonly live?: LiveStack;
  readonly resources: readonly StackResource[];
  readonly unreadable?: string;
}

/**
 * Works out a value of a template from what exists: a literal, a parameter, the id of an instance of the same stack, or an output of
 * another stack of the app. What cannot be worked out is undefined, and is not compared.
 */
export function resolver(seen: SeenStack, all: readonly SeenStack[]): (value: unknown) => string | undefined {
  return value => {
    if (typeof value === 'string') {
      return value;
    }
    if (typeof value === 'number' || typeof value === 'boolean') {
      return String(value);
    }
    const [name, argument] = Object.entries((value ?? {}) as Record<string, unknown>)[0] ?? [];
    if (name === 'Ref') {
      return seen.live?.parameters[String(argument)];
    }
    const list = Array.isArray(argument) ? argument.map(String) : [];
    if (name === 'Fn::GetAtt' && list[1] === 'InstanceId') {
      return seen.resources.find(resource => resource.logicalId === list[0])?.physicalId;
    }
    if (name !== 'Fn::GetStackOutput') {
      return undefined;
    }
    const region = list[2] ?? seen.stack.region;
    const producer = all.find(({ stack }) => stack.name === list[0] && stack.region === region);
    return producer?.live?.outputs[list[1]];
  };
}
