import { randomUUID } from 'node:crypto';
import { hasCode } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import { readStack, readStackById } from '../cloud/live-stack';
import type { StackInput } from '../cloud/ros-client';
import { AT_WORK, changedAfter, departureOf, outdated } from '../domain/binding';
import { isBusy } from '../domain/condition';
import type { DeclaredStack, LiveStack, Template } from '../domain/model';
import type { PlannedStack } from '../domain/plan';
import { mayBuy } from '../domain/purchases';
import {
  type Interim,
  type Step,
  closingStepsOf,
  interimTemplate,
  isEffectOf,
  isInterim,
  shortfallOf,
  stepsOf,
} from '../domain/steps';
import { nextTags } from '../domain/tags';
import type { StackOutcome } from './events';
import { madeByAnother } from './other-run';
import { repeatedPurchases } from './purchases';
import type { RegionLists } from './region-lists';
import { inTurn } from './turn';
import { type WatchOptions, Watcher } from './watcher';

export interface ConvergeOptions extends WatchOptions {
  readonly cr: CrClient;
}

/** What the runs of one deployment share. */
export interface RunOptions extends ConvergeOptions {
  readonly lists: RegionLists;
}

/** The plan is no longer true; nothing was done. */
export class Departed extends Error {
  constructor(...changes: string[]) {
    super(outdated(changes));
  }
}

/** Does to one stack what its plan shows, and nothing else: what has changed since is told instead. */
export class StackRun {
  /** One per kind of call: a repeated call is the same call, a new run makes new ones. */
  private readonly token = randomUUID();
  private readonly watcher: Watcher;
  private readonly stack: DeclaredStack;
  private isSame = false;
  /** The stack as its first turn left it. */
  private left?: LiveStack;

  constructor(
    private readonly planned: PlannedStack,
    private readonly options: RunOptions,
  ) {
    this.stack = planned.stack;
    this.watcher = new Watcher(planned.stack, options);
  }

  async run(): Promise<StackOutcome> {
    const { stack, planned } = this;
    if (planned.action === 'refused' || planned.action === 'unknown') {
      return { stack, result: 'failed', reason: planned.problems.join(' ') };
    }
    const steps = stepsOf(planned);
    const waits = planned.live !== undefined && isBusy(planned.live.status);
    if (planned.action === 'unchanged' && !waits && (await this.options.lists.isAsPlanned(planned))) {
      return { stack, result: 'unchanged', live: planned.live };
    }
    if (steps.length > 0 || waits) {
      this.options.onEvent({ kind: 'started', stack });
    }
    const live = await this.settled(waits);
    const departure = departureOf(planned.live, live);
    if (departure !== undefined) {
      return (await this.byAnother()) ?? { stack, result: 'failed', reason: departure, live, cause: 'changed' };
    }
    return this.tryAll(steps, live);
  }

  /** The second turn of a stack that kept something for others, when they no longer need it. */
  async close(): Promise<StackOutcome> {
    const { stack, left } = this;
    this.options.onEvent({ kind: 'started', stack });
    const live = await this.look(left?.id);
    const departure = departureOf(left, live);
    if (departure !== undefined) {
      return { stack, result: 'failed', reason: departure, live, cause: 'changed' };
    }
    return this.takeAll(closingStepsOf(this.planned), live);
  }

  /** The same; what another run did meanwhile as it was to be done is no failure. */
  private async tryAll(steps: readonly Step[], live: LiveStack | undefined): Promise<StackOutcome> {
    try {
      return await this.takeAll(steps, live);
    } catch (error) {
      const other = error instanceof Departed ? await this.byAnother() : undefined;
      if (other === undefined) {
        throw error;
      }
      return other;
    }
  }

  private async byAnother(): Promise<StackOutcome | undefined> {
    const other = await madeByAnother(this.planned, this.watcher, this.options.ros);
    this.left = other?.live ?? this.left;
    return other;
  }

  /** Takes steps one after another, as long as each brings what it should. */
  private async takeAll(steps: readonly Step[], before: LiveStack | undefined): Promise<StackOutcome> {
    const { stack } = this;
    let live = before;
    for (const step of steps) {
      const sent = this.sentBy(step, live);
      live = await this.take(step, live);
      const reason = shortfallOf(step, live);
      if (reason !== undefined) {
        return { stack, result: 'failed', reason, live };
      }
      const isLast = step === steps.at(-1) && !isInterim(step);
      const change = isLast || sent === undefined ? undefined : changedAfter(sent, live!);
      if (change !== undefined) {
        return { stack, result: 'failed', reason: change, live, cause: 'changed' };
      }
    }
    this.left = live;
    const changed = (steps.length > 0 || this.watcher.hasWaited) && !this.isSame;
    return { stack, result: changed ? 'deployed' : 'unchanged', live };
  }

  /** The stack at its turn, after what the plan said is waited for. */
  private async settled(waits: boolean): Promise<LiveStack | undefined> {
    const id = this.planned.live?.id;
    if (waits) {
      await this.watcher.begin(id);
      await this.watcher.watch(id!);
    }
    return this.look(id);
  }

  private async look(id: string | undefined): Promise<LiveStack | undefined> {
    const { ros } = this.options;
    const known = id === undefined ? undefined : await readStackById(this.stack.region, id, ros);
    return known ?? readStack(this.stack, ros);
  }

  private async take(step: Step, live: LiveStack | undefined): Promise<LiveStack | undefined> {
    if (step !== 'delete') {
      await this.refuseSecondPurchase(live);
    }
    await this.watcher.begin(live?.id);
    this.options.deadline?.throwIfAborted();
    const id = await inTurn(() => this.act(step, live), this.watcher);
    await this.watcher.watch(id);
    return readStackById(this.stack.region, id, this.options.ros);
  }

  /** The template that a step gives the stack. */
  private sentBy(step: Step, live: LiveStack | undefined): Template | undefined {
    if (step === 'delete') {
      return undefined;
    }
    return isInterim(step) ? interimTemplate(step, live?.template ?? {}, this.planned) : this.stack.template;
  }

  /** At the last moment, and whatever was consented to. */
  private async refuseSecondPurchase(live: LiveStack | undefined): Promise<void> {
    const { ros, cr } = this.options;
    const purchases = mayBuy(this.stack, live);
    if (purchases.length === 0) {
      return;
    }
    const resources = live === undefined ? [] : await ros.listResources(this.stack.region, live.id);
    const listed = () => ros.listStacks(this.stack.region);
    const obstacles = await repeatedPurchases(this.stack, live, purchases, resources, { cr, ros, listed });
    if (obstacles.length > 0) {
      throw new Departed(...obstacles);
    }
  }

  private async act(step: Step, live: LiveStack | undefined): Promise<string> {
    const { ros } = this.options;
    if (step === 'create') {
      return this.create();
    }
    const { id } = live!;
    try {
      if (step === 'update' || isInterim(step)) {
        await ros.updateStack(id, this.updateTo(step, live!), `${step}-${this.token}`);
      } else if (step === 'continue') {
        await ros.continueCreateStack(id, this.stack);
      } else {
        await ros.deleteStack(this.stack.region, id);
      }
    } catch (error) {
      await this.understand(error, step, id);
    }
    return id;
  }

  /** What an update sends: what is declared, or something on the way there. */
  private updateTo(step: 'update' | Interim, live: LiveStack): StackInput {
    const { stack, planned } = this;
    if (step === 'update') {
      return { ...stack, tags: nextTags(stack, live) };
    }
    const { name, region } = stack;
    const template = interimTemplate(step, live.template ?? {}, planned);
    if (step === 'keep') {
      return { ...stack, templateBody: JSON.stringify(template), tags: nextTags(stack, live) };
    }
    const values = Object.entries(stack.parameters).filter(([parameter]) => template.Parameters?.[parameter]);
    const parameters = step === 'buy' ? Object.fromEntries(values) : {};
    return { name, region, templateBody: JSON.stringify(template), parameters, tags: live.tags };
  }

  private async create(): Promise<string> {
    const { ros } = this.options;
    const { region, name } = this.stack;
    try {
      return await ros.createStack(this.stack, `create-${this.token}`);
    } catch (error) {
      const stillDone = hasCode(error, 'LastTokenProcessing');
      if (!stillDone && !hasCode(error, 'StackExists')) {
        throw error;
      }
      if (!stillDone) {
        throw new Departed('It did not exist, and another run, or somebody else, has made it since.');
      }
      await this.watcher.pause();
      const id = await ros.findStack(region, name);
      if (id === undefined) {
        throw error;
      }
      return id;
    }
  }

  /** An earlier try whose answer was lost may have had its effect: then this is no error. */
  private async understand(error: unknown, step: Step, id: string): Promise<void> {
    if (isSameStack(error)) {
      this.isSame ||= step === 'update';
      return;
    }
    if (!hasCode(error, 'ActionInProgress', 'LastTokenProcessing', 'NotSupported', 'StackNotFound')) {
      throw error;
    }
    const now = await this.options.ros.getStack(this.stack.region, id, false);
    if (!isEffectOf(step, now)) {
      throw hasCode(error, 'ActionInProgress') && now !== undefined
        ? new Departed(`${AT_WORK}: it is ${now.status} now.`)
        : error;
    }
  }
}

/** ROS refuses an update without any change: code and beginning of the message, as the official ros-cdk matches them. */
const isSameStack = (error: unknown): boolean =>
  hasCode(error, 'NotSupported') && (error as Error).message.startsWith('Update the completely same stack');
