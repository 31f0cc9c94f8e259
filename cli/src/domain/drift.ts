/** What somebody changed behind a stack, and what a deployment can do about it. */
import type { Json } from './model';

/** What is done about a drift: by an update of the stack, or by a person. */
export type Remedy =
  /** ROS makes these resources of the stack anew. */
  | { readonly kind: 'recreate'; readonly logicalIds: readonly string[]; readonly todo?: string }
  /** ROS sets a property again that it can change. */
  | { readonly kind: 'restore'; readonly logicalId: string; readonly property: string; readonly actual: Json }
  /** ROS cannot go on before somebody has seen to it. */
  | { readonly kind: 'refuse'; readonly todo: string }
  /** ROS cannot do it, and it keeps ROS from nothing; commands may help. */
  | { readonly kind: 'leave'; readonly todo: string; readonly next?: readonly Help[] };

/** A command that helps, and what it does. */
export interface Help {
  readonly why: string;
  readonly command: string;
}

/** Something that is not as a stack declares it. */
export interface Drift {
  /** What it is: `Sync rule prod-1a2b`, `Namespace prod of cri-...`. */
  readonly subject: string;
  /** How it differs, as the rest of a sentence: `is gone`. */
  readonly what: string;
  readonly remedy: Remedy;
}

/** A part of what was looked at that nothing is known of. */
export interface Blind {
  readonly region: string;
  readonly reason: string;
}

/** What was found behind one stack. */
export interface Look {
  readonly drift: readonly Drift[];
  readonly blind: readonly Blind[];
}

export const NOTHING_SEEN: Look = { drift: [], blind: [] };

/** Whether a deployment sees to it. */
export const isRepaired = ({ remedy }: Drift): boolean => remedy.kind === 'recreate' || remedy.kind === 'restore';

/** What is done about it, in words. */
export function remedyText({ remedy }: Drift): string {
  switch (remedy.kind) {
    case 'recreate':
      return remedy.todo ?? 'deploy makes it anew.';
    case 'restore':
      return 'deploy sets it back.';
    default:
      return remedy.todo;
  }
}

/** The whole of it: what it is, how it differs, and what is done about it. */
export const driftText = (drift: Drift): string => `${drift.subject} ${drift.what}: ${remedyText(drift)}`;

/** The logical ids of what is made anew. */
export const recreated = (drift: readonly Drift[]): string[] => [
  ...new Set(drift.flatMap(({ remedy }) => (remedy.kind === 'recreate' ? remedy.logicalIds : []))),
];
