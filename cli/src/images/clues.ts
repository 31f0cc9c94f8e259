import { IN_MAINLAND } from '../domain/facts.generated';
import type { Place } from '../domain/image-records';
import { causeOf } from './compare';
import { mayTake, whyNotCovered } from './copy-rule';
import { pathOf } from './holdings';
import { issueInWords } from './issue';
import type { Clue, Observation } from './observation';

/** All that decides whether an image is at a replica, good or bad. */
export function cluesOf(seen: Observation): Clue[] {
  return [
    ...ruleClues(seen),
    targetClue(seen),
    ...elsewhereClues(seen),
    ...(isRead(seen) ? placeClues(seen) : []),
    ...taskClues(seen),
    ...borderClue(seen),
  ];
}

const isRead = ({ unreadable, foreign }: Observation): boolean => unreadable === undefined && foreign === undefined;

function ruleClues({ rules, image: { namespace, repository, tag, pushed } }: Observation): Clue[] {
  const near = rules.filter(
    rule => rule.namespace === namespace || (rule.unreadable !== undefined && mayTake(rule, namespace, repository)),
  );
  if (near.length === 0) {
    return [{ subject: 'rule', state: 'problem', detail: `none copies the namespace ${namespace}` }];
  }
  return near.map(rule => {
    const why = whyNotCovered(rule, namespace, repository, tag) ?? causeOf({ rule, pushed });
    const as = rule.targetNamespace === namespace ? '' : ` to the namespace ${rule.targetNamespace}`;
    return why === undefined
      ? { subject: 'rule', state: 'ok', detail: `${rule.name} copies it${as}` }
      : { subject: 'rule', state: 'problem', detail: why };
  });
}

/** What other names give that rules copy it to. */
function elsewhereClues({ elsewhere, image }: Observation): Clue[] {
  return elsewhere.map(({ place, found }) => ({
    subject: 'other name',
    state: 'note',
    detail: `${pathOf(place)}:${image.tag} gives ${found === image.digest ? 'it' : (found ?? 'no such tag')}`,
  }));
}

function targetClue({ found, image, unreadable, foreign, target }: Observation): Clue {
  if (foreign !== undefined) {
    return { subject: 'replica', state: 'problem', detail: foreign };
  }
  if (unreadable !== undefined) {
    return { subject: 'region', state: 'problem', detail: `${target.region}: ${unreadable}` };
  }
  const gives = found === undefined ? 'no such tag' : found;
  return { subject: 'replica', state: found === image.digest ? 'ok' : 'problem', detail: gives };
}

function placeClues({ status, namespace, repository, quota, target, found, image }: Observation): Clue[] {
  const made =
    repository === undefined ? (namespace?.createsRepositories ? 'made by the first copy' : 'missing') : 'exists';
  const conflict = repository?.immutable && found !== undefined && found !== image.digest;
  return [
    {
      subject: 'instance',
      state: status === 'RUNNING' ? 'ok' : 'problem',
      detail: `${target.instanceId} ${status ?? 'does not exist'}`,
    },
    {
      subject: 'namespace',
      state: namespace === undefined ? 'problem' : 'ok',
      detail: `${target.namespace} ${namespace === undefined ? 'is missing' : 'exists'}`,
    },
    { subject: 'repository', state: made === 'missing' ? 'problem' : 'ok', detail: `${target.repository}: ${made}` },
    {
      subject: 'immutability',
      state: conflict ? 'problem' : 'ok',
      detail: repository?.immutable ? 'tags keep their first image there' : 'off',
    },
    ...(quota === undefined
      ? []
      : [
          {
            subject: 'quota',
            state: quota.used < quota.quota || repository !== undefined ? 'ok' : 'problem',
            detail: `${quota.used} of ${quota.quota} repositories`,
          } as const,
        ]),
  ];
}

function taskClues({ tasks, image }: Observation): Clue[] {
  const last = tasks[tasks.length - 1];
  if (last === undefined) {
    return [{ subject: 'copy', state: 'note', detail: 'the service lists none' }];
  }
  const older = last.created < image.pushed ? ', of an earlier push' : '';
  const issue = last.issue === '' ? '' : `: ${issueInWords(last.issue)}`;
  const state = last.status === 'ERROR' ? 'problem' : 'note';
  return [{ subject: 'copy', state, detail: `${last.id} ${last.status}${issue}${older}` }];
}

const MAINLAND = new Map<string, boolean>(Object.entries(IN_MAINLAND));

/** Whether a copy between two regions crosses the border of mainland China. */
export const crossesBorder = (one: Pick<Place, 'region'>, other: Pick<Place, 'region'>): boolean =>
  (MAINLAND.get(one.region) ?? false) !== (MAINLAND.get(other.region) ?? false);

function borderClue({ image, target }: Observation): Clue[] {
  return crossesBorder(image, target)
    ? [
        {
          subject: 'border',
          state: 'note',
          detail:
            'the copy crosses the border of mainland China, where copies are slow or fail at times; what helps is in the console, ' +
            'for a primary of the edition Advanced (Premium): sync acceleration, or a custom link',
        },
      ]
    : [];
}
