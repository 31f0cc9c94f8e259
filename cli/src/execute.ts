import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import { hasCode, isCredentialProblem } from './cloud/cloud-error';
import type { RosClient } from './cloud/ros-client';
import { CONCURRENT_OPERATIONS } from './domain/limits';
import type { DeclaredStack, LiveStack } from './domain/model';
import { type Step, type Tried, nextStep } from './domain/next-step';
import { type PlannedStack, planStack } from './domain/plan';
import type { Updatable } from './domain/resource-types';
import { isBusy } from './domain/status';
import type { DeployEvent, StackOutcome } from './events';
import { Watcher } from './watcher';

export interface ExecuteOptions {
  readonly ros: RosClient;
  readonly updatable: Updatable;
  /** How many stacks at a time; ROS takes 50. */
  readonly concurrency: number;
  readonly mayRemoveRemains: boolean;
  /** Aborted: nothing new is started; what runs is watched to its end. */
  readonly stop: AbortSignal;
  /** Real seconds that stand for one second of waiting. */
  readonly pace: number;
  readonly onEvent: (event: DeployEvent) => void;
}

/** Deploys what the plan says: each stack as soon as all it depends on is there. The only place that waits. */
export async function deploy(plan: readonly PlannedStack[], options: ExecuteOptions): Promise<StackOutcome[]> {
  const limit = pLimit(Math.min(options.concurrency, CONCURRENT_OPERATIONS));
  const outcomes = new Map<string, Promise<StackOutcome>>();
  const expired = new AbortController();
  const stop = AbortSignal.any([options.stop, expired.signal]);
  for (const planned of [...plan].sort((one, other) => one.wave - other.wave)) {
    const needed = planned.stack.dependsOn.flatMap(key => outcomes.get(key) ?? []);
    outcomes.set(
      planned.stack.key,
      afterAll(needed, planned.stack, missing =>
        limit(async () => {
          const outcome =
            missing ?? (stop.aborted ? notStarted(planned.stack, expired.signal) : await attempt(planned, options));
          if (outcome.result === 'failed' && outcome.credentials) expired.abort();
          options.onEvent({ kind: 'ended', outcome });
          return outcome;
        }),
      ),
    );
  }
  return Promise.all(outcomes.values());
}

async function afterAll(
  needed: readonly Promise<StackOutcome>[],
  stack: DeclaredStack,
  then: (missing: StackOutcome | undefined) => Promise<StackOutcome>,
): Promise<StackOutcome> {
  const missing = (await Promise.all(needed)).find(outcome => outcome.result === 'failed' || outcome.result === 'skipped');
  if (missing === undefined) return then(undefined);
  const because = missing.result === 'failed' ? `${missing.stack.name} failed` : `${missing.stack.name} was not deployed`;
  return then({ stack, result: 'skipped', reason: `It needs ${missing.stack.name}, and ${because}.` });
}

function notStarted(stack: DeclaredStack, expired: AbortSignal): StackOutcome {
  const reason = expired.aborted ? 'The credentials are no longer accepted.' : 'The deployment was stopped before its turn.';
  return { stack, result: 'skipped', reason };
}

async function attempt(planned: PlannedStack, options: ExecuteOptions): Promise<StackOutcome> {
  const { stack } = planned;
  if (planned.action === 'unchanged' && planned.live !== undefined && !isBusy(planned.live.status))
    return { stack, result: 'unchanged', live: planned.live };
  options.onEvent({ kind: 'started', stack });
  try {
    return await new StackRun(stack, planned.live?.id, options).converge();
  } catch (error) {
    return { stack, result: 'failed', reason: (error as Error).message, credentials: isCredentialProblem(error), error };
  }
}

/** Brings one stack to what is declared, from whatever state it is in. */
class StackRun {
  private readonly tried: Tried = {};
  /** One per kind of call: a repeated call is the same call, a new run makes new ones. */
  private readonly token = randomUUID();
  private readonly watcher: Watcher;

  constructor(
    private readonly stack: DeclaredStack,
    private id: string | undefined,
    private readonly options: ExecuteOptions,
  ) {
    this.watcher = new Watcher(stack, options);
  }

  async converge(): Promise<StackOutcome> {
    for (;;) {
      const live = await this.look();
      const planned = planStack(this.stack, { live }, this.options.updatable);
      const step = nextStep(planned, live, this.tried, this.options.mayRemoveRemains);
      if (step.kind === 'fail') return { stack: this.stack, result: 'failed', reason: step.reason, live };
      if (step.kind === 'done') {
        const changed = Object.keys(this.tried).length > 0 || this.watcher.hasWaited;
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
    const live = this.id === undefined ? undefined : await ros.getStack(region, this.id);
    if (live === undefined) this.id = undefined;
    if (live === undefined || isBusy(live.status)) return live;
    return { ...live, template: await ros.getTemplate(region, live.id) };
  }

  private async take(step: Step, live: LiveStack | undefined): Promise<void> {
    if (step.kind === 'wait') return this.watcher.watch(live!.id);
    await this.watcher.begin(live?.id);
    try {
      await this.act(step, live);
      this.tried[step.kind as keyof Tried] = true;
      if (this.id !== undefined) await this.watcher.watch(this.id);
    } catch (error) {
      // Somebody else was faster, or an earlier try of ours had its effect: look again.
      if (hasCode(error, 'StackExists', 'ActionInProgress', 'LastTokenProcessing')) return this.watcher.pause();
      if (step.kind === 'update' && isSameStack(error)) return void (this.tried.update = true);
      throw error;
    }
  }

  private async act(step: Step, live: LiveStack | undefined): Promise<void> {
    const { ros } = this.options;
    if (step.kind === 'create') this.id = await ros.createStack(this.stack, `create-${this.token}`);
    else if (step.kind === 'update') await ros.updateStack(live!.id, this.stack, `update-${this.token}`);
    else if (step.kind === 'continue') await ros.continueCreateStack(live!.id, this.stack);
    else await ros.deleteStack(this.stack.region, live!.id);
  }
}

/** ROS refuses an update without any change: code and beginning of the message, as the official ros-cdk matches them. */
const isSameStack = (error: unknown): boolean =>
  hasCode(error, 'NotSupported') && (error as Error).message.startsWith('Update the completely same stack');
