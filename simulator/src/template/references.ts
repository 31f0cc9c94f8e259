import { badRequest, validationFailed } from '../runtime/api-error';
import { type Json, type JsonMap, isMap, own } from '../runtime/json';
import { refuseMalformed } from './check-function';
import { MAX_FUNCTION_DEPTH, functionCall, unknownFunction } from './evaluate';
import { FUNCTIONS } from './functions';
import { SUBSTITUTION, attributeOf } from './functions/references';
import { type Context, FunctionError } from './scope';

/** One mention of a name in an expression. */
export interface Reference {
  readonly kind: 'name' | 'attribute' | 'condition' | 'mapping';
  readonly name: string;
  readonly attribute?: string;
  readonly path: string;
}

/** Everything an expression mentions. Unknown functions, and functions where they may not stand, are refused on the way. */
export function referencesIn(value: Json, context: Context, path: string, depth = 0): Reference[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => referencesIn(item, context, `${path}[${index}]`, depth));
  }
  if (!isMap(value)) {
    return [];
  }
  const call = functionCall(value, context);
  if (call) {
    return inCall(call.name, call.argument, context, path, depth + 1);
  }
  const stray = Object.keys(value).find(key => key.startsWith('Fn::'));
  if (stray !== undefined) {
    throw validationFailed(
      `${path}: ${stray.slice(0, 80)} stands beside other keys. A function is the only key of its map.`,
    );
  }
  return Object.entries(value).flatMap(([key, item]) => referencesIn(item, context, `${path}.${key}`, depth));
}

function inCall(name: string, argument: Json, context: Context, path: string, depth: number): Reference[] {
  if (depth > MAX_FUNCTION_DEPTH) {
    throw validationFailed(`${path}: functions nest at most ${MAX_FUNCTION_DEPTH} deep.`);
  }
  if (name === 'Condition') {
    return [{ kind: 'condition', name: String(argument), path }];
  }
  const specification = own(FUNCTIONS, name);
  if (!specification) {
    throw unknownFunction(name.slice(0, 80), path);
  }
  if (!specification.contexts.includes(context)) {
    throw validationFailed(`${path}: ${name} cannot be used in ${CONTEXTS[context]}.`);
  }
  if (name !== 'Fn::GetAtt') {
    refuseMalformed(name, specification, argument, path);
  }
  const inside = () => referencesIn(argument, context, path, depth);
  if (name === 'Ref') {
    return [inRef(argument, path)];
  }
  return name === 'Fn::GetAtt' ? inAttribute(argument, path, inside) : [...ownNames(name, argument, path), ...inside()];
}

function inRef(argument: Json, path: string): Reference {
  if (typeof argument !== 'string') {
    throw badRequest(
      'InvalidTemplateReference',
      `${path}: Ref takes a name, not ${JSON.stringify(argument).slice(0, 80)}.`,
    );
  }
  return { kind: 'name', name: argument, path };
}

/** What a function names by plain text, beside the functions inside it. */
function ownNames(name: string, argument: Json, path: string): Reference[] {
  const items = Array.isArray(argument) ? argument : [argument];
  switch (name) {
    case 'Fn::Sub':
      return inSubstitution(argument, path);
    case 'Fn::If':
      return conditionNames(Array.isArray(argument) ? argument.slice(0, 1) : [], path);
    case 'Fn::And':
    case 'Fn::Or':
    case 'Fn::Not':
      return conditionNames(items, path);
    case 'Fn::FindInMap':
      return Array.isArray(argument) && typeof argument[0] === 'string'
        ? [{ kind: 'mapping', name: argument[0], path }]
        : [];
    default:
      return [];
  }
}

const CONTEXTS: Readonly<Record<Context, string>> = {
  resource: 'Resources and Outputs',
  condition: 'Conditions',
  rule: 'Rules',
  count: 'Count',
};

function conditionNames(items: Json[], path: string): Reference[] {
  return items.filter(item => typeof item === 'string').map(name => ({ kind: 'condition', name, path }));
}

function inAttribute(argument: Json, path: string, inside: () => Reference[]): Reference[] {
  const dynamic = Array.isArray(argument) && argument.some(part => isMap(part));
  if (dynamic && typeof argument[0] === 'string') {
    return [{ kind: 'attribute', name: argument[0], path }, ...inside()];
  }
  if (dynamic || isMap(argument)) {
    return inside();
  }
  try {
    const [name, attribute] = attributeOf(argument);
    return [{ kind: 'attribute', name, attribute, path }];
  } catch (error) {
    if (error instanceof FunctionError) {
      throw badRequest('InvalidTemplateReference', `${path}: Fn::GetAtt ${error.message}`);
    }
    throw error;
  }
}

function inSubstitution(argument: Json, path: string): Reference[] {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof template !== 'string') {
    return [];
  }
  const own = new Set(isMap(variables) ? Object.keys(variables) : []);
  const names = [...template.matchAll(SUBSTITUTION)]
    .map(match => match[1])
    .filter(name => !name.startsWith('!') && !own.has(name));
  return names.map(name => {
    if (!name.includes('.') || name.startsWith('ALIYUN::')) {
      return { kind: 'name', name, path };
    }
    const [resource, attribute] = attributeOf(name);
    return { kind: 'attribute', name: resource, attribute, path };
  });
}

/** `Name` of `Name[0]`. */
export function baseName(name: string): string {
  return name.replace(/\[\d+\]$/, '');
}

/** The conditions in the order in which they can be worked out; a cycle is refused. */
export function refuseConditionCycles(conditions: JsonMap): void {
  const needs = new Map(
    Object.entries(conditions).map(([name, expression]) => [
      name,
      referencesIn(expression, 'condition', `Conditions.${name}`)
        .filter(reference => reference.kind === 'condition')
        .map(reference => reference.name),
    ]),
  );
  const cycle = findCycle(needs);
  if (cycle) {
    throw badRequest('CircularDependency', `Conditions depend on each other in a circle: ${cycle.join(' -> ')}.`);
  }
}

/** A circle in a graph, as the names along it, or undefined. Without recursion: the graph comes from a stranger. */
export function findCycle(needs: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  for (const start of needs.keys()) {
    const path: { name: string; rest: string[] }[] = [{ name: start, rest: [...(needs.get(start) ?? [])] }];
    const onPath = new Set([start]);
    while (path.length > 0) {
      const top = path[path.length - 1];
      const next = top.rest.pop();
      if (next === undefined || done.has(top.name)) {
        done.add(top.name);
        onPath.delete(top.name);
        path.pop();
      } else if (onPath.has(next)) {
        const names = path.map(step => step.name);
        return [...names.slice(names.indexOf(next)), next];
      } else if (needs.has(next) && !done.has(next)) {
        path.push({ name: next, rest: [...(needs.get(next) ?? [])] });
        onPath.add(next);
      }
    }
  }
  return undefined;
}
