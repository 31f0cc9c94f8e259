import type { CopyTask, RepositoryPlace } from '../domain/image-records';
import { causeOf } from '../images/compare';
import { whyForeign } from '../images/copy-rule';
import type { Way } from '../images/destinations';
import { secondsOf } from '../images/latency';
import { isLiving } from '../images/next-step';
import { type Obstacle, copyByHand } from '../images/remedy';
import type { Arrival, PinnedImage } from './journey-events';

/** The way of one image to one target, and what was done about it so far. */
export class Route {
  readonly target: RepositoryPlace;
  /** The id of the repository at the target, once it is there. */
  repositoryId?: string;
  /** Whether the repository at the target keeps the image that a tag was given first. */
  immutable = false;
  /** The failed copy after which it was looked at whether there is room. */
  roomSeenAfter?: string;
  /** Where it stands, in words. */
  state = '';
  /** The copy that was started last. */
  startedId?: string;
  started = 0;
  /** Copies that were started because one before had failed. */
  tries = 0;
  /** Attempts to start a copy that the service did not take. */
  refusals = 0;
  /** Before this moment nothing is started. */
  notBefore = 0;
  /** The failed copy whose delay has been set. */
  delayedFor?: string;
  /** Lets go of the place of the budget that is held. */
  place?: () => void;
  /** Looks at which the copy that was started was not listed. */
  unlistedLooks = 0;
  end?: Arrival;
  private tasks: readonly CopyTask[] = [];
  private old: ReadonlySet<string> | undefined;

  constructor(
    private readonly destination: Way,
    /** Whether what ended before the first look counts no more. */
    private readonly startsAfresh: boolean,
  ) {
    this.target = destination.target;
  }

  /** Why no rule starts a copy of the image by itself. */
  unasked({ pushed }: PinnedImage, found: string | undefined): Obstacle | undefined {
    const { rule, unasked } = this.destination;
    const cause = causeOf({ rule, pushed });
    return unasked ?? (cause === undefined ? undefined : { reason: cause, next: copyByHand(found) });
  }

  /** Why it is not known whether a rule starts one. */
  get doubt(): string | undefined {
    return this.destination.doubt;
  }

  /** Why it will never be known whether the image is there. */
  get unknowable(): string | undefined {
    return whyForeign(this.destination.rule);
  }

  releasePlace(): void {
    this.place?.();
    this.place = undefined;
  }

  /** The copies to this target that count for the image, the oldest first. */
  look(image: PinnedImage, all: readonly CopyTask[]): readonly CopyTask[] {
    const { instanceId, namespace, repository } = this.target;
    const mine = all.filter(
      ({ target, targetTag }) =>
        target.instanceId === instanceId &&
        target.namespace === namespace &&
        target.repository === repository &&
        targetTag === image.tag,
    );
    this.old ??= new Set(mine.filter(task => !isLiving(task)).map(({ id }) => id));
    const { old } = this;
    this.tasks = mine.filter(task =>
      this.startsAfresh ? !old.has(task.id) : isLiving(task) || task.created >= image.pushed,
    );
    return this.tasks;
  }

  get isUnlisted(): boolean {
    const { startedId } = this;
    const unlisted = startedId !== undefined && !this.tasks.some(({ id }) => id === startedId);
    this.unlistedLooks = unlisted ? this.unlistedLooks + 1 : 0;
    return unlisted;
  }

  /** The tag names another image now: what was known of the one before counts no more. */
  forget(now: number): void {
    this.end = undefined;
    this.startedId = undefined;
    this.old = undefined;
    this.tries = 0;
    this.notBefore = now;
  }

  /** Tells how long it took, where that was not known when it was seen to be there. */
  time(image: PinnedImage, all: readonly CopyTask[]): void {
    const { end } = this;
    if (end !== undefined && end.seconds === undefined) {
      this.end = { ...end, seconds: secondsOf(this.look(image, all)) };
    }
  }

  finish(image: PinnedImage, result: Arrival['result'], why: Partial<Obstacle> = {}, issue?: string): Arrival {
    const seconds = result === 'there' ? secondsOf(this.tasks) : undefined;
    this.end = { image, target: this.target, result, ...why, issue, seconds, started: this.started };
    return this.end;
  }
}
