import { randomUUID } from 'node:crypto';
import { hasCode } from '../cloud/cloud-error';
import { readStackById } from '../cloud/live-stack';
import type { DeclaredStack, LiveStack } from '../domain/model';
import { type Step, type Tried, nextStep } from '../domain/next-step';
import { planStack } from '../domain/plan';
import type { StackOutcome } from './events';
import { type WatchOptions, Watcher } from './watcher';

export interface ConvergeOptions extends WatchOptions {
  readonly mayRemoveRemains: boolean;
}

/** Brings one stack to what is declared, from whatever state it is in. */
export class StackRun {
  private readonly tried: Tried = {};
  /** One per kind of call: a repeated call is the same call, a new run makes new ones. */
  private readonly token = randomUUID();
  private readonly watcher: Watcher;

  constructor(
    private readonly stack: DeclaredStack,
    private id: string | undefined,
    private readonly options: ConvergeOptions,
  ) {
    this.watcher = new Watcher(stack, options);
  }

  async converge(): Promise<StackOutcome> {
    for (;;) {
      const live = await this.look();
      const planned = planStack(this.stack, { live });
      const step = nextStep(planned, live, this.tried, this.options.mayRemoveRemains);
      if (step.kind === 'fail') {
        return { stack: this.stack, result: 'failed', reason: step.reason, live };
      }
      if (step.kind === 'done') {
        const { same, ...done } = this.tried;
        const changed = Object.keys(done).length > 0 || (this.watcher.hasWaited && !same);
        return { stack: this.stack, result: changed ? 'deployed' : 'unchanged', live };
      }
      await this.take(step, live);
    }
  }

  /** The stack at rest with its template, or while ROS is at work without it. */
  private async look(): Promise<LiveStack | undefined> {
    const { ros } = this.options;
    const { region, name } = this.stack;
    this.id ??= await ros.findStack(region, name);
    const live = this.id === undefined ? undefined : await readStackById(region, this.id, ros);
    if (live === undefined) {
      this.id = undefined;
    }
    return live;
  }

  private async take(step: Step, live: LiveStack | undefined): Promise<void> {
    if (step.kind === 'wait') {
      return this.watcher.watch(live!.id);
    }
    await this.watcher.begin(live?.id);
    try {
      await this.act(step, live);
      this.tried[step.kind as keyof Tried] = true;
      if (this.id !== undefined) {
        await this.watcher.watch(this.id);
      }
    } catch (error) {
      // Somebody else was faster, or an earlier try of ours had its effect: look again.
      if (hasCode(error, 'StackExists', 'ActionInProgress', 'LastTokenProcessing')) {
        return this.watcher.pause();
      }
      if (step.kind === 'update' && isSameStack(error)) {
        return void (this.tried.same = true);
      }
      // The answer to an earlier try was lost, and the creation has gone on since.
      if (step.kind === 'continue' && hasCode(error, 'NotSupported')) {
        return void (this.tried.continue = true);
      }
      throw error;
    }
  }

  private async act(step: Step, live: LiveStack | undefined): Promise<void> {
    const { ros } = this.options;
    if (step.kind === 'create') {
      this.id = await ros.createStack(this.stack, `create-${this.token}`);
    } else if (step.kind === 'update') {
      await ros.updateStack(live!.id, this.stack, `update-${this.token}`);
    } else if (step.kind === 'continue') {
      await ros.continueCreateStack(live!.id, this.stack);
    } else {
      await ros.deleteStack(this.stack.region, live!.id);
    }
  }
}

/** ROS refuses an update without any change: code and beginning of the message, as the official ros-cdk matches them. */
const isSameStack = (error: unknown): boolean =>
  hasCode(error, 'NotSupported') && (error as Error).message.startsWith('Update the completely same stack');
