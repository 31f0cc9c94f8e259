import { type Json, same } from '../runtime/json';
import type { Program } from '../template/program';
import { type Reference, referencesIn } from '../template/references';
import { section } from '../template/sections';

/** What becomes of a resource: those that refer to it may change with it. */
export type Fate = 'Add' | 'Replace' | 'Modify' | 'None';

/** What makes a value change, as the API names it. */
export interface Cause {
  readonly source: 'ResourceReference' | 'ResourceAttribute' | 'ParameterReference';
  readonly entity: string;
}

/**
 * What may change the value of an expression: resources that are made, replaced or modified meanwhile, whose ids and
 * attributes nobody knows yet, and parameters that are given another value.
 */
export function causesOf(
  before: Program,
  after: Program,
  expression: Json,
  fateOf: (resource: string) => Fate,
): { unknown: Cause[]; parameters: Cause[] } {
  const references = unique(referencesIn(expression, 'resource', ''));
  return {
    unknown: references.flatMap(({ kind, name, attribute }): Cause[] => {
      const fate = fateOf(name);
      if (kind === 'attribute' && fate !== 'None') {
        return [{ source: 'ResourceAttribute', entity: `${name}.${attribute}` }];
      }
      return kind === 'name' && (fate === 'Add' || fate === 'Replace')
        ? [{ source: 'ResourceReference', entity: name }]
        : [];
    }),
    parameters: references
      .filter(({ kind, name }) => kind === 'name' && isChanged(before, after, name))
      .map(({ name }) => ({ source: 'ParameterReference', entity: name })),
  };
}

function isChanged(before: Program, after: Program, name: string): boolean {
  return (
    Object.hasOwn(section(after.template, 'Parameters'), name) &&
    !same(before.parameters[name] ?? null, after.parameters[name] ?? null)
  );
}

function unique(references: readonly Reference[]): Reference[] {
  const key = ({ kind, name, attribute }: Reference) => `${kind} ${name} ${attribute}`;
  return [...new Map(references.map(reference => [key(reference), reference])).values()];
}
