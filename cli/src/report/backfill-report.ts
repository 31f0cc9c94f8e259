import type { RegistryPlan } from '../copies/backfill';
import type { Arrival } from '../copies/journey-events';
import { MANY_BYTES, MANY_COPIES, type Spared, isMany, totalsOf } from '../images/backfill-plan';
import { helpAgainst } from '../images/issue';
import type { Colours } from '../session/output';
import { type Again, imageName, placeData, primaryName, under } from './image-text';
import { columns, commandText, paragraph, size } from './text';
import { arrivalData } from './wait-report';

/** What is copied of one registry, and what became of it. */
export interface Backfilled {
  readonly plan: RegistryPlan;
  /** Undefined where nothing was started. */
  readonly arrivals?: readonly Arrival[];
}

export const copiesOf = (plans: readonly RegistryPlan[]) => plans.flatMap(({ copies }) => copies);

/** Whether every tag that a rule takes is the same everywhere afterwards. */
export const isComplete = ({ plan, arrivals = [] }: Backfilled): boolean =>
  plan.spared.length === 0 &&
  plan.unread.length === 0 &&
  arrivals.filter(({ result }) => result === 'there').length === plan.copies.length;

/** How many copies there would be, and how many bytes, by region. */
export const planTexts = (plans: readonly RegistryPlan[], colours: Colours): string =>
  plans.map(plan => planText(plan, colours)).join('\n\n');

function planText(plan: RegistryPlan, colours: Colours): string {
  const { read, copies, unread } = plan;
  const rows = totalsOf(copies).map(({ region, copies: number, bytes }) => [
    region,
    copyCount(number),
    `at most ${size(bytes)}`,
  ]);
  const title = `From ${primaryName(read.registry)}:`;
  const table = rows.length > 0 ? columns(rows, 2) : paragraph(nothingText(plan), 2);
  return [
    `${colours.bold(title)}\n${table}`,
    ...sparedTexts(plan.spared, colours),
    ...unread.map(({ place, reason }) => colours.red(paragraph(`${place.region} could not be read: ${reason}`))),
    ...(isMany(copies) ? [paragraph(MANY_TEXT)] : []),
  ].join('\n\n');
}

const nothingText = ({ spared, unread }: RegistryPlan): string =>
  spared.length + unread.length > 0
    ? 'Nothing can be copied.'
    : 'Nothing to copy: every tag that a rule takes is the same everywhere.';

const copyCount = (number: number): string => (number === 1 ? '1 copy' : `${number} copies`);

/** What the pages of the service say about many images. */
const MANY_TEXT =
  `This is more than ${MANY_COPIES} copies or ${size(MANY_BYTES)}. Tag by tag it may take long, and the limits on copies are not published. ` +
  'For many images Alibaba Cloud names another way: replicate the OSS bucket of the primary, then import the images in the ' +
  'console of each replica ("replicate images between instances" in the documentation of Container Registry).';

function sparedTexts(spared: readonly Spared[], colours: Colours): string[] {
  const groups = new Map<string, { title: string; reason: string; regions: string[] }>();
  for (const { finding, reason } of spared) {
    const title = imageName(finding);
    const group = groups.get(`${title} ${reason}`) ?? { title, reason, regions: [] };
    group.regions.push(finding.target.region);
    groups.set(`${title} ${reason}`, group);
  }
  const texts = [...groups.values()].map(({ title, reason, regions }) =>
    under(title, `in ${regions.join(', ')}: ${ended(reason)}`),
  );
  return texts.length > 0 ? [`${colours.bold(`Not copied (${spared.length})`)}\n${texts.join('\n')}`] : [];
}

const ended = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

/** What was copied, what was not, and why. */
export function backfillText(all: readonly Backfilled[], again: Again, colours: Colours): string {
  const arrivals = all.flatMap(one => one.arrivals ?? []);
  const failed = arrivals.filter(({ result }) => result === 'failed');
  const stopped = arrivals.filter(({ result }) => result === 'stopped').length;
  const copied = arrivals.filter(({ result }) => result === 'there').length;
  const spared = all.flatMap(({ plan }) => plan.spared);
  const unread = all.flatMap(({ plan }) => plan.unread);
  const parts = [
    `${copyCount(copied)} there`,
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(stopped > 0 ? [`${stopped} not started`] : []),
    ...(spared.length > 0 ? [`${spared.length} not possible`] : []),
  ];
  return [
    all.every(isComplete) && copied === 0
      ? 'Nothing to copy: every tag that a rule takes is the same everywhere.'
      : `${parts.join(', ')}.`,
    ...failed.map(arrival => failureText(arrival)),
    ...sparedTexts(spared, colours),
    ...unread.map(({ place, reason }) => colours.red(paragraph(`${place.region} could not be read: ${reason}`))),
    ...(stopped + failed.length > 0 ? [commandText('To go on, run: ', again('backfill'))] : []),
  ].join('\n\n');
}

function failureText({ image, target, reason, issue }: Arrival): string {
  const help = issue === undefined ? undefined : helpAgainst(issue);
  const { namespace, repository } = image.source;
  return under(
    imageName({ namespace, repository, tag: image.tag }),
    `in ${target.region}: ${ended(reason ?? 'no reason is told')}${help === undefined ? '' : ` ${help}`}`,
  );
}

/** The same as data; see json-schema/backfill.json. */
export const backfillData = (all: readonly Backfilled[]): unknown => ({
  command: 'backfill',
  complete: all.every(isComplete),
  started: all.some(({ arrivals }) => arrivals !== undefined),
  registries: all.map(({ plan, arrivals }) => ({
    primary: placeData(plan.read.registry.primary),
    planned: totalsOf(plan.copies),
    many: isMany(plan.copies),
    unread: plan.unread.map(({ place, reason }) => ({ ...placeData(place), reason })),
    notCopied: plan.spared.map(({ finding: { namespace, repository, tag, target, wanted, found }, reason }) => ({
      ...{ namespace, repository, tag, target, wanted: wanted ?? null, found: found ?? null, reason },
    })),
    copies: (arrivals ?? []).map(arrival => ({
      namespace: arrival.image.source.namespace,
      repository: arrival.image.source.repository,
      tag: arrival.image.tag,
      digest: arrival.image.digest,
      target: arrivalData(arrival),
    })),
  })),
});
