// By hand by somebody who knows that the core spends most of its time on stack traces, and switches all of them off.
import * as ros from '@alicloud/ros-cdk-core';
import { declare } from './by-hand';

export function synth(outdir: string, replicas: number): void {
  declare(new ros.App({ outdir, stackTraces: false }), replicas).synth();
}
