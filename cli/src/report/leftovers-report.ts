import type { Leftovers } from '../deployment/orphans';
import { type Orphan, arrowsOf, deletedWith, registriesOf, renamed } from '../domain/orphans';
import type { PlannedStack } from '../domain/plan';
import { purchasesOf } from '../domain/purchases';
import { type DeclaredStack, title } from '../domain/model';
import type { Colours } from '../session/output';
import { type Again, commandText, count, paragraph } from './text';

/** What becomes of stacks that the app no longer declares. */
export type Fate = 'left' | 'pruned' | 'deleted';

const HEADINGS: Readonly<Record<Fate | 'pruned last', string>> = {
  left: 'No longer declared by the app, and left alone:',
  pruned: 'No longer declared by the app, to be deleted first; registries are retained:',
  'pruned last':
    'No longer declared by the app, to be deleted last, since what is deployed reads it; registries are retained:',
  deleted: 'No longer declared by the app, to be deleted, in this order:',
};

const PROTECTED = 'protected from deletion, which is switched off in the ROS console';

/** What deletes them: the one keeps registries and their images, whatever the app said of them. */
const howTexts = (again: Again): string[] => [
  commandText('To delete their stacks, and retain registries and their images:', again('deploy --prune'), 2),
  commandText('To delete nothing but these stacks:', again('destroy --orphans'), 2),
];

/** What is left of the app in the account; each a part of its own, none where nothing is left. */
export function leftoversTexts(leftovers: Leftovers, fate: Fate, again: Again, colours: Colours): string[] {
  const { orphans, doubtful, unsearched } = leftovers;
  const strange = doubtful.map(title).join(', ');
  const isLast = ({ readBy }: Orphan) => fate === 'pruned' && readBy !== undefined;
  const regions = [...unsearched].map(([region, reason]) => `${region} (${reason})`);
  return [
    ...orphansText(
      orphans.filter(orphan => !isLast(orphan)),
      fate,
      again,
      colours,
    ),
    ...orphansText(orphans.filter(isLast), 'pruned last', again, colours),
    ...(doubtful.length > 0
      ? [paragraph(`Left alone, for they carry a tag of this app but not all of its marks: ${strange}`)]
      : []),
    ...(regions.length > 0 ? [paragraph(`Not searched for stacks that left the app: ${regions.join(', ')}`)] : []),
  ];
}

/** What to do where stacks may be left in regions that were not searched. */
export const searchAgainTexts = ({ unsearched }: Pick<Leftovers, 'unsearched'>, again: string): string[] =>
  unsearched.size === 0
    ? []
    : [commandText(`Next: search again as soon as ${[...unsearched.keys()].join(', ')} answers:`, again)];

function orphansText(
  orphans: readonly Orphan[],
  fate: keyof typeof HEADINGS,
  again: Again,
  colours: Colours,
): string[] {
  if (orphans.length === 0) {
    return [];
  }
  const heading = paragraph(HEADINGS[fate])
    .split('\n')
    .map(line => colours.bold(line));
  const listed = orphans.map(orphan => orphanText(orphan, fate, colours));
  return [[...heading, ...listed, ...(fate === 'left' ? howTexts(again) : [])].join('\n')];
}

/** What left the app, in words, for whoever may not have meant it: nothing is ever renamed. */
export function departureTexts(
  { orphans }: Leftovers,
  declared: readonly DeclaredStack[],
  plan: readonly PlannedStack[],
): string[] {
  const refused = new Set(plan.filter(({ action }) => action === 'refused').map(({ stack }) => stack.key));
  const texts = renamed(orphans, declared).map(({ path, before, now }) => {
    const meaning = refused.has(now.key)
      ? 'Nothing is renamed: put the name back.'
      : purchasesOf(now).length > 0
        ? 'Nothing is renamed: another registry is bought, and the one from before stays with its images and is billed.'
        : 'Nothing is renamed: it is made anew, and the one from before stays.';
    return paragraph(`${path.slice(1)} was deployed as ${before.name} and is called ${now.name} now. ${meaning}`);
  });
  return [...(declared.length === 0 && orphans.length > 0 ? ['The app declares no stack any more.'] : []), ...texts];
}

function orphanText(orphan: Orphan, fate: keyof typeof HEADINGS, colours: Colours): string {
  const { name, region, status, unreadable } = orphan;
  const arrows = arrowsOf(orphan).map(
    ({ from, to, namespaces }) => `still replicates ${from} -> ${to}: ${namespaces.join(', ')}`,
  );
  const registries = registriesOf(orphan).map(id => `registry ${id}, still billed`);
  const deleted = fate === 'left' ? [] : [...deletedWith(orphan, fate !== 'deleted')];
  const details = [
    ...arrows,
    ...registries,
    ...deleted.map(([type, ids]) => `deletes ${type}: ${ids.join(', ')}`),
    ...(orphan.live?.isProtected ? [PROTECTED] : []),
    ...(unreadable === undefined ? [] : [`could not be looked at: ${unreadable}`]),
  ];
  return [`  ${colours.yellow(name)}  ${region}  ${status}`, ...details.map(detail => paragraph(detail, 6))].join('\n');
}

/** What is asked about before orphans are deleted. */
export const pruningText = (orphans: readonly Orphan[]): string =>
  orphans.length === 0 ? '' : ` This deletes ${count(orphans.length, 'stack')} that the app no longer declares.`;

/** The same as data; see orphans and unsearched in json-schema/. */
export const leftoversData = ({ orphans, unsearched }: Leftovers): object => ({
  orphans: orphans.map(orphan => ({
    name: orphan.name,
    region: orphan.region,
    status: orphan.status,
    app: orphan.mark.app,
    path: orphan.mark.path,
    arrows: arrowsOf(orphan),
    registries: registriesOf(orphan),
    unreadable: orphan.unreadable ?? null,
  })),
  unsearched: [...unsearched].map(([region, reason]) => ({ region, reason })),
});
