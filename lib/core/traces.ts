import * as ros from '@alicloud/ros-cdk-core';

/** The switch of the core: while it is set, no construct and no token records where it was made. */
const SWITCH = 'CDK_DISABLE_STACK_TRACE';

/**
 * Runs a piece of our own code without recording stack traces, which would lead into this library and cost most of synth.
 *
 * The core's own way, the context key `aliyun:ros:disable-stack-trace`, flips the same switch for the rest of the process
 * and so takes the traces of the user's constructs away as well. Here it is put back.
 */
export function withoutTraces<T>(work: () => T): T {
  const before = process.env[SWITCH];
  if (before) {
    return work(); // it is off already, and setting it costs more than asking
  }
  process.env[SWITCH] = '1';
  try {
    return work();
  } finally {
    if (before === undefined) {
      delete process.env[SWITCH];
    } else {
      process.env[SWITCH] = before;
    }
  }
}

/** The context keys by which the core and the construct library pass the switch on to children. */
const KEYS = ['aliyun:ros:disable-stack-trace', 'disable-stack-trace'];

/** Lets what users put below a construct of ours record its traces, although we made ours without. It must have no children yet. */
export function keepTracing<T extends ros.Construct>(construct: T): T {
  KEYS.forEach(key => construct.node.setContext(key, false));
  return construct;
}
