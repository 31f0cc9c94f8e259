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
  const keep = (subject: string) => () => {
    const rule = 'what was made and checked stays as it is, for others may hold it too';
    refuse(kind, [{ subject, got: new Words('set later'), rule, fix: `Make another one: ${makersOf(kind)}` }]);
  };
  for (const [name, field] of Object.entries(value)) {
    const held: unknown = Array.isArray(field) ? keptList(field, keep(name)) : field;
    Object.defineProperty(value, name, { get: () => held, set: keep(name), enumerable: true });
  }
  Object.defineProperty(value, MADE, { value: kind });
}

/** A list that refuses to be changed. */
function keptList(list: readonly unknown[], keep: () => void): readonly unknown[] {
  const refuseChange = () => {
    keep();
    return false;
  };
  return new Proxy([...list], { defineProperty: refuseChange, deleteProperty: refuseChange });
}
