import { cluesOf } from './clues';
import { causeOf } from './compare';
import { helpAgainst, isPassing, issueInWords } from './issue';
import { isLiving } from './next-step';
import type { Clue, Observation } from './observation';
import { type Remedy, copyByHand } from './remedy';
import { noRoomFor } from './room';

export interface Explanation {
  /** Undefined where it is not known. */
  readonly there: boolean | undefined;
  /** One sentence. */
  readonly verdict: string;
  readonly clues: readonly Clue[];
  /** What to do, in words. */
  readonly help?: string;
  /** The command that comes next; undefined where none helps. */
  readonly next?: Remedy;
}

type Answer = Omit<Explanation, 'clues' | 'there'>;

/** Why an image is, or is not, at a replica. */
export function explain(seen: Observation): Explanation {
  const { unreadable, foreign, found, image } = seen;
  const there = unreadable === undefined && foreign === undefined ? found === image.digest : undefined;
  return { there, clues: cluesOf(seen), ...(there ? { verdict: 'It is there.' } : whyNotThere(seen)) };
}

/** The first thing that stands in the way. */
function whyNotThere(seen: Observation): Answer {
  return (
    unknownAnswer(seen) ??
    instanceAnswer(seen) ??
    conflictAnswer(seen) ??
    roomAnswer(seen) ??
    taskAnswer(seen) ??
    ruleAnswer(seen) ??
    silence(seen)
  );
}

function unknownAnswer({ unreadable, foreign, target, tasks }: Observation): Answer | undefined {
  if (foreign !== undefined) {
    const last = tasks[tasks.length - 1];
    const copy = last === undefined ? 'the service lists no copy' : `its last copy ${last.id} is ${last.status}`;
    return {
      verdict: `Whether it is there is not known: ${foreign}; ${copy}.`,
      help: 'Ask the owner of that account to look at it.',
    };
  }
  return unreadable === undefined
    ? undefined
    : {
        verdict: `Whether it is there is not known: ${target.region} does not answer (${unreadable.replace(/\.+$/, '')}).`,
        help: 'Wait until it does; what fails meanwhile has to be copied again.',
        next: 'wait',
      };
}

function instanceAnswer({ status, target }: Observation): Answer | undefined {
  if (status === undefined) {
    return {
      verdict: `The rule leads to the instance ${target.instanceId}, which does not exist in ${target.region}.`,
      help: 'Deploy the app again.',
    };
  }
  return status === 'RUNNING'
    ? undefined
    : { verdict: `The instance ${target.instanceId} is ${status}, and takes copies only when it is RUNNING.` };
}

function conflictAnswer({ repository, found, target, image }: Observation): Answer | undefined {
  return repository?.immutable && found !== undefined
    ? {
        verdict: `The tag ${image.tag} gives another image in ${target.region}, and tags are immutable there.`,
        help: helpAgainst('TAG_CONFLICT'),
      }
    : undefined;
}

/** Of what nothing copies, it is no matter whether there is room. */
function roomAnswer({ namespace, repository, quota, target, destination, tasks }: Observation): Answer | undefined {
  if (repository !== undefined || (destination.unasked !== undefined && tasks.length === 0)) {
    return undefined;
  }
  const namespaces = new Map(namespace === undefined ? [] : [[namespace.name, namespace]]);
  const obstacle = noRoomFor(target, { namespaces, repositories: new Set(), quota }, `in ${target.region}`);
  return obstacle && { verdict: sentence(obstacle.reason), help: obstacle.help };
}

const sentence = (text: string): string => `${text[0].toUpperCase()}${text.slice(1)}.`;

function taskAnswer({ tasks, image, found }: Observation): Answer | undefined {
  const last = tasks.findLast(task => isLiving(task) || task.created >= image.pushed);
  if (last === undefined) {
    return undefined;
  }
  if (isLiving(last)) {
    return { verdict: `It is being copied: the task ${last.id} is ${last.status}.`, next: 'wait' };
  }
  const again = copyByHand(found);
  if (last.status === 'ERROR') {
    const passing = isPassing(last.issue);
    return {
      verdict: `Its last copy failed: ${issueInWords(last.issue)}.`,
      help: passing ? 'Nothing copies it again by itself.' : helpAgainst(last.issue),
      next: passing ? again : undefined,
    };
  }
  const ended = last.status === 'SUCCESS' ? 'succeeded, but the tag does not give the image' : 'was cancelled';
  return { verdict: `Its last copy ${last.id} ${ended}.`, next: again };
}

function ruleAnswer({ image, destination, found, target }: Observation): Answer | undefined {
  const { rule, unasked, doubt } = destination;
  if (unasked !== undefined) {
    const where = unasked.reason.replace(/\bthere\b/, `to ${target.region}`);
    return { verdict: sentence(where), help: unasked.help };
  }
  if (doubt !== undefined) {
    return { verdict: `Nothing has copied it, and ${doubt}.`, help: 'Look at the rule in the console.' };
  }
  const cause = causeOf({ rule, pushed: image.pushed });
  return cause === undefined ? undefined : { verdict: `Nothing has copied it: ${cause}.`, next: copyByHand(found) };
}

const silence = ({ found }: Observation): Answer => ({
  verdict: 'A rule copies it, but the service lists no copy since it was pushed.',
  help: 'A push starts its copies within moments; where none was started, copy it yourself.',
  next: copyByHand(found),
});
