import { cluesOf } from './clues';
import { causeOf } from './compare';
import { covers, soonest, whyNotCovered } from './copy-rule';
import { helpAgainst, isPassing, issueInWords } from './issue';
import { isLiving } from './next-step';
import type { Clue, Observation } from './observation';

export interface Explanation {
  readonly there: boolean;
  /** One sentence. */
  readonly verdict: string;
  readonly clues: readonly Clue[];
  /** What to do, in words. */
  readonly help?: string;
  /** The command that comes next; undefined where none helps. */
  readonly next?: 'wait' | 'backfill' | 'backfill --overwrite' | 'doctor';
}

type Answer = Omit<Explanation, 'clues' | 'there'>;

/** Why an image is, or is not, at a replica. */
export function explain(seen: Observation): Explanation {
  const there = seen.unreadable === undefined && seen.foreign === undefined && seen.found === seen.image.digest;
  return { there, clues: cluesOf(seen), ...(there ? { verdict: 'It is there.' } : whyNotThere(seen)) };
}

/** The first thing that stands in the way. */
function whyNotThere(seen: Observation): Answer {
  return (
    instanceAnswer(seen) ??
    conflictAnswer(seen) ??
    taskAnswer(seen) ??
    ruleAnswer(seen) ??
    roomAnswer(seen) ??
    silence(seen)
  );
}

function instanceAnswer({ unreadable, foreign, status, target, tasks }: Observation): Answer | undefined {
  if (foreign !== undefined) {
    const last = tasks[tasks.length - 1];
    const copy = last === undefined ? 'the service lists no copy' : `its last copy ${last.id} is ${last.status}`;
    return {
      verdict: `Whether it is there is not known: ${foreign}; ${copy}.`,
      help: 'Ask the owner of that account to look at it.',
    };
  }
  if (unreadable !== undefined) {
    return {
      verdict: `Whether it is there is not known: ${target.region} does not answer (${unreadable}).`,
      help: 'Try again later; what fails meanwhile has to be copied again.',
      next: 'doctor',
    };
  }
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

function taskAnswer({ tasks, image, found }: Observation): Answer | undefined {
  const last = tasks.findLast(task => isLiving(task) || task.created >= image.pushed);
  if (last === undefined) {
    return undefined;
  }
  if (isLiving(last)) {
    return { verdict: `It is being copied: the task ${last.id} is ${last.status}.`, next: 'wait' };
  }
  const again = found === undefined ? 'backfill' : 'backfill --overwrite';
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

function ruleAnswer({ rules, image, target, found }: Observation): Answer | undefined {
  const { namespace, repository, tag, pushed } = image;
  const rule = soonest(
    rules.filter(one => covers(one, namespace, repository, tag)),
    pushed,
  );
  const again = found === undefined ? 'backfill' : 'backfill --overwrite';
  if (rule === undefined) {
    const reasons = rules.map(one => whyNotCovered(one, namespace, repository, tag));
    const why = reasons.length > 0 ? reasons.join('; ') : 'none leads there';
    return {
      verdict: `No rule copies it to ${target.region}: ${why}.`,
      help: 'Change the filters of the namespace in the app, deploy, and copy what was pushed before: backfill takes what a rule takes.',
    };
  }
  const cause = causeOf({ rule, pushed });
  return cause === undefined ? undefined : { verdict: `Nothing has copied it: ${cause}.`, next: again };
}

function roomAnswer({ namespace, repository, quota, target }: Observation): Answer | undefined {
  if (namespace === undefined) {
    return {
      verdict: `The namespace ${target.namespace} does not exist in ${target.region}.`,
      help: 'Deploy the app again.',
    };
  }
  if (repository !== undefined) {
    return undefined;
  }
  if (!namespace.createsRepositories) {
    return {
      verdict: `The repository ${target.namespace}/${target.repository} does not exist in ${target.region}, and its namespace creates none by itself.`,
      help: 'Declare the repository, or let the namespace create repositories.',
    };
  }
  return quota !== undefined && quota.used >= quota.quota
    ? {
        verdict: `The instance in ${target.region} has ${quota.used} of ${quota.quota} repositories: there is no room for another.`,
        help: 'Buy more quota in the console, or delete what nobody uses.',
      }
    : undefined;
}

const silence = ({ found }: Observation): Answer => ({
  verdict: 'A rule copies it, but the service lists no copy since it was pushed.',
  help: 'A push starts its copies within moments; where none was started, copy it yourself.',
  next: found === undefined ? 'backfill' : 'backfill --overwrite',
});
