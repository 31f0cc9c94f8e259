import { CloudError, concernsIdentity, isTransient } from '../cloud/cloud-error';
import type { ImageClient } from '../cloud/image-client';
import type { CopyTask } from '../domain/image-records';
import { delayBefore } from '../images/next-step';
import type { Budget } from './budget';
import type { JourneyEvent, PinnedImage } from './journey-events';
import type { Route } from './route';
import { type Timing, elapsed } from './timing';

export interface StarterOptions {
  readonly images: ImageClient;
  readonly timing: Timing;
  readonly budget: Budget;
  /** Nothing new is started from then on. */
  readonly stop: AbortSignal;
  readonly onEvent: (event: JourneyEvent) => void;
}

/** What became of the wish to start a copy. */
export type Start =
  | { readonly kind: 'started' | 'stopped' }
  | { readonly kind: 'later'; readonly state: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly issue: string };

const later = (state: string): Start => ({ kind: 'later', state });

/** Starts copies: when it is time, when there is room, and each no more than once. */
export class Starter {
  constructor(private readonly options: StarterOptions) {}

  /**
   * @param after why the copy before failed, in words
   * @param failed that copy
   */
  async start(image: PinnedImage, route: Route, after?: string, failed?: CopyTask): Promise<Start> {
    const { timing, budget, stop } = this.options;
    if (failed !== undefined && route.delayedFor !== failed.id) {
      route.delayedFor = failed.id;
      route.notBefore = elapsed() + delayBefore(route.tries, timing.random()) * timing.pace;
    }
    if (stop.aborted) {
      return { kind: 'stopped' };
    }
    if (elapsed() < route.notBefore) {
      return later(after === undefined ? 'to be copied in a moment' : `to be copied again: ${after}`);
    }
    const place = budget.take();
    if (place === undefined) {
      return later('to be copied when others are done');
    }
    route.place = place;
    return this.order(image, route, after);
  }

  private async order(image: PinnedImage, route: Route, after: string | undefined): Promise<Start> {
    const { images, budget, onEvent } = this.options;
    const { source, repositoryId, tag } = image;
    try {
      route.startedId = await images.startCopy({ source, repositoryId, tag, target: route.target });
    } catch (error) {
      route.releasePlace();
      return this.refused(route, error);
    }
    route.started++;
    route.refusals = 0;
    route.tries += after === undefined ? 0 : 1;
    budget.answered();
    onEvent({ kind: 'started', image, target: route.target, after });
    return { kind: 'started' };
  }

  private refused(route: Route, error: unknown): Start {
    const { timing, budget } = this.options;
    if (concernsIdentity(error) || !(error instanceof CloudError)) {
      throw error;
    }
    if (!isTransient(error)) {
      return { kind: 'refused', reason: error.message, issue: error.code };
    }
    budget.throttled();
    // It may have had its effect: the next look tells.
    route.notBefore = elapsed() + delayBefore(route.refusals++, timing.random()) * timing.pace;
    return later(`to be copied in a moment: ${error.message}`);
  }
}
