/** Who reads whom in a template. */
import { canonical } from './canonical';
import type { TemplateResource } from './model';

const SUB = /\$\{([^!}.][^}.]*)(?:\.[^}]*)?\}/g;

/** The names that a value refers to by Ref, Fn::GetAtt and Fn::Sub: of resources, parameters and others. */
export function namesIn(value: unknown): Set<string> {
  const found = new Set<string>();
  walk(value, (name, argument) => {
    const [first] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
    if (name === 'Ref' || name === 'Fn::GetAtt') {
      found.add(String(first));
    }
    if (name === 'Fn::Sub') {
      [...String(first).matchAll(SUB)].forEach(([, other]) => found.add(other));
    }
  });
  return found;
}

/** The outputs of other stacks that a value reads, each as a text that stands for it. */
export function outputsIn(value: unknown): Set<string> {
  const found = new Set<string>();
  walk(value, (name, argument) => {
    if (name === 'Fn::GetStackOutput') {
      found.add(canonical(argument));
    }
  });
  return found;
}

/** An output that is read from another stack. */
export interface OutputRead {
  /** The name of that stack, or its id. */
  readonly stack: string;
  readonly region: string;
  readonly output: string;
}

/**
 * The outputs of other stacks that a value reads, as far as the template names them.
 *
 * @param region of the stack that reads
 */
export function readsIn(value: unknown, region: string): OutputRead[] {
  const found: OutputRead[] = [];
  walk(value, (name, argument) => {
    const [stack, output, where = region] = Array.isArray(argument) ? (argument as unknown[]) : [];
    if (name === 'Fn::GetStackOutput' && [stack, output, where].every(one => typeof one === 'string')) {
      found.push({ stack, region: where, output } as OutputRead);
    }
  });
  return found;
}

/** All that a value mentions by a text: what it refers to is among it, by whatever function. */
export function mentionsIn(value: unknown): Set<string> {
  if (typeof value === 'string') {
    return new Set([value, ...[...value.matchAll(SUB)].map(([, name]) => name)]);
  }
  return typeof value !== 'object' || value === null
    ? new Set()
    : new Set(Object.values(value).flatMap(inner => [...mentionsIn(inner)]));
}

/** What a resource waits for, as the template names it. */
export function dependenciesOf({ DependsOn }: TemplateResource): string[] {
  const list = Array.isArray(DependsOn) ? DependsOn : [DependsOn];
  return list.filter((name): name is string => typeof name === 'string' && name !== '');
}

function walk(value: unknown, tell: (name: string, argument: unknown) => void): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) {
      tell(name, inner);
    }
    walk(inner, tell);
  }
}
