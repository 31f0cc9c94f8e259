import * as ros from '@alicloud/ros-cdk-core';

/** Shows something worth knowing with the stack of a construct; once, however often it is said. */
export function inform(construct: ros.IConstruct, message: string): void {
  noteOnce(construct, 'aliyun:ros:info', message);
}

/** Shows something that will probably go wrong; once, however often it is said. */
export function warn(construct: ros.IConstruct, message: string): void {
  noteOnce(shownPlace(construct), 'aliyun:ros:warning', message);
}

/** What is outside every stack is shown with the first stack of the app, for only stacks show anything. */
function shownPlace(construct: ros.IConstruct): ros.IConstruct {
  return construct.node.scopes.some(ros.Stack.isStack)
    ? construct
    : (construct.node.root.node.findAll().find(ros.Stack.isStack) ?? construct);
}

/** Leaves a note in the manifest, without a trace: one into this library tells the reader nothing but paths of one machine. */
export function note(construct: ros.IConstruct, type: string, data: unknown): void {
  construct.node.addMetadata(type, data);
  const [last] = construct.node.metadata.slice(-1);
  Object.assign(last, { trace: undefined });
}

function noteOnce(construct: ros.IConstruct, type: string, message: string): void {
  if (!construct.node.metadata.some(({ data }) => data === message)) {
    note(construct, type, message);
  }
}
