import type { Template } from './template';

/** Something that a template names: a resource or parameter, a mapping, a condition, or a value of another stack. */
export interface Mention {
  readonly kind: 'thing' | 'mapping' | 'condition' | 'import';
  readonly name: unknown;
  /** The keys that are looked up in a mapping. */
  readonly keys?: readonly unknown[];
  /** Whether it stands in a branch of `Fn::If`, which may not be taken. */
  readonly maybe?: true;
}

/** Everything that a part of a template names. One list for all, for templates are large: lists of lists cost more than the search. */
export function mentionsIn(value: unknown, found: Mention[] = [], maybe?: true): Mention[] {
  if (value !== null && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'TemplateBody') {
        continue; // what is in there is named by another template
      }
      const read = READERS[name] as ((argument: unknown) => Mention[]) | undefined;
      read?.(inner).forEach(mention => found.push(maybe ? { ...mention, maybe } : mention));
      if (name !== 'Ref' && name !== 'Fn::GetAtt' && name !== 'Fn::ImportValue') {
        mentionsIn(inner, found, maybe ?? (name === 'Fn::If' ? true : undefined));
      }
    }
  }
  return found;
}

/** The conditions that the expression of another one names. */
export function conditionsIn(expression: unknown): Mention[] {
  const isMap = expression !== null && typeof expression === 'object';
  const entries: [string, unknown][] = isMap ? Object.entries(expression) : [];
  return entries.flatMap(([name, inner]) => {
    const items = [inner].flat();
    const named = name === 'Condition' || LOGIC.includes(name) ? items.filter(item => typeof item === 'string') : [];
    return [...named.map(one => ({ kind: 'condition', name: one }) as const), ...items.flatMap(conditionsIn)];
  });
}

const LOGIC = ['Fn::And', 'Fn::Or', 'Fn::Not'];

/** A resource that is made a number of times is named with an index. */
export function withoutIndex(name: unknown): string {
  return String(name).replace(/\[[^\]]*\]$/, '');
}

/** The names that are found in a template. */
export function namesIn({ Resources, Parameters, Locals, Mappings, Conditions }: Template): Names {
  return {
    things: new Set([Resources, Parameters, Locals].flatMap(section => Object.keys(section ?? {}))),
    conditions: new Set(Object.keys(Conditions ?? {})),
    mappings: (Mappings ?? {}) as Names['mappings'],
  };
}

/** What can be named in a template. */
export interface Names {
  readonly things: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
  readonly mappings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** What each function names by plain text. */
const READERS: Readonly<Record<string, (argument: unknown) => Mention[]>> = {
  Ref: name => [{ kind: 'thing', name }],
  'Fn::GetAtt': argument => [{ kind: 'thing', name: Array.isArray(argument) ? (argument[0] as unknown) : argument }],
  'Fn::ImportValue': name => [{ kind: 'import', name }],
  'Fn::Sub': substituted,
  'Fn::If': argument => named('condition', argument),
  'Fn::FindInMap': argument => named('mapping', argument),
};

/** What the first of a list of arguments names, where that is a text; the others are its keys. */
function named(kind: 'condition' | 'mapping', argument: unknown): Mention[] {
  const [name, ...keys] = Array.isArray(argument) ? (argument as unknown[]) : [];
  return typeof name === 'string' ? [{ kind, name, keys }] : [];
}

/** `${Name}` and `${Name.Attribute}`, unless the function brings the value along; `${!Name}` stands for itself. */
function substituted(argument: unknown): Mention[] {
  const [text, own] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
  const names = typeof text === 'string' ? [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name) : [];
  return names
    .filter(name => !name.startsWith('!') && !Object.keys(own ?? {}).includes(name))
    .map(name => ({ kind: 'thing', name }));
}
