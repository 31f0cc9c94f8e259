import * as ros from '@alicloud/ros-cdk-core';

/** Longer than any name or text that is taken. */
const VERY_LONG = 'x'.repeat(5000);

/** What a careless user, a configuration file or another language may hand over in the place of a right value. */
export function wrongValues(
  stack: ros.Stack,
  right: unknown,
  members: readonly string[] = ['ADVANCED'],
): [string, unknown][] {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  return [
    ['undefined', undefined],
    ['null', null],
    ['an empty text', ''],
    ['a text', 'Some text'],
    ['a very long text', VERY_LONG],
    ['zero', 0],
    ['a negative number', -1],
    ['a fraction', 1.5],
    ['not a number', NaN],
    ['an infinite number', Infinity],
    ['a bigint', 10n],
    ['true', true],
    ['an empty object', {}],
    ['an empty list', []],
    ['a list of null', [null]],
    // eslint-disable-next-line no-sparse-arrays
    ['a list with a hole', [, right]],
    ['a list', [right]],
    ['a nested list', [[right]]],
    ['a function', () => right],
    ['a symbol', Symbol('value')],
    ['a date', new Date(0)],
    ['a map', new Map([['name', right]])],
    ['a construct of the wrong kind', new ros.Construct(stack, 'Stranger')],
    ['a stack', stack],
    ['a text decided at deploy time', ros.RosPseudo.region],
    ['a list decided at deploy time', ros.Token.asList({ Ref: 'Some' })],
    ['a number decided at deploy time', ros.Token.asNumber({ 'Fn::Length': [['one']] })],
    ['an object of the right shape', shapeOf(right)],
    ['a frozen object', Object.freeze(shapeOf(right))],
    ['an object without a prototype', Object.assign(Object.create(null) as object, shapeOf(right))],
    ['an object that holds itself', cyclic],
    ['a member in lower case', members[0].toLowerCase()],
    ['the name of a member', members[0]],
  ];
}

/** An object with what the right value holds; a text in an object where the right value is no object. */
function shapeOf(right: unknown): object {
  return typeof right === 'object' && right !== null ? { ...right } : (Object(right) as object);
}
