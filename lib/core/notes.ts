import * as ros from '@alicloud/ros-cdk-core';

/** Shows something worth knowing with the stack of a construct; once, however often it is said. */
export function inform(construct: ros.IConstruct, message: string): void {
  noteOnce(construct, 'aliyun:ros:info', message);
}

/** Shows something that will probably go wrong; once, however often it is said. */
export function warn(construct: ros.IConstruct, message: string): void {
  noteOnce(construct, 'aliyun:ros:warning', message);
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
