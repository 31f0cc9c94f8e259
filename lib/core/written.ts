import * as ros from '@alicloud/ros-cdk-core';

/** By which the core finds what a construct adds to an assembly beside its templates; an older core that knows it not leaves it out. */
const CUSTOM_SYNTHESIS = Symbol.for('@ros-cdk/core:customSynthesis');

/** Does something when the assembly of a construct is written. */
export function whenWritten(construct: ros.IConstruct, onSynthesize: (session: ros.ISynthesisSession) => void): void {
  Object.defineProperty(construct, CUSTOM_SYNTHESIS, { value: { onSynthesize }, configurable: true });
}
