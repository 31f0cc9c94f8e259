import { CloudError, isTransient } from '../cloud/cloud-error';
import type { CopyTask, TagRecord } from '../domain/image-records';
import type { Way } from '../images/destinations';
import { type Step, nextStep } from '../images/next-step';
import type { Obstacle } from '../images/remedy';
import type { Arrival, PinnedImage } from './journey-events';
import { readTarget, whyHopeless } from './look-at-target';
import { Route } from './route';
import { Starter, type StarterOptions } from './starter';
import { TimeUpError, elapsed, inTime, pause } from './timing';

/** Milliseconds between two looks: often at first, since small images take a second; then seldom. */
const SHORTEST = 1_000;
const LONGEST = 5_000;
const GROWTH = 1.25;
/** Looks after which a copy that the service has accepted and never lists is given up. */
const UNLISTED_LOOKS = 30;

export interface JourneyOptions extends StarterOptions {
  /** Whether the first copy is started here, and not by a rule. */
  readonly begin: boolean;
  /** Whether a tag that moves meanwhile is followed. */
  readonly follow: boolean;
  /** How often a copy is started again that failed for a reason that passes. */
  readonly tries: number;
  /** When time is up, by `elapsed`. */
  readonly deadline?: number;
}

interface Look {
  readonly tag: TagRecord | undefined;
  readonly tasks: readonly CopyTask[];
}

/** One image on its way to all its targets. Each round looks at everything, then does at most one thing for each target. */
export class Journey {
  private readonly routes: Route[];
  private readonly starter: Starter;
  private interval = SHORTEST;
  /** What comes afterwards of a look that hung is told to nobody. */
  private over = false;

  constructor(
    private image: PinnedImage,
    destinations: readonly Way[],
    private readonly options: JourneyOptions,
  ) {
    this.starter = new Starter(options);
    this.routes = destinations.map(destination => new Route(destination, options.begin));
  }

  /** Ends when every target has the image, or cannot get it, or time is up. */
  async run(): Promise<Arrival[]> {
    if (this.options.stop.aborted) {
      this.routes.forEach(route => this.finish(route, 'stopped'));
    }
    try {
      while (this.open.length > 0) {
        if (await this.isDone()) {
          break;
        }
        await this.rest();
      }
    } finally {
      this.routes.forEach(route => route.releasePlace());
    }
    return this.routes.map(({ end }) => end!);
  }

  /** Looks once more; whatever hangs then, time is up when it is up. */
  private async isDone(): Promise<boolean> {
    const look = async () => {
      await this.round();
      return (this.open.length === 0 && (await this.isConfirmed())) || this.isOver();
    };
    try {
      return await inTime(look(), this.options.deadline);
    } catch (error) {
      if (!(error instanceof TimeUpError)) {
        throw error;
      }
      const open = this.open.length > 0 ? this.open : this.routes;
      open.forEach(route =>
        this.finish(route, 'late', {
          reason: `the last look got no answer${route.state && `; before, ${route.state}`}`,
          next: 'explain',
        }),
      );
      this.over = true;
      return true;
    }
  }

  private get open(): Route[] {
    return this.routes.filter(({ end }) => end === undefined);
  }

  private async round(): Promise<void> {
    const look = await this.lookAtPrimary();
    if (look === undefined || !this.isStillPinned(look.tag)) {
      return;
    }
    await Promise.all(this.open.map(route => this.proceed(route, look.tasks)));
  }

  private async lookAtPrimary(): Promise<Look | undefined> {
    const { source, repositoryId, tag } = this.image;
    const { images } = this.options;
    try {
      return { tag: await images.tag(source, repositoryId, tag), tasks: await images.copies(source, tag) };
    } catch (error) {
      if (!isTransient(error)) {
        throw error;
      }
      this.open.forEach(route => this.tell(route, `the primary is not readable: ${(error as Error).message}`));
      return undefined;
    }
  }

  /** Whether the tag gives what it gave when it was asked for; where it does not, that is told or followed. */
  private isStillPinned(now: TagRecord | undefined): boolean {
    const { image, options } = this;
    if (now?.digest === image.digest) {
      // Pushed again, it is the same image with other copies.
      this.image = { ...image, pushed: now.pushed };
      return true;
    }
    if (now !== undefined && options.follow) {
      this.image = { ...image, digest: now.digest, bytes: now.bytes, pushed: now.pushed };
      options.onEvent({ kind: 'moved', image: this.image, before: image.digest });
      // The rules get their turn first.
      this.routes.forEach(route => route.forget(elapsed() + LONGEST * options.timing.pace));
      return true;
    }
    const why: Obstacle =
      now === undefined
        ? { reason: `the tag ${image.tag} is gone from the primary`, help: 'Push it again.' }
        : {
            reason: `the tag ${image.tag} was moved meanwhile, from ${image.digest} to ${now.digest}`,
            help: 'Wait for what it gives now; --follow does so by itself.',
            next: 'wait',
          };
    this.routes.forEach(route => this.finish(route, 'failed', why));
    return false;
  }

  private async proceed(route: Route, all: readonly CopyTask[]): Promise<void> {
    if (route.unknowable !== undefined) {
      return this.finish(route, 'failed', { reason: route.unknowable });
    }
    const { begin, tries } = this.options;
    const tasks = route.look(this.image, all);
    const unlisted = route.isUnlisted;
    const held = await readTarget(route, this.image.tag, this.options.images);
    if (held instanceof CloudError) {
      return this.finish(route, 'failed', { reason: held.message, next: 'explain' });
    }
    const step = nextStep({
      wanted: this.image.digest,
      ...held,
      tasks,
      unlisted,
      unasked: route.unasked(this.image, held.found),
      doubt: route.doubt,
      immutable: route.immutable,
      mayBegin: begin,
      triesLeft: tries - route.tries,
    });
    if (step.kind !== 'wait') {
      route.releasePlace();
    }
    await this.act(route, step, tasks);
  }

  private async act(route: Route, step: Step, tasks: readonly CopyTask[]): Promise<void> {
    switch (step.kind) {
      case 'there':
        return this.finish(route, 'there');
      case 'fail':
        if (step.unlessMoved && !(await this.isUnmoved())) {
          return this.tell(route, 'overtaken by another push');
        }
        return this.finish(route, 'failed', step.obstacle, step.issue);
      case 'start':
        return this.start(route, step.after, tasks[tasks.length - 1]);
      case 'wait':
        if (route.unlistedLooks > UNLISTED_LOOKS) {
          const reason = `the service accepted the copy ${route.startedId}, but does not list it`;
          return this.finish(route, 'failed', { reason, next: 'backfill' });
        }
        return this.tell(route, step.state);
    }
  }

  private async isUnmoved(): Promise<boolean> {
    const look = await this.lookAtPrimary();
    return look?.tag?.digest === this.image.digest && look.tag.pushed === this.image.pushed;
  }

  private async start(route: Route, after: string | undefined, failed: CopyTask | undefined): Promise<void> {
    const none = await whyHopeless(route, failed, this.options.images);
    if (none !== undefined) {
      return this.finish(route, 'failed', none);
    }
    const start = await this.starter.start(this.image, route, after, failed);
    if (start.kind === 'refused') {
      return this.finish(route, 'failed', { reason: start.reason, next: 'explain' }, start.issue);
    }
    if (start.kind === 'stopped') {
      return this.finish(route, 'stopped', { reason: after });
    }
    if (start.kind === 'later') {
      this.tell(route, start.state);
    }
  }

  /** Whether all targets and the primary give the image at once, after each was seen to have it. */
  private async isConfirmed(): Promise<boolean> {
    const { begin, onEvent } = this.options;
    if (begin || this.routes.some(({ end }) => end!.result !== 'there')) {
      return true;
    }
    onEvent({ kind: 'confirming', image: this.image });
    const held = await Promise.all(this.routes.map(route => readTarget(route, this.image.tag, this.options.images)));
    const look = await this.lookAtPrimary();
    const digest = look?.tag?.digest;
    if (look !== undefined && digest !== this.image.digest) {
      // Told, or followed.
      return !this.isStillPinned(look.tag);
    }
    const lost = this.routes.filter((_, index) => (held[index] as { found?: string }).found !== digest);
    lost.forEach(route => (route.end = undefined));
    // A copy may have been seen at its target before its task had ended.
    this.routes.forEach(route => route.time(this.image, look?.tasks ?? []));
    return lost.length === 0;
  }

  /** Whether time is up or everything was asked to stop; what still runs is told as it stands. */
  private isOver(): boolean {
    const { deadline, stop, begin } = this.options;
    if (deadline !== undefined && elapsed() >= deadline) {
      this.open.forEach(route => this.finish(route, 'late', { reason: route.state, next: 'explain' }));
      return true;
    }
    if (stop.aborted && !begin) {
      this.open.forEach(route => this.finish(route, 'stopped', { reason: route.state, next: 'wait' }));
    }
    return this.open.length === 0 && stop.aborted;
  }

  private async rest(): Promise<void> {
    const { timing, stop, begin, deadline } = this.options;
    const wished = this.interval * (0.75 + 0.5 * timing.random());
    const left = deadline === undefined ? wished : Math.max(0, deadline - elapsed()) / timing.pace;
    await pause(Math.min(wished, left), timing, begin ? undefined : stop);
    this.interval = Math.min(LONGEST, this.interval * GROWTH);
  }

  private finish(route: Route, result: Arrival['result'], why?: Partial<Obstacle>, issue?: string): void {
    if (this.over) {
      return;
    }
    route.releasePlace();
    const arrival = route.finish(this.image, result, why, issue);
    this.options.onEvent({ kind: 'ended', arrival });
  }

  private tell(route: Route, state: string): void {
    if (route.state !== state && !this.over) {
      route.state = state;
      this.options.onEvent({ kind: 'state', image: this.image, target: route.target, state });
    }
  }
}
