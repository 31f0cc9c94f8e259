import { canonical } from './canonical';
import { conditionOf, isBusy } from './condition';
import type { LiveStack, Template } from './model';
import { reasonOf } from './reason';

/** A stack as a plan saw it, part by part, each as a text that stands for its content. */
export interface Seen {
  readonly id: string;
  readonly status: string;
  /** By the names of resources and of other sections. */
  readonly template: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @param text what stands for a content: the content itself, or its hash */
export function seenOf(
  live: LiveStack | undefined,
  text: (content: string) => string = content => content,
): Seen | undefined {
  if (live === undefined) {
    return undefined;
  }
  const own = Object.entries(live.parameters).filter(([name]) => !name.startsWith('ALIYUN::'));
  const values = own.map(([name, value]) => [name, text(value)]);
  return {
    id: live.id,
    status: live.status,
    template: partsOf(live.template ?? {}, text),
    parameters: Object.fromEntries(values) as Record<string, string>,
  };
}

function partsOf(
  { Resources = {}, ...sections }: Template,
  text: (content: string) => string = content => content,
): Record<string, string> {
  const parts = Object.entries({ ...Resources, ...sections }).map(([name, part]) => [name, text(canonical(part))]);
  return Object.fromEntries(parts) as Record<string, string>;
}

/** What has changed of a stack since it was seen, in sentences; nothing where it is the same. */
export function changesSince(seen: Seen | undefined, now: Seen | undefined): string[] {
  if (seen === undefined) {
    return now === undefined ? [] : [`It did not exist, and is ${now.status} now.`];
  }
  if (now === undefined) {
    return [`It was ${seen.status}, and does not exist any more.`];
  }
  return [
    ...(seen.id === now.id ? [] : ['It was deleted and made anew.']),
    ...(seen.status === now.status ? [] : [`Its status was ${seen.status}, and is ${now.status} now.`]),
    ...named('Its template was changed', different(seen.template, now.template)),
    ...named('Its parameter values were changed', different(seen.parameters, now.parameters)),
  ];
}

/** Why a stack that a step has changed is not as that step left it; nothing where it is. */
export function changedAfter(sent: Template, { template }: Pick<LiveStack, 'template'>): string | undefined {
  const names = template === undefined ? [] : different(partsOf(sent), partsOf(template));
  return names.length === 0
    ? undefined
    : `Somebody else changed its template while this was at work on it: ${names.join(', ')}. Nothing more was done with it.`;
}

function different(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter(name => one[name] !== other[name]).sort();
}

const named = (what: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what}: ${names.join(', ')}.`];

/** What a plan that is no longer true says. */
export const outdated = (changes: readonly string[]): string =>
  `It is no longer what the plan saw, so nothing was done with it. ${changes.join(' ')}`;

/** Who may be at work on a stack: to whoever looks, another run of the same is like anybody else. */
export const AT_WORK = 'Another run, or somebody else, is at work on it';

const workOn = (now: LiveStack | undefined): string[] =>
  now !== undefined && isBusy(now.status) ? [`${AT_WORK}.`] : [];

/**
 * Why a stack is no longer what the plan saw, after whatever was waited for; nothing where it is. What was busy must have ended well: the plan
 * showed nothing else.
 */
export function departureOf(planned: LiveStack | undefined, now: LiveStack | undefined): string | undefined {
  const seen = seenOf(planned);
  if (planned === undefined || !isBusy(planned.status)) {
    const changes = changesSince(seen, seenOf(now));
    return changes.length === 0 ? undefined : outdated([...changes, ...workOn(now)]);
  }
  const gone = planned.status === 'DELETE_IN_PROGRESS';
  if (now === undefined) {
    return gone ? undefined : outdated(changesSince(seen, undefined));
  }
  if (conditionOf(now.status) === 'remains') {
    return `${reasonOf(now)} What is left of the stack must be removed first, which needs your consent.`;
  }
  const hoped = planned.status.replace('_IN_PROGRESS', '_COMPLETE');
  if (gone || (now.status !== hoped && !now.status.endsWith('_FAILED'))) {
    return outdated(changesSince(seen, seenOf(now)));
  }
  const changes = changesSince({ ...seen!, status: now.status }, seenOf(now));
  if (changes.length > 0) {
    return outdated(changes);
  }
  return now.status === hoped ? undefined : reasonOf(now);
}
