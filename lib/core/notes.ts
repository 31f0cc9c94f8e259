import * as ros from '@alicloud/ros-cdk-core';

/** Shows something worth knowing with the stack of a construct. */
export function inform(construct: ros.IConstruct, message: string): void {
  note(construct, 'aliyun:ros:info', message);
}

/** Shows something that will probably go wrong. */
export function warn(construct: ros.IConstruct, message: string): void {
  note(construct, 'aliyun:ros:warning', message);
}

/** Leaves a note in the manifest, without a trace: one into this library tells the reader nothing but paths of one machine. */
export function note(construct: ros.IConstruct, type: string, data: unknown): void {
  construct.node.addMetadata(type, data);
  const [last] = construct.node.metadata.slice(-1);
  Object.assign(last, { trace: undefined });
}
