import type { ResourceState } from '../resources/state';

/** The ports on which an instance is reached, by where a client stands. */
export interface Ports {
  readonly internet: number;
  readonly vpc: number;
}

/** What is kept for the images, beside the repositories: an instance is found at its ports again after a restart. */
export interface ImageState extends ResourceState {
  ports: Record<string, Ports>;
}
