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
