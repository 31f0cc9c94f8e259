import type { RepositoryPlace } from '../domain/image-records';
import type { Remedy } from '../images/remedy';

/** A tag with the image that it gave at the primary when it was looked at. */
export interface PinnedImage {
  readonly source: RepositoryPlace;
  /** The id of the repository at the primary. */
  readonly repositoryId: string;
  readonly tag: string;
  readonly digest: string;
  readonly bytes: number;
  readonly pushed: number;
}

/** How a journey ended. */
export interface Arrival {
  readonly image: PinnedImage;
  readonly target: RepositoryPlace;
  /** `late`: time was up; `stopped`: whoever runs it asked to stop. */
  readonly result: 'there' | 'failed' | 'late' | 'stopped';
  readonly reason?: string;
  /** What to do, in words. */
  readonly help?: string;
  /** The command that comes next; undefined where none helps. */
  readonly next?: Remedy;
  /** As the service names it. */
  readonly issue?: string;
  /** By the times of the service; undefined where no copy tells. */
  readonly seconds?: number;
  /** Copies that were started for it here. */
  readonly started: number;
}

export type JourneyEvent =
  | { readonly kind: 'state'; readonly image: PinnedImage; readonly target: RepositoryPlace; readonly state: string }
  | { readonly kind: 'started'; readonly image: PinnedImage; readonly target: RepositoryPlace; readonly after?: string }
  | { readonly kind: 'moved'; readonly image: PinnedImage; readonly before: string }
  | { readonly kind: 'confirming'; readonly image: PinnedImage }
  | { readonly kind: 'ended'; readonly arrival: Arrival };
