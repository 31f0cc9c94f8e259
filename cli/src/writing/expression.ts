/** What an app says, before it is written in a language. */

export type Expression =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'name'; readonly name: string }
  /** A member of an enum. */
  | { readonly kind: 'member'; readonly type: string; readonly member: string }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  /** Options: an object literal in TypeScript, an object of a class in Python. */
  | { readonly kind: 'options'; readonly type: string; readonly props: readonly Prop[] }
  /** A new construct. */
  | {
      readonly kind: 'construct';
      readonly type: string;
      readonly scope: string;
      readonly id: string;
      readonly props: readonly Prop[];
    }
  /** A call of a method, or of a maker of a class. */
  | {
      readonly kind: 'call';
      readonly on: Target;
      readonly method: string;
      readonly arguments: readonly Expression[];
      readonly props: readonly Prop[];
    };

/** A variable, a class, or one of the replications of a registry. */
export type Target =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'class'; readonly type: string }
  | { readonly kind: 'replication'; readonly of: string; readonly index: number };

/** What comes before an item, a line each, and the item. */
export interface Item {
  readonly notes: readonly string[];
  readonly value: Expression;
}

export interface Prop {
  readonly name: string;
  readonly notes?: readonly string[];
  readonly value: Expression;
}

export interface Statement {
  readonly notes: readonly string[];
  /** The variable that gets the value, if somebody reads it. */
  readonly variable?: string;
  /** Undefined where there are notes only. */
  readonly value?: Expression;
  /** Whether it goes on with what the statement before it began. */
  readonly continues?: boolean;
  /** Whether it stands there as a comment, to be made true by whoever wants it. */
  readonly disabled?: boolean;
}

export const text = (value: string): Expression => ({ kind: 'text', value });
export const flag = (value: boolean): Expression => ({ kind: 'flag', value });
export const texts = (values: readonly string[]): Expression => list(values.map(text));
export const list = (values: readonly Expression[]): Expression => ({
  kind: 'list',
  items: values.map(value => ({ notes: [], value })),
});
export const member = (type: string, name: string): Expression => ({ kind: 'member', type, member: name });

/** A prop, where there is something to say. */
export const prop = (name: string, value: Expression | undefined): Prop[] =>
  value === undefined ? [] : [{ name, value }];

/** The types that are named, also in statements that are comments: those that make one true need not look for its import. */
export function typesOf(statements: readonly Statement[], withOptions: boolean): string[] {
  const found = new Set<string>();
  const walk = (expression: Expression): void => {
    switch (expression.kind) {
      case 'member':
        found.add(expression.type);
        break;
      case 'list':
        expression.items.forEach(({ value }) => walk(value));
        break;
      case 'options':
        if (withOptions) {
          found.add(expression.type);
        }
        expression.props.forEach(({ value }) => walk(value));
        break;
      case 'construct':
        found.add(expression.type);
        expression.props.forEach(({ value }) => walk(value));
        break;
      case 'call':
        if (expression.on.kind === 'class') {
          found.add(expression.on.type);
        }
        [...expression.arguments, ...expression.props.map(({ value }) => value)].forEach(walk);
        break;
    }
  };
  statements.forEach(({ value }) => value && walk(value));
  return [...found].sort();
}
