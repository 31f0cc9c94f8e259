import type { Explanation } from '../images/explanation';
import type { Observation } from '../images/observation';
import type { Colours } from '../session/output';
import { imageName, placeData, remedyCommand } from './image-text';
import { type Again, commandText, duration, paragraph } from './text';

/** An image at a replica, with all that was seen. */
export interface Explained {
  readonly seen: Observation;
  readonly explanation: Explanation;
  readonly now: number;
}

const SIGNS = { ok: '+', problem: 'x', note: '.' } as const;

/** An image at the primary, which nothing has to copy there. */
export interface AtPrimary {
  readonly image: Observation['image'];
  readonly now: number;
}

const IS_PRIMARY = 'It is there: this is the primary, to which it was pushed.';

export const primaryText = ({ image, now }: AtPrimary, colours: Colours): string =>
  `${headText(image, image.region, now, colours)}\n\n${colours.green(IS_PRIMARY)}`;

function headText(image: Observation['image'], region: string, now: number, colours: Colours): string {
  const age = `pushed ${ageText(image.pushed, now)} to ${image.instanceId} in ${image.region}`;
  return `${colours.bold(imageName(image))}  ${region}\n  ${image.digest}\n${paragraph(age, 2)}`;
}

/** Why an image is, or is not, there: the answer first, then what it follows from. */
export function explainText({ seen, explanation, now }: Explained, again: Again, colours: Colours): string {
  const { image, target } = seen;
  const { verdict, help, there, clues } = explanation;
  // What once kept it away does not matter any more.
  const shown = (state: keyof typeof SIGNS) => (there && state === 'problem' ? 'note' : state);
  const head = headText(image, target.region, now, colours);
  const width = Math.max(...clues.map(({ subject }) => subject.length));
  const rows = clues.map(({ subject, state, detail }) => {
    const colour = { ok: colours.green, problem: colours.red, note: colours.dim }[shown(state)];
    return clueText(colour(SIGNS[shown(state)]), subject.padEnd(width), detail);
  });
  const next = nextCommand(seen, explanation, again);
  return [
    head,
    paragraph(there ? colours.green(verdict) : colours.yellow(verdict)),
    rows.join('\n'),
    ...(help === undefined ? [] : [paragraph(help)]),
    ...(next === undefined ? [] : [commandText('Next:', next)]),
  ].join('\n\n');
}

/** When that was; how long ago only where the clock here and that of the service agree so far. */
function ageText(pushed: number, now: number): string {
  const moment = new Date(pushed).toISOString().replace(/\.\d+Z$/, 'Z');
  return now < pushed ? `at ${moment}` : `at ${moment}, ${duration(now - pushed)} ago,`;
}

/** The detail goes on under itself. */
function clueText(sign: string, subject: string, detail: string): string {
  const indent = subject.length + 6;
  const [first, ...more] = paragraph(detail, indent).split('\n');
  return [`  ${sign} ${subject}  ${first.trimStart()}`, ...more].join('\n');
}

function nextCommand({ image, target }: Observation, { next }: Explanation, again: Again): string | undefined {
  return next === undefined ? undefined : remedyCommand(next, image, [target.region], again);
}

/** The same as data; see json-schema/explain.json. */
export function explainData({ seen, explanation }: Explained, again: Again): unknown {
  const { image, target, found, tasks } = seen;
  return {
    command: 'explain',
    there: explanation.there ?? null,
    verdict: explanation.verdict,
    help: explanation.help ?? null,
    next: nextCommand(seen, explanation, again) ?? null,
    ...imageData(image),
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

/** The same of an image at the primary. */
export const primaryData = ({ image }: AtPrimary): unknown => ({
  command: 'explain',
  there: true,
  verdict: IS_PRIMARY,
  help: null,
  next: null,
  ...imageData(image),
  target: { ...placeData(image), namespace: image.namespace, repository: image.repository },
  found: image.digest,
  clues: [],
  tasks: [],
});

const imageData = (image: Observation['image']) => ({
  image: { namespace: image.namespace, repository: image.repository, tag: image.tag, digest: image.digest },
  primary: placeData(image),
  pushed: new Date(image.pushed).toISOString(),
});
