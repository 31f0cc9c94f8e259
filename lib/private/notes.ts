import * as ros from '@alicloud/ros-cdk-core';

/** Shows something worth knowing with the stack of a construct. */
export function inform(construct: ros.IConstruct, message: string): void {
  construct.node.addInfo(message);
  forgetTraces(construct);
}

/** Shows something that will probably go wrong. */
export function warn(construct: ros.IConstruct, message: string): void {
  construct.node.addWarning(message);
  forgetTraces(construct);
}

/** A trace into this library tells the reader nothing, and puts paths of one machine into the manifest. */
export function forgetTraces(construct: ros.IConstruct): void {
  construct.node.metadata.forEach(entry => Object.assign(entry, { trace: undefined }));
}
