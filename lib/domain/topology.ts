import { Problem } from './problem';
import { cloudOf } from './regions';

/** One direction of replication: images pushed to the source arrive at the target. Both ends are names for people. */
export interface Arrow {
  readonly source: string;
  readonly target: string;
}

/**
 * What breaks the star: one source, many targets. A target has one source, and a source is no target.
 *
 * The problems of one arrow, seen among all arrows of the app.
 *
 * Source: https://www.alibabacloud.com/help/en/acr/user-guide/replicate-images-between-instances-in-the-same-account
 */
export function starProblems(arrow: Arrow, all: readonly Arrow[]): Problem[] {
  if (arrow.source === arrow.target) {
    return [
      {
        subject: 'target',
        got: arrow.target,
        rule: `an instance cannot replicate to itself (${arrow.source} -> ${arrow.target})`,
        fix: 'Choose a target in another region',
      },
    ];
  }
  return [...chainProblems(arrow, all), ...secondSourceProblems(arrow, all)];
}

function chainProblems(arrow: Arrow, all: readonly Arrow[]): Problem[] {
  const before = all.filter(other => other.target === arrow.source && other.source !== other.target);
  if (before.length === 0) {
    return [];
  }
  const first = before.map(other => other.source).sort()[0];
  const loop = leadsTo(arrow.target, arrow.source, all);
  return [
    {
      subject: 'source',
      got: arrow.source,
      rule: `an instance that receives images cannot pass them on (${[...pathBefore(arrow.source, all), arrow.target].join(' -> ')})`,
      fix: loop
        ? 'Keep one direction: choose one primary and let it replicate to every other region'
        : `Let ${first} replicate to ${arrow.target} directly`,
    },
  ];
}

function secondSourceProblems(arrow: Arrow, all: readonly Arrow[]): Problem[] {
  const sources = [
    ...new Set(
      all.filter(other => other.target === arrow.target && other.source !== other.target).map(other => other.source),
    ),
  ].sort();
  return sources[0] === arrow.source || !sources.includes(arrow.source)
    ? []
    : [
        {
          subject: 'target',
          got: arrow.target,
          rule: `a target has one source (${sources[0]} -> ${arrow.target} <- ${arrow.source})`,
          fix: `Replicate to it from ${sources[0]} or from ${arrow.source}, not from both`,
        },
      ];
}

/** The instances that lead to one, first to last; a loop is walked once. */
function pathBefore(name: string, all: readonly Arrow[]): string[] {
  const path = [name];
  for (;;) {
    const previous = all
      .filter(arrow => arrow.target === path[0] && arrow.source !== arrow.target)
      .map(arrow => arrow.source)
      .sort()[0];
    if (previous === undefined || path.includes(previous)) {
      return path;
    }
    path.unshift(previous);
  }
}

function leadsTo(from: string, to: string, all: readonly Arrow[]): boolean {
  const seen = new Set<string>();
  const queue = [from];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (name === to) {
      return true;
    }
    if (!seen.has(name)) {
      seen.add(name);
      queue.push(...all.filter(arrow => arrow.source === name).map(arrow => arrow.target));
    }
  }
  return false;
}

/**
 * Images stay in their cloud: public cloud never replicates to finance or government cloud, and nothing documents another way out.
 *
 * Source: https://www.alibabacloud.com/help/en/acr/user-guide/replicate-images-between-instances-in-the-same-account
 */
export function cloudProblems(subject: string, sourceRegion: string, targetRegion: string): Problem[] {
  const [from, to] = [cloudOf(sourceRegion), cloudOf(targetRegion)];
  return from === to
    ? []
    : [
        {
          subject,
          got: targetRegion,
          rule: `images never replicate from the ${from} cloud (${sourceRegion}) to the ${to} cloud`,
          fix: `Push to the registry in ${targetRegion} directly, or choose a region of the ${from} cloud`,
        },
      ];
}
