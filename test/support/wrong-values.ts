import * as ros from '@alicloud/ros-cdk-core';
import { SyncRule } from '../../lib';

const env = { region: 'eu-central-1' };

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
  const other = new ros.Stack(stack.node.root as ros.App, 'made', { env });
  const made = new ros.RosResource(other, 'Made', { type: 'ALIYUN::ECS::VSwitch' });
  const isPlain = ['string', 'number', 'boolean'].includes(typeof right);
  new ros.RosOutput(other, 'Right', { value: isPlain ? right : ros.RosPseudo.region });
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
    ['an object with a prop that nobody knows', { ...shapeOf(right), someProp: 'x' }],
    ['a promise', Promise.resolve(right)],
    ['a value of another kind', SyncRule.namespace('prod')],
    ['a part of a resource', made.getAtt('VSwitchId').toString()],
    ['a resource by reference', made.ref],
    ['a text with a value in it', `some-${made.ref}`],
    ['an output that is read by name', ros.Fn.getStackOutput('made', 'Right', env.region).toString()],
    ['an output that is read by name, as no text', ros.Fn.getStackOutput('made', 'Right', env.region)],
    ['a lazy text that comes to nothing', ros.Lazy.stringValue({ produce: () => undefined })],
    ['a lazy text', ros.Lazy.stringValue({ produce: () => 'Some text' })],
    ['a member in lower case', members[0].toLowerCase()],
    ['the name of a member', members[0]],
  ];
}

/** An object with what the right value holds; a text in an object where the right value is no object. */
function shapeOf(right: unknown): object {
  return typeof right === 'object' && right !== null ? { ...right } : (Object(right) as object);
}
