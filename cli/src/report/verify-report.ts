import type { DeepFindings, LostPart } from '../copies/deep-check';
import type { ReadRegistry } from '../copies/read-holdings';
import { type Finding, causeOf, isBroken } from '../images/compare';
import type { Colours } from '../session/output';
import { type Again, imageName, placeData, primaryName, shortDigest, under } from './image-text';
import { commandText, count, paragraph } from './text';

/** What a comparison of one registry found. */
export interface Verified {
  readonly read: ReadRegistry;
  readonly findings: readonly Finding[];
  /** Namespaces of the primary that no rule copies. */
  readonly uncopied: readonly string[];
  /** Undefined unless the registries themselves were asked. */
  readonly deep?: DeepFindings;
}

/** Whether something could not be looked at, so that nobody knows. */
export const isUnknown = ({ read, deep }: Verified): boolean =>
  read.replicas.some(({ unreadable }) => unreadable !== undefined) ||
  read.registry.rules.some(({ unreadable }) => unreadable !== undefined) ||
  (deep?.unasked.length ?? 0) > 0;

/** Whether everything that a rule copies was seen to be the same everywhere. */
export const isSame = (verified: Verified): boolean =>
  !isUnknown(verified) && !verified.findings.some(isBroken) && (verified.deep?.lost.length ?? 0) === 0;

const TITLES = {
  missing: 'Missing',
  different: 'Different',
  extra: 'At the replica only',
  uncovered: 'Copied by no rule',
} as const;

/** Every tag that is not the same everywhere, by kinds. */
export const verifyText = (all: readonly Verified[], again: Again, colours: Colours): string =>
  all.map(one => oneText(one, again, colours)).join('\n\n');

function oneText(verified: Verified, again: Again, colours: Colours): string {
  const { read, findings, uncopied, deep } = verified;
  const kinds = (['missing', 'different', 'extra', 'uncovered'] as const).flatMap(kind => {
    const found = findings.filter(finding => finding.kind === kind);
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
    group.regions.push(finding.target.region);
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

const KINDS = { manifest: 'manifest', blob: 'blob', referrer: 'referrer' } as const;

const lostTexts = (lost: readonly LostPart[]): string[] =>
  lost.map(one =>
    under(
      imageName(one),
      `in ${one.target.region} the ${KINDS[one.part.kind]}${one.part.what === '' ? '' : ` (${one.part.what})`} is gone:`,
      one.part.digest,
    ),
  );

function unknownTexts({ read, deep }: Verified, colours: Colours): string[] {
  const rules = read.registry.rules.flatMap(({ name, unreadable }) =>
    unreadable === undefined ? [] : [`What the rule ${name} copies is not known: ${unreadable}.`],
  );
  const regions = read.replicas.flatMap(({ place, unreadable }) =>
    unreadable === undefined ? [] : [`${place.region} could not be read: ${unreadable}`],
  );
  const asked = (deep?.unasked ?? []).map(({ reason }) => reason);
  return [...rules, ...regions, ...asked].map(text => colours.red(paragraph(text)));
}

function conclusion(verified: Verified, again: Again, colours: Colours): string {
  const { findings, deep } = verified;
  const broken = findings.filter(isBroken).length;
  const lost = deep?.lost.length ?? 0;
  if (isSame(verified)) {
    return colours.green(
      `Everything that a rule copies is the same everywhere${deep === undefined ? '' : ', to the last blob'}.`,
    );
  }
  const parts = [
    ...(broken > 0 ? [`${count(broken, 'copy').replace(/ys$/, 'ies')} missing or different`] : []),
    ...(lost > 0 ? [`${count(lost, 'part')} of images gone`] : []),
    ...(isUnknown(verified) ? ['not everything could be looked at'] : []),
  ];
  const different = findings.some(({ kind }) => kind === 'different') ? ' --overwrite' : '';
  const next = broken > 0 ? `\n${commandText('To copy them: ', again(`backfill${different}`))}` : '';
  return colours.yellow(`It is not the same everywhere: ${parts.join(', ')}.`) + next;
}

/** The same as data; see json-schema/verify.json. */
export const verifyData = (all: readonly Verified[]): unknown => ({
  command: 'verify',
  same: all.every(isSame),
  registries: all.map(({ read, findings, uncopied, deep }) => ({
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
    unreadableRules: read.registry.rules.flatMap(({ name, unreadable: reason }) =>
      reason === undefined ? [] : [{ name, reason }],
    ),
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
  platform: deep?.platforms.get(finding) ?? null,
});

const lostData = ({ namespace, repository, tag, target, part }: LostPart) => ({
  namespace,
  repository,
  tag,
  target,
  ...part,
});
