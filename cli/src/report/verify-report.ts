import type { DeepFindings, LostPart } from '../copies/deep-check';
import type { ReadRegistry } from '../copies/read-holdings';
import { type Finding, causeOf, isBroken } from '../images/compare';
import { helpAgainst } from '../images/issue';
import type { Scope } from '../images/reference';
import type { Colours } from '../session/output';
import { imageName, placeData, placeText, primaryName, scopeText, scopeWords, shortDigest, under } from './image-text';
import { type Again, commandText, count, ended, paragraph } from './text';

/** What a comparison of one registry found. */
export interface Verified {
  readonly scope: Scope;
  readonly read: ReadRegistry;
  readonly findings: readonly Finding[];
  /** Namespaces of the primary that no rule copies. */
  readonly uncopied: readonly string[];
  /** Rules of which it is not known what they copy of what is looked at. */
  readonly unreadableRules: readonly { readonly name: string; readonly reason: string }[];
  /** Undefined unless the registries themselves were asked. */
  readonly deep?: DeepFindings;
}

/** Whether something could not be looked at, so that nobody knows. */
export const isUnknown = ({ read, deep, unreadableRules }: Verified): boolean =>
  read.replicas.some(({ unreadable }) => unreadable !== undefined) ||
  unreadableRules.length > 0 ||
  (deep?.unasked.length ?? 0) > 0;

/** Whether everything that a rule copies was seen to be the same everywhere. */
export const isSame = (verified: Verified): boolean =>
  !isUnknown(verified) && !verified.findings.some(isBroken) && (verified.deep?.lost.length ?? 0) === 0;

const TITLES = {
  copying: 'Being copied',
  missing: 'Missing',
  different: 'Different',
  extra: 'At the replica only',
  uncovered: 'Copied by no rule',
} as const;

const KINDS = ['copying', 'missing', 'different', 'extra', 'uncovered'] as const;

const shownKind = ({ kind, copying }: Finding): (typeof KINDS)[number] => (copying ? 'copying' : kind);

/** Every tag that is not the same everywhere, by kinds. */
export const verifyText = (all: readonly Verified[], again: Again, colours: Colours): string =>
  all.map(one => oneText(one, again, colours)).join('\n\n');

function oneText(verified: Verified, again: Again, colours: Colours): string {
  const { read, findings, uncopied, deep } = verified;
  const kinds = KINDS.flatMap(kind => {
    const found = findings.filter(finding => shownKind(finding) === kind);
    return found.length > 0 ? [section(TITLES[kind], grouped(found, deep), colours)] : [];
  });
  const lost = deep && deep.lost.length > 0 ? [section('Incomplete', lostTexts(deep.lost), colours)] : [];
  const namespaces =
    uncopied.length > 0
      ? [paragraph(`No rule copies the ${uncopied.length === 1 ? 'namespace' : 'namespaces'} ${uncopied.join(', ')}.`)]
      : [];
  return [
    headText(read),
    ...kinds,
    ...lost,
    ...namespaces,
    ...unknownTexts(verified, colours),
    conclusion(verified, again, colours),
  ].join('\n\n');
}

const section = (title: string, texts: readonly string[], colours: Colours): string =>
  `${colours.bold(`${title} (${texts.length})`)}\n${texts.join('\n')}`;

function headText({ registry, primary, replicas }: ReadRegistry): string {
  const tags = primary.repositories.reduce((sum, held) => sum + held.tags.size, 0);
  return paragraph(
    `${primaryName(registry)}: ${count(tags, 'tag')} in ${count(primary.repositories.length, 'repository').replace(/ys$/, 'ies')}, compared with ${count(replicas.length, 'replica')}.`,
  );
}

/** One text for each tag and cause, with all regions in which it is so. */
function grouped(findings: readonly Finding[], deep: DeepFindings | undefined): string[] {
  const groups = new Map<string, { title: string; note: string; regions: string[] }>();
  for (const finding of findings) {
    const title = imageName(finding);
    const note = noteOn(finding, deep);
    const group = groups.get(`${title} ${note}`) ?? { title, note, regions: [] };
    group.regions.push(placeText(finding));
    groups.set(`${title} ${note}`, group);
  }
  return [...groups.values()].map(({ title, note, regions }) => under(title, `in ${regions.join(', ')}${note}`));
}

function noteOn(finding: Finding, deep: DeepFindings | undefined): string {
  const { kind, wanted, found, immutable } = finding;
  if (kind === 'extra') {
    return `: ${shortDigest(found!)}`;
  }
  // The rules of the regions have names of their own, which would tell the same cause apart.
  const cause =
    kind === 'uncovered' ? undefined : causeOf(finding)?.replace(`the rule ${finding.rule?.name}`, 'the rule');
  const platform = deep?.platforms.get(finding);
  const notes = [
    ...(found === undefined ? [] : [`${shortDigest(found)} instead of ${shortDigest(wanted!)}`]),
    ...(platform === undefined ? [] : [`that is only ${platform} of it`]),
    ...(found !== undefined && immutable ? ['tags are immutable there'] : []),
    ...(cause === undefined ? [] : [cause]),
  ];
  return notes.length > 0 ? `: ${notes.join('; ')}` : '';
}

/** What is attached to an image, such as a signature, is one thing to people, with whatever it consists of. */
function lostTexts(lost: readonly LostPart[]): string[] {
  const groups = new Map<string, LostPart[]>();
  for (const one of lost) {
    const whole = one.part.of ?? one.part.digest;
    const key = `${imageName(one)} ${one.target.instanceId} ${whole}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map(parts => {
    const head = parts.find(({ part }) => part.kind === 'referrer') ?? parts[0];
    const { kind, what, digest } = head.part;
    const rest = parts.length > 1 ? `, with ${count(parts.length - 1, 'part')} of it` : '';
    const name = `the ${kind}${what === '' ? '' : ` (${what})`}`;
    return under(imageName(head), `${head.target.region} does not have ${name}${rest}:`, digest);
  });
}

/** What heals images that lack a part. A rule copies a tag when it is pushed, and never looks at it again. */
function lostHelp(lost: readonly LostPart[]): string[] {
  const isAttached = ({ part }: LostPart) => part.of !== undefined;
  return [
    ...(lost.some(isAttached)
      ? [
          'What was attached to an image after it was copied, such as a signature, no rule takes along later, and backfill copies no tag ' +
            'that is there. Copy it by a client: oras cp -r, or regctl image copy --referrers. Or attach it under a tag of its own, ' +
            'as cosign does by default: rules copy that as any other tag.',
        ]
      : []),
    ...(lost.some(one => !isAttached(one))
      ? [
          'An image that lacks a part is not copied again as long as its tag is there: delete the tag at the replica, then run backfill. ' +
            'What the primary lacks has to be pushed again.',
        ]
      : []),
  ];
}

function unknownTexts({ read, deep, unreadableRules }: Verified, colours: Colours): string[] {
  const rules = unreadableRules.map(({ name, reason }) => `What the rule ${name} copies is not known: ${reason}.`);
  const regions = read.replicas.flatMap(({ place, unreadable }) =>
    unreadable === undefined ? [] : [ended(`${place.region} could not be read: ${unreadable}`)],
  );
  const asked = (deep?.unasked ?? []).map(({ reason }) => ended(reason));
  return [...rules, ...regions, ...asked].map(text => colours.red(paragraph(text)));
}

const NOT_SAME = 'It is not the same everywhere';
const NOT_KNOWN = 'Whether it is the same everywhere is not known';

function conclusion(verified: Verified, again: Again, colours: Colours): string {
  const { findings, deep, scope } = verified;
  const broken = findings.filter(isBroken);
  const copying = broken.filter(one => one.copying).length;
  const lost = deep?.lost ?? [];
  if (isSame(verified) && verified.read.primary.repositories.every(({ tags }) => tags.size === 0)) {
    return 'There is no image yet, so there is nothing to compare.';
  }
  if (isSame(verified)) {
    return colours.green(
      `Everything${scopeWords(scope)} that a rule copies is the same everywhere${deep === undefined ? '' : ', to the last blob'}.`,
    );
  }
  const open = broken.length - copying;
  const parts = [
    ...(copying > 0 ? [`${count(copying, 'copy').replace(/ys$/, 'ies')} under way`] : []),
    ...(open > 0 ? [`${count(open, 'copy').replace(/ys$/, 'ies')} missing or different`] : []),
    ...(lost.length > 0 ? [`${count(lost.length, 'part')} of images missing`] : []),
    ...(isUnknown(verified) ? ['not everything could be looked at'] : []),
  ];
  return [
    colours.yellow(paragraph(`${broken.length + lost.length > 0 ? NOT_SAME : NOT_KNOWN}: ${parts.join(', ')}.`)),
    ...nextTexts(verified, again),
    ...lostHelp(lost).map(text => paragraph(text)),
  ].join('\n');
}

/** The commands that help, and what else does. */
function nextTexts({ findings, scope }: Verified, again: Again): string[] {
  const broken = findings.filter(isBroken);
  const open = broken.filter(({ copying }) => !copying);
  const held = open.filter(({ kind, immutable }) => kind === 'different' && immutable);
  const overwrite = open.some(({ kind, immutable }) => kind === 'different' && !immutable) ? ' --overwrite' : '';
  return [
    ...(open.length > held.length
      ? [commandText('To copy them:', again(`backfill${scopeText(scope)}${overwrite}`))]
      : []),
    ...(open.length < broken.length
      ? [commandText('What is being copied, look at later:', again(`verify${scopeText(scope)}`))]
      : []),
    ...(held.length > 0
      ? [paragraph(`Where tags are immutable, nothing is copied. ${helpAgainst('TAG_CONFLICT')}`)]
      : []),
  ];
}

/** The same as data; see json-schema/verify.json. */
export const verifyData = (all: readonly Verified[]): unknown => ({
  command: 'verify',
  same: all.every(isSame),
  registries: all.map(({ read, findings, uncopied, unreadableRules, deep }) => ({
    primary: placeData(read.registry.primary),
    tags: read.primary.repositories.reduce((sum, held) => sum + held.tags.size, 0),
    replicas: read.replicas.map(({ place, unreadable, repositories }) => ({
      ...placeData(place),
      tags: repositories.reduce((sum, held) => sum + held.tags.size, 0),
      unreadable: unreadable ?? null,
    })),
    findings: findings.map(finding => findingData(finding, deep)),
    lost: deep === undefined ? null : deep.lost.map(lostData),
    unasked: (deep?.unasked ?? []).map(({ place, reason }) => ({ ...placeData(place), reason })),
    uncopiedNamespaces: uncopied,
    unreadableRules,
  })),
});

const findingData = (finding: Finding, deep: DeepFindings | undefined) => ({
  kind: finding.kind,
  namespace: finding.namespace,
  repository: finding.repository,
  tag: finding.tag,
  target: finding.target,
  wanted: finding.wanted ?? null,
  found: finding.found ?? null,
  rule: finding.rule?.name ?? null,
  cause: (finding.kind === 'uncovered' || finding.kind === 'extra' ? undefined : causeOf(finding)) ?? null,
  immutable: finding.immutable,
  copying: finding.copying === true,
  platform: deep?.platforms.get(finding) ?? null,
});

const lostData = ({ namespace, repository, tag, target, part }: LostPart) => ({
  namespace,
  repository,
  tag,
  target,
  kind: part.kind,
  digest: part.digest,
  what: part.what,
  of: part.of ?? null,
});
