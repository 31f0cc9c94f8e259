import type { Expected, LeftOut } from '../copies/pin';
import type { Arrival, PinnedImage } from '../copies/journey-events';
import { helpAgainst, isPassing, issueInWords } from '../images/issue';
import type { Reference } from '../images/reference';
import type { CopiedRegistry } from '../images/registry';
import type { Colours } from '../session/output';
import { type Again, pinnedName, placeData, primaryName } from './image-text';
import { columns, commandText, paragraph } from './text';

/** What became of one image that was waited for. */
export interface Waited {
  readonly reference: Reference;
  readonly registry: CopiedRegistry;
  readonly expected: readonly Expected[];
  readonly leftOut: readonly LeftOut[];
  readonly arrivals: readonly Arrival[];
}

/** Whether it is wherever it was asked for, and was asked for somewhere or is copied somewhere. */
export const isThere = ({ arrivals, leftOut }: Waited): boolean =>
  arrivals.every(({ result }) => result === 'there') && (arrivals.length > 0 || leftOut.length === 0);

/** What became of all images, with the seconds that each copy took. */
export const waitText = (waited: readonly Waited[], again: Again, colours: Colours): string =>
  waited.map(one => oneText(one, again, colours)).join('\n\n');

function oneText(waited: Waited, again: Again, colours: Colours): string {
  const { reference, arrivals, leftOut } = waited;
  const images = [...new Set(arrivals.map(({ image }) => `${pinnedName(image)}\n  ${image.digest}`))];
  const rows = arrivals.map(arrival => [arrival.target.region, resultText(arrival, colours), secondsText(arrival)]);
  return [
    ...(images.length > 0 ? images : [reference.text]),
    ...(rows.length > 0 ? [columns(rows, 2)] : []),
    ...failureTexts(arrivals, again),
    ...leftOut.map(({ target, reason }) => paragraph(`${target.region} is not waited for: ${reason}.`, 2)),
    ...(arrivals.length > 0 ? [] : nowhereTexts(waited, again)),
  ].join('\n');
}

/** What is said of an image that is waited for in no region. */
function nowhereTexts(waited: Waited, again: Again): string[] {
  if (isThere(waited)) {
    return ['  It is at the primary.'];
  }
  if (waited.leftOut.some(({ foreign }) => foreign)) {
    return [paragraph('A rule copies it there; whether it has arrived, only the owner of that account can tell.', 2)];
  }
  const { namespace, repository } = waited.reference;
  const text = `No rule of ${primaryName(waited.registry)} copies it anywhere. Change the filters, then copy what was pushed before:`;
  return [paragraph(text, 2), commandText('', again(`backfill ${namespace}/${repository}`), 2)];
}

function resultText({ result }: Arrival, colours: Colours): string {
  if (result === 'there') {
    return colours.green('there');
  }
  return result === 'late' ? colours.yellow('not yet') : colours.red(result === 'stopped' ? 'stopped' : 'FAILED');
}

const secondsText = ({ result, seconds }: Arrival): string =>
  result === 'there' ? (seconds === undefined ? 'no copy tells how long it took' : `${seconds.toFixed(1)} s`) : '';

/** What went wrong, each reason once, with all regions in which it is so. */
function failureTexts(arrivals: readonly Arrival[], again: Again): string[] {
  const groups = new Map<string, Arrival[]>();
  for (const arrival of arrivals.filter(({ result }) => result !== 'there')) {
    const key = `${pinnedName(arrival.image)} ${arrival.result} ${arrival.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), arrival]);
  }
  return [...groups.values()].flatMap(group => failureText(group, again));
}

function failureText(group: readonly Arrival[], again: Again): string[] {
  const [{ image, result, issue, reason }] = group;
  const regions = group.map(({ target }) => target.region);
  const help = issue === undefined ? '' : ` ${helpAgainst(issue) ?? ''}`;
  const { namespace, repository } = image.source;
  const isCopiedAgain = result === 'failed' && (issue === undefined || isPassing(issue));
  const next = isCopiedAgain
    ? again(`backfill ${namespace}/${repository} --in ${regions.join(' ')}`)
    : again(`explain ${pinnedName(image)} --in ${regions[0]}`);
  return [
    paragraph(`${regions.join(', ')}: ${reason || 'nothing is known yet'}.${help}`.trimEnd(), 2),
    commandText('Next: ', next, 2),
  ];
}

/** The same as data; see json-schema/wait.json. */
export const waitData = (waited: readonly Waited[]): unknown => ({
  command: 'wait',
  there: waited.every(isThere),
  images: waited.flatMap(imagesData),
});

function imagesData(waited: Waited): object[] {
  const { reference, registry, expected, leftOut, arrivals } = waited;
  const there = isThere(waited);
  const common = { image: reference.text, there, primary: placeData(registry.primary) };
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
export const arrivalData = ({ target, result, seconds, reason, issue, started }: Arrival) => ({
  ...target,
  result,
  seconds: seconds ?? null,
  reason: reason ?? null,
  issue: issue ?? null,
  issueInWords: issue === undefined ? null : issueInWords(issue),
  copiesStarted: started,
});
