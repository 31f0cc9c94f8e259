import * as ros from '@alicloud/ros-cdk-core';
import { allOf } from '../domain/problem';
import { inApp } from './app-model';
import { isLiteral, stackOf, topLevel } from './tokens';
import { stacksOf, whenPrepared, wholeOf } from './whole';

/** Shows something worth knowing with the stack of a construct; once, however often it is said. */
export function inform(construct: ros.IConstruct, message: string): void {
  say(construct, 'aliyun:ros:info', message);
}

/** Shows something that will probably go wrong; once, however often it is said. */
export function warn(construct: ros.IConstruct, message: string): void {
  say(construct, 'aliyun:ros:warning', message);
}

/** Leaves a note in the manifest, without a trace: one into this library tells the reader nothing but paths of one machine. */
export function note(construct: ros.IConstruct, type: string, data: unknown): void {
  construct.node.addMetadata(type, data);
  const [last] = construct.node.metadata.slice(-1);
  Object.assign(last, { trace: undefined });
}

/** What has been said in an app or a stage. */
interface Messages {
  /** The constructs that say a thing, by the kind of message and its text. */
  readonly said: Map<string, { readonly type: string; readonly message: string; readonly by: Set<ros.IConstruct> }>;
  /** Whether it has been shown. */
  shown: boolean;
}

function say(construct: ros.IConstruct, type: string, message: string): void {
  const { said, shown } = messagesOf(construct);
  if (shown) {
    noteOnce(construct, type, message);
    return;
  }
  const key = `${type} ${message}`;
  const one = said.get(key) ?? { type, message, by: new Set() };
  said.set(key, one);
  one.by.add(construct);
  whenPrepared(construct, 'messages', () => showMessages(construct));
}

function messagesOf(construct: ros.IConstruct): Messages {
  return inApp(construct, `messages of ${wholeOf(construct).node.path}`, () => ({ said: new Map(), shown: false }));
}

/** Shows each message once, with a stack that is written, for only such show anything; what is so in several regions names them. */
function showMessages(construct: ros.IConstruct): void {
  const messages = messagesOf(construct);
  const { stacks, unwritten } = stacksOf(construct);
  const places = new Map([...unwritten].map(stack => [stack, standIn(stack, stacks, unwritten)]));
  const [first] = stacks.filter(stack => !unwritten.has(stack));
  messages.shown = true;
  for (const { type, message, by } of messages.said.values()) {
    const [one, ...others] = [...by].sort((a, b) => (a.node.path < b.node.path ? -1 : 1));
    const stack = stackOf(one);
    const place = stack === undefined ? first : (places.get(topLevel(stack)) ?? one);
    noteOnce(place ?? one, type, `${message}${regionsOf([one, ...others])}`);
  }
}

/** Where the messages of a stack that is not written are shown: with one beside it, or any. */
function standIn(
  { node: { scope } }: ros.Stack,
  stacks: readonly ros.Stack[],
  unwritten: ReadonlySet<ros.Stack>,
): ros.Stack | undefined {
  const written = stacks.filter(stack => !unwritten.has(stack));
  return written.find(stack => stack.node.scope === scope) ?? written[0];
}

function regionsOf(constructs: readonly ros.IConstruct[]): string {
  const regions = new Set(constructs.map(construct => stackOf(construct)?.region).filter(isLiteral));
  return regions.size < 2 ? '' : ` This is so in ${allOf([...regions].sort())}.`;
}

function noteOnce(construct: ros.IConstruct, type: string, message: string): void {
  if (!construct.node.metadata.some(({ data }) => data === message)) {
    note(construct, type, message);
  }
}
