import type { RegistryPlan } from '../copies/backfill';
import type { Arrival } from '../copies/journey-events';
import { MANY_BYTES, MANY_COPIES, type PlannedCopy, type Spared, isMany, totalsOf } from '../images/backfill-plan';
import { isPassing } from '../images/issue';
import type { Scope } from '../images/reference';
import type { Colours } from '../session/output';
import { imageName, placeData, placeText, primaryName, scopeText, scopeWords, shortDigest, under } from './image-text';
import { type Again, columns, commandText, ended, paragraph, size } from './text';
import { arrivalData } from './wait-report';

/** What was asked for. */
export interface Asked {
  readonly scope: Scope;
  /** Empty where every region is meant. */
  readonly regions: readonly string[];
  readonly overwrite: boolean;
}

/** What is copied of one registry, and what became of it. */
export interface Backfilled {
  readonly plan: RegistryPlan;
  /** Undefined where nothing was started. */
  readonly arrivals?: readonly Arrival[];
}

export const copiesOf = (plans: readonly RegistryPlan[]) => plans.flatMap(({ copies }) => copies);

/** Whether every tag that a rule takes is the same, wherever that was asked for, afterwards. */
export const isComplete = ({ plan, arrivals = [] }: Backfilled): boolean =>
  plan.spared.length === 0 &&
  plan.unread.length === 0 &&
  plan.unreadableRules.length === 0 &&
  arrivals.filter(({ result }) => result === 'there').length === plan.copies.length;

/** What there is to copy, and how much, by region. */
export const planTexts = (plans: readonly RegistryPlan[], asked: Asked, colours: Colours): string =>
  plans.map(plan => planText(plan, asked, colours)).join('\n\n');

function planText(plan: RegistryPlan, asked: Asked, colours: Colours): string {
  const { read, copies } = plan;
  const rows = totalsOf(copies).map(({ region, copies: number, bytes }) => [
    region,
    copyCount(number),
    `at most ${size(bytes)}`,
  ]);
  const title = `From ${primaryName(read.registry)}:`;
  const table = rows.length > 0 ? columns(rows, 2) : paragraph(nothingText(plan, asked), 2);
  return [
    `${colours.bold(title)}\n${table}`,
    ...copyTexts(copies, colours),
    ...sparedTexts(plan.spared, colours),
    ...unknownTexts(plan, colours),
    ...(isMany(copies) ? [paragraph(MANY_TEXT)] : []),
  ].join('\n\n');
}

/** Tags that are listed at most; all of them are in the data. */
const SHOWN = 40;

/** What is copied, tag by tag: first what takes the place of another image. */
function copyTexts(copies: readonly PlannedCopy[], colours: Colours): string[] {
  const replaced = copies.filter(({ finding }) => finding.found !== undefined);
  const added = copies.filter(({ finding }) => finding.found === undefined);
  return [listed('To be replaced', replaced, colours), listed('To be copied', added, colours)].flat();
}

function listed(title: string, copies: readonly PlannedCopy[], colours: Colours): string[] {
  const groups = new Map<string, { name: string; note: string; regions: string[] }>();
  for (const { finding } of copies) {
    const { found, wanted } = finding;
    const change = found === undefined ? '' : `: ${shortDigest(found)} gives way to ${shortDigest(wanted!)}`;
    const note = finding.copying ? `${change}: a copy is under way already` : change;
    const name = imageName(finding);
    const group = groups.get(`${name} ${note}`) ?? { name, note, regions: [] };
    group.regions.push(placeText(finding));
    groups.set(`${name} ${note}`, group);
  }
  const texts = [...groups.values()].map(({ name, note, regions }) => under(name, `in ${regions.join(', ')}${note}`));
  const more = texts.length > SHOWN ? [`  and ${texts.length - SHOWN} more tags; --json lists all`] : [];
  return copies.length === 0
    ? []
    : [[colours.bold(`${title} (${copies.length})`), ...texts.slice(0, SHOWN), ...more].join('\n')];
}

/** Why there is nothing to copy. */
function nothingText({ spared, unread, unreadableRules, uncopied, read }: RegistryPlan, asked: Asked): string {
  if (spared.length + unread.length + unreadableRules.length > 0) {
    return 'Nothing can be copied.';
  }
  const { namespace } = asked.scope;
  return namespace !== undefined && uncopied.includes(namespace)
    ? `Nothing to copy: no rule of ${primaryName(read.registry)} copies the namespace ${namespace}${asked.regions.length === 0 ? '' : ` to ${asked.regions.join(', ')}`}.`
    : sameText(asked);
}

const sameText = ({ scope, regions }: Asked): string =>
  `Nothing to copy: every tag${scopeWords(scope)} that a rule takes is the same ${regions.length === 0 ? 'everywhere' : `in ${regions.join(', ')}`}.`;

/** What could not be looked at. */
function unknownTexts({ unread, unreadableRules }: RegistryPlan, colours: Colours): string[] {
  const rules = unreadableRules.map(
    ({ name, reason }) => `What the rule ${name} copies is not known, so nothing of it was copied: ${reason}.`,
  );
  const regions = unread.map(({ place, reason }) => ended(`${place.region} could not be read: ${reason}`));
  return [...rules, ...regions].map(text => colours.red(paragraph(text)));
}

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
    group.regions.push(placeText(finding));
    groups.set(`${title} ${reason}`, group);
  }
  const texts = [...groups.values()].map(({ title, reason, regions }) =>
    under(title, `in ${regions.join(', ')}: ${ended(reason)}`),
  );
  return texts.length > 0 ? [`${colours.bold(`Not copied (${spared.length})`)}\n${texts.join('\n')}`] : [];
}

/** What was copied, what was not, and why. */
export function backfillText(all: readonly Backfilled[], asked: Asked, again: Again, colours: Colours): string {
  const arrivals = all.flatMap(one => one.arrivals ?? []);
  const failed = arrivals.filter(({ result }) => result === 'failed');
  const stopped = arrivals.filter(({ result }) => result === 'stopped').length;
  const copied = arrivals.filter(({ result }) => result === 'there').length;
  const spared = all.flatMap(({ plan }) => plan.spared);
  const parts = [
    `${copyCount(copied)} there`,
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(stopped > 0 ? [`${stopped} not started`] : []),
    ...(spared.length > 0 ? [`${spared.length} not possible`] : []),
  ];
  const nothing = new Set(all.map(({ plan }) => nothingText(plan, asked)));
  return [
    arrivals.length === 0 ? paragraph([...nothing].join('\n')) : `${parts.join(', ')}.`,
    ...failed.map(arrival => failureText(arrival)),
    ...sparedTexts(spared, colours),
    ...all.flatMap(({ plan }) => unknownTexts(plan, colours)),
    ...(stopped > 0 || failed.some(mayPass) ? [commandText('To go on:', again(sameBackfill(asked)))] : []),
  ].join('\n\n');
}

/** Whether the same may go well later. */
const mayPass = ({ issue }: Arrival): boolean => issue === undefined || isPassing(issue);

const sameBackfill = ({ scope, regions, overwrite }: Asked): string =>
  `backfill${scopeText(scope, regions)}${overwrite ? ' --overwrite' : ''}`;

function failureText({ image, target, reason, help }: Arrival): string {
  const { namespace, repository } = image.source;
  return under(
    imageName({ namespace, repository, tag: image.tag }),
    `in ${target.region}: ${ended(reason ?? 'no reason is told')}${help === undefined ? '' : ` ${help}`}`,
  );
}

/** The same as data; see json-schema/backfill.json. */
export const backfillData = (all: readonly Backfilled[], { scope, regions }: Asked): unknown => ({
  command: 'backfill',
  scope: { namespace: scope.namespace ?? null, repository: scope.repository ?? null, regions },
  complete: all.every(isComplete),
  started: all.some(({ arrivals }) => arrivals !== undefined),
  registries: all.map(({ plan, arrivals }) => ({
    primary: placeData(plan.read.registry.primary),
    planned: totalsOf(plan.copies),
    plannedTags: plan.copies.map(({ finding: { namespace, repository, tag, target, wanted, found, bytes } }) => ({
      ...{ namespace, repository, tag, target, wanted: wanted ?? null, found: found ?? null, bytes },
    })),
    many: isMany(plan.copies),
    unreadableRules: plan.unreadableRules,
    uncopiedNamespaces: plan.uncopied,
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
