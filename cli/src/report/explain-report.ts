import type { Explanation } from '../images/explanation';
import type { Observation } from '../images/observation';
import type { Colours } from '../session/output';
import { type Again, imageName, placeData } from './image-text';
import { commandText, duration, paragraph } from './text';

/** An image at a replica, with all that was seen. */
export interface Explained {
  readonly seen: Observation;
  readonly explanation: Explanation;
  readonly now: number;
}

const SIGNS = { ok: '+', problem: 'x', note: '.' } as const;

/** Why an image is, or is not, there: the answer first, then what it follows from. */
export function explainText({ seen, explanation, now }: Explained, again: Again, colours: Colours): string {
  const { image, target } = seen;
  const { verdict, help, there, clues } = explanation;
  const age = `pushed ${duration(now - image.pushed)} ago to ${image.instanceId} in ${image.region}`;
  const head = `${colours.bold(imageName(image))}  ${target.region}\n  ${image.digest}\n${paragraph(age, 2)}`;
  const width = Math.max(...clues.map(({ subject }) => subject.length));
  const rows = clues.map(({ subject, state, detail }) => {
    const colour = { ok: colours.green, problem: colours.red, note: colours.dim }[state];
    return clueText(colour(SIGNS[state]), subject.padEnd(width), detail);
  });
  const next = nextCommand(seen, explanation, again);
  return [
    head,
    paragraph(there ? colours.green(verdict) : colours.yellow(verdict)),
    rows.join('\n'),
    ...(help === undefined ? [] : [paragraph(help)]),
    ...(next === undefined ? [] : [commandText('Next: ', next)]),
  ].join('\n\n');
}

/** The detail goes on under itself. */
function clueText(sign: string, subject: string, detail: string): string {
  const indent = subject.length + 6;
  const [first, ...more] = paragraph(detail, indent).split('\n');
  return [`  ${sign} ${subject}  ${first.trimStart()}`, ...more].join('\n');
}

function nextCommand({ image, target }: Observation, { next }: Explanation, again: Again): string | undefined {
  const path = `${image.namespace}/${image.repository}`;
  switch (next) {
    case 'wait':
      return again(`wait ${path}:${image.tag} --in ${target.region}`);
    case 'backfill':
      return again(`backfill ${path} --in ${target.region}`);
    case 'backfill --overwrite':
      return again(`backfill ${path} --in ${target.region} --overwrite`);
    default:
      return next === undefined ? undefined : again(next);
  }
}

/** The same as data; see json-schema/explain.json. */
export function explainData({ seen, explanation }: Explained, again: Again): unknown {
  const { image, target, found, tasks } = seen;
  return {
    command: 'explain',
    there: explanation.there,
    verdict: explanation.verdict,
    help: explanation.help ?? null,
    next: nextCommand(seen, explanation, again) ?? null,
    image: { namespace: image.namespace, repository: image.repository, tag: image.tag, digest: image.digest },
    primary: placeData(image),
    pushed: new Date(image.pushed).toISOString(),
    target,
    found: found ?? null,
    clues: explanation.clues,
    tasks: tasks.map(({ id, status, issue, created, modified }) => ({
      id,
      status,
      issue: issue || null,
      created: new Date(created).toISOString(),
      modified: new Date(modified).toISOString(),
    })),
  };
}
