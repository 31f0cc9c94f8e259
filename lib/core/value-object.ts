import { MADE, MadeKind, makersOf } from '../domain/makers';
import { Words } from '../domain/problem';
import { refuse } from './refuse';

/** What only the makers of a class know: to JavaScript, a private constructor is as open as any other. */
export const MAKER = Symbol('maker');

/** Refuses a constructor that was not called by a maker of its class, before it reads what it was given. */
export function requireMaker(kind: MadeKind, maker: unknown): void {
  const rule = `only the makers of ${kind} check what they are given`;
  const problem = {
    subject: 'the constructor',
    got: new Words('called directly'),
    rule,
    fix: `Write ${makersOf(kind)}`,
  };
  refuse(`new ${kind}`, maker === MAKER ? [] : [problem]);
}

/**
 * Finishes a value: it is known for what it is, and its fields stay as they were checked.
 *
 * It is not frozen, since jsii writes its own mark on what it hands to other languages, and since a change is better refused with a
 * sentence than with a TypeError.
 */
export function finished(value: object, kind: MadeKind): void {
  const held: Record<string, unknown> = {};
  Object.defineProperty(value, HELD, { value: held });
  for (const [name, field] of Object.entries(value)) {
    held[name] = Array.isArray(field) ? keptList(field, () => refuseChange(kind, name)) : field;
    Object.defineProperty(value, name, accessor(kind, name));
  }
  Object.defineProperty(value, MADE, { value: kind });
}

/** Where a value holds what its fields say. */
const HELD = Symbol('held');

/** One for all values of a kind: with accessors of its own each value would have a shape of its own, slow to make and to read. */
const ACCESSORS = new Map<string, PropertyDescriptor>();

function accessor(kind: MadeKind, name: string): PropertyDescriptor {
  const key = `${kind}.${name}`;
  const descriptor = ACCESSORS.get(key) ?? {
    get(this: { readonly [HELD]: Readonly<Record<string, unknown>> }): unknown {
      return this[HELD][name];
    },
    set: () => refuseChange(kind, name),
    enumerable: true,
  };
  ACCESSORS.set(key, descriptor);
  return descriptor;
}

function refuseChange(kind: MadeKind, subject: string): void {
  const rule = 'what was made and checked stays as it is, for others may hold it too';
  refuse(kind, [{ subject, got: new Words('set later'), rule, fix: `Make another one: ${makersOf(kind)}` }]);
}

/** A list that refuses to be changed. */
function keptList(list: readonly unknown[], keep: () => void): readonly unknown[] {
  const refused = () => {
    keep();
    return false;
  };
  return new Proxy([...list], {
    // freezing defines what is there already, and changes nothing
    defineProperty: (target, name, said) => ('value' in said ? refused() : Reflect.defineProperty(target, name, said)),
    deleteProperty: refused,
  });
}
