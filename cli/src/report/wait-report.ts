import type { Arrival, PinnedImage } from '../copies/journey-events';
import type { LeftOut } from '../copies/pin';
import type { Waited } from '../copies/wait-for';
import { issueInWords } from '../images/issue';
import type { Colours } from '../session/output';
import { ofAnyRule, pinnedName, placeData, remedyCommand } from './image-text';
import { type Again, columns, commandText, ended, paragraph } from './text';

/** Whether it is wherever it was asked for, and was asked for somewhere or is copied somewhere. */
export const isThere = ({ arrivals, leftOut, problem }: Waited): boolean =>
  problem === undefined &&
  arrivals.every(({ result }) => result === 'there') &&
  (arrivals.length > 0 || leftOut.length === 0);

/** What became of all images, with the seconds that each copy took. */
export const waitText = (waited: readonly Waited[], again: Again, colours: Colours): string =>
  waited.map(one => oneText(one, again, colours)).join('\n\n');

function oneText(waited: Waited, again: Again, colours: Colours): string {
  const { reference, arrivals, leftOut, problem } = waited;
  const images = [...new Set(arrivals.map(({ image }) => `${pinnedName(image)}\n  ${image.digest}`))];
  const rows = arrivals.map(arrival => [arrival.target.region, resultText(arrival, colours), secondsText(arrival)]);
  if (problem !== undefined) {
    const sign = problem.result === 'late' ? colours.yellow('not yet') : colours.red(problem.result);
    return [reference.text, `  ${sign}`, paragraph(ended(problem.reason), 2)].join('\n');
  }
  return [
    ...(images.length > 0 ? images : [reference.text]),
    ...(rows.length > 0 ? [columns(rows, 2)] : []),
    ...failureTexts(arrivals, again),
    ...leftOutTexts(leftOut),
    ...(arrivals.length > 0 ? [] : nowhereTexts(waited)),
  ].join('\n');
}

/** Where it is not waited for, and why: each reason once. */
function leftOutTexts(leftOut: readonly LeftOut[]): string[] {
  const byReason = new Map<string, LeftOut[]>();
  for (const one of leftOut) {
    const reason = ofAnyRule(one.reason);
    byReason.set(reason, [...(byReason.get(reason) ?? []), one]);
  }
  return [...byReason].map(([reason, same]) => {
    const regions = same.map(({ target }) => target.region).join(', ');
    return paragraph(`${regions}: not waited for, since ${ended(same.length > 1 ? reason : same[0].reason)}`, 2);
  });
}

/** What is said of an image that is waited for in no region. */
function nowhereTexts(waited: Waited): string[] {
  if (isThere(waited)) {
    return ['  It is at the primary.'];
  }
  if (waited.leftOut.some(({ foreign }) => foreign)) {
    return [paragraph('A rule copies it there; whether it has arrived, only the owner of that account can tell.', 2)];
  }
  const helps = new Set(waited.leftOut.flatMap(({ help }) => help ?? []));
  return [...helps].map(help => paragraph(help, 2));
}

function resultText({ result }: Arrival, colours: Colours): string {
  if (result === 'there') {
    return colours.green('there');
  }
  return result === 'late' ? colours.yellow('not yet') : colours.red(result === 'stopped' ? 'stopped' : 'FAILED');
}

const secondsText = ({ result, seconds }: Arrival): string =>
  result === 'there'
    ? seconds === undefined
      ? 'no copy tells how long it took'
      : `copied in ${seconds.toFixed(1)} s`
    : '';

/** What went wrong, each reason once, with all regions in which it is so. */
function failureTexts(arrivals: readonly Arrival[], again: Again): string[] {
  const groups = new Map<string, Arrival[]>();
  for (const arrival of arrivals.filter(({ result }) => result !== 'there')) {
    const { image, result, reason, next } = arrival;
    const key = `${pinnedName(image)} ${result} ${ofAnyRule(reason ?? '')} ${next}`;
    groups.set(key, [...(groups.get(key) ?? []), arrival]);
  }
  return [...groups.values()].flatMap(group => failureText(group, again));
}

function failureText(group: readonly Arrival[], again: Again): string[] {
  const [{ image, help, next, reason }] = group;
  const regions = group.map(({ target }) => target.region);
  const { namespace, repository } = image.source;
  const told = (regions.length > 1 ? ofAnyRule(reason ?? '') : reason) || 'nothing is known yet';
  const why = `${regions.join(', ')}: ${ended(told)}`;
  return [
    paragraph(help === undefined ? why : `${why} ${help}`, 2),
    ...(next === undefined
      ? []
      : [commandText('Next:', remedyCommand(next, { namespace, repository, tag: image.tag }, regions, again), 2)]),
  ];
}

/** The same as data; see json-schema/wait.json. */
export const waitData = (waited: readonly Waited[]): unknown => ({
  command: 'wait',
  there: waited.every(isThere),
  images: waited.flatMap(imagesData),
});

function imagesData(waited: Waited): object[] {
  const { reference, registry, expected, leftOut, arrivals, problem } = waited;
  const there = isThere(waited);
  const primary = registry === undefined ? null : placeData(registry.primary);
  const common = { image: reference.text, there, primary, reason: problem?.reason ?? null };
  const notCopiedTo = leftOut.map(({ target, reason }) => ({ ...placeData(target), reason }));
  const { namespace, repository, tag = null, digest = null } = reference;
  if (expected.length === 0) {
    return [{ ...common, namespace, repository, tag, digest, regions: [], notCopiedTo }];
  }
  return expected.map(({ image }) => {
    const mine = arrivals.filter(arrival => isOf(image, arrival));
    const pinned = mine[0]?.image.digest ?? image.digest;
    const regions = mine.map(arrivalData);
    return { ...common, namespace, repository, tag: image.tag, digest: pinned, regions, notCopiedTo };
  });
}

const isOf = (image: PinnedImage, arrival: Arrival): boolean =>
  arrival.image.tag === image.tag && arrival.image.repositoryId === image.repositoryId;

/** One arrival as data. */
export const arrivalData = ({ target, result, seconds, reason, help, issue, started }: Arrival) => ({
  ...target,
  result,
  seconds: seconds ?? null,
  reason: reason ?? null,
  help: help ?? null,
  issue: issue ?? null,
  issueInWords: issue === undefined ? null : issueInWords(issue),
  copiesStarted: started,
});
