import { groupsOf } from '../adoption/grouping';
import type { AdoptedApp } from '../adoption/model';
import { ADOPTABLE } from '../adoption/owned';
import { some } from '../adoption/words';
import type { Discovery } from '../discovery/discover';
import { type Holder, heldText, holderTitle } from '../domain/holders';
import type { Offered } from '../discovery/offered';
import type { FoundRegistry } from '../domain/found';
import type { Colours } from '../session/output';
import { type Again, changeTo, columns, commandLines, count, paragraph, quoted } from './text';

/** What was found, and what was written of it. */
export interface Adopted {
  readonly app: AdoptedApp;
  readonly discovery: Discovery;
  /** Regions whose stacks could not be listed, and why. */
  readonly unlisted: ReadonlyMap<string, string>;
  /** The stacks that hold something of what was found. */
  readonly holders: readonly Holder[];
  readonly offered: Offered;
  /** The types that stacks of the app take over. */
  readonly owned: readonly string[];
  readonly files: readonly string[];
  /** Where the files are; undefined where none were asked for. */
  readonly into?: { readonly directory: string; readonly shown: string };
  readonly language: 'typescript' | 'python';
  /** What a state of Terraform has of it; undefined where none was read. */
  readonly terraform?: { readonly addresses: readonly string[]; readonly gone: readonly string[] };
}

export function adoptText(adopted: Adopted, again: Again, colours: Colours): string {
  const { app, discovery, into } = adopted;
  return [
    `${colours.bold('Found:')}\n${foundTable(discovery.registries)}`,
    ...aloneTexts(discovery.registries),
    ...leftAloneTexts(discovery),
    ...(into === undefined ? [] : [paragraph(offerText(adopted)), ...commentText(app), ...namesakeTexts(adopted)]),
    `Fingerprint of all tags, digests and settings:\n  ${app.fingerprint}`,
    ...(into === undefined ? [] : [writtenText(adopted, into, again)]),
    ...terraformTexts(adopted),
  ].join('\n\n');
}

function foundTable(registries: readonly FoundRegistry[]): string {
  const groups = groupsOf(registries);
  const rows = groups.flatMap(({ primary, replicas }) => [
    row(primary, replicas.length > 0 ? 'primary' : 'alone'),
    ...replicas.map(replica => row(replica, 'replica')),
  ]);
  return columns(rows, 2);
}

function row({ instanceId, name, region, namespaces, repositories }: FoundRegistry, tier: string): string[] {
  const tags = repositories.reduce((sum, repository) => sum + repository.tags.length, 0);
  const size = [count(namespaces.length, 'namespace'), plural(repositories.length), count(tags, 'tag')];
  return [name, region, tier, `${instanceId}\n${size.join(', ')}`];
}

const plural = (number: number): string => `${number} ${number === 1 ? 'repository' : 'repositories'}`;

/** What no rule ties to another is no replica, even if it was one. */
function aloneTexts(registries: readonly FoundRegistry[]): string[] {
  const groups = groupsOf(registries);
  const alone = groups.filter(({ replicas }) => replicas.length === 0).length;
  if (alone === 0) {
    return [];
  }
  const several =
    'Each is a GlobalRegistry of its own in the app. To have one copied to another, as after its rules were deleted, write one of them as the ' +
    'primary of a GlobalRegistry and the other into its replicas, both with existingInstanceId.';
  return [
    paragraph(`"alone": no sync rule ties it to another that was found.${groups.length > 1 ? ` ${several}` : ''}`),
  ];
}

/** What an account has besides. */
function leftAloneTexts({ untied, unlisted }: Discovery): string[] {
  const single = untied.map(({ instanceId, region }) => `--from ${instanceId}@${region}`);
  const silent = [...unlisted].sort().map(([region, reason]) => `${region} (${reason})`);
  return [
    ...(single.length > 0
      ? [paragraph(`No rule ties these to others, so they were left alone: ${single.join(', ')}.`)]
      : []),
    ...(silent.length > 0 ? [paragraph(`Not looked at: ${silent.join(', ')}`)] : []),
  ];
}

/** The types of which stacks could take over what exists. */
const offeredTypes = ({ types }: Offered): string[] => ADOPTABLE.filter(type => types.has(type));

function offerText({ offered, owned }: Adopted): string {
  if (offered.unknown !== undefined) {
    return `Whether ROS imports what exists could not be asked: ${offered.unknown}`;
  }
  const types = offeredTypes(offered);
  return types.length === 0
    ? 'ROS says that it imports no resource type of Container Registry (GetFeatureDetails), so no stack takes over what exists: the app names it, and stacks get what you add.'
    : owned.length > 0
      ? `ROS says that it imports ${types.join(', ')}: the app declares them, and its stacks are to take over what exists.`
      : `ROS says that it imports ${types.join(', ')}. This app leaves them outside of stacks all the same; --import writes one that does not.`;
}

function commentText({ registries }: AdoptedApp): string[] {
  const rules = registries.flatMap(registry => registry.rules).filter(({ owned }) => !owned).length;
  const notes = registries.flatMap(({ primary, replicas }) => [primary, ...replicas].flatMap(region => region.notes));
  const dangers = notes.filter(note => note.startsWith('DANGER'));
  const others = notes.length - dangers.length;
  const parts = [
    ...(rules > 0 ? [count(rules, 'sync rule')] : []),
    ...(others > 0 ? [`${count(others, 'other thing')}`] : []),
  ];
  return [
    ...(parts.length > 0
      ? [paragraph(`In comments, since ROS cannot say it or would make it a second time: ${parts.join(', ')}.`)]
      : []),
    ...dangers.map(note => paragraph(note)),
  ];
}

/** What stacks hold already; it is told before anything is written. */
export function holdersText(holders: readonly Holder[], registries: readonly FoundRegistry[]): string {
  const lines = holders.map(holder =>
    paragraph(`${holderTitle(holder)}: ${some(holder.paths.map(path => heldText(path, registries)))}`, 2),
  );
  return [paragraph('warning: Stacks hold what was found already:'), ...lines, paragraph(HELD, 2)].join('\n');
}

const HELD =
  'If an app declares those stacks, go on with that one, for two apps that change one registry undo what the other does.';

/** Stacks of the names that those of the app would have. */
function namesakeTexts({ app, unlisted }: Adopted): string[] {
  const met = app.registries.filter(({ namesakes }) => namesakes.length > 0);
  const silent = [...unlisted].sort().map(([region, reason]) => `${region} (${reason})`);
  return [
    ...met.map(({ namesakes, stackNamePrefix }) => {
      const names = namesakes.map(({ name, region }) => `${name} (${region})`);
      return paragraph(
        `There are stacks already by the names of those of this app: ${names.join(', ')}. So its own begin with ${stackNamePrefix}.`,
      );
    }),
    ...(silent.length > 0
      ? [
          paragraph(
            `Whether stacks by the names of those of this app exist, or hold what was found, is not known of ${silent.join(', ')}.`,
          ),
        ]
      : []),
  ];
}

/** What to type next, in the order in which it helps. */
const INSTALL = {
  typescript: ['npm install'],
  python: ['python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt', 'npm install'],
};

function writtenText(
  { files, language, owned }: Adopted,
  { directory, shown }: { directory: string; shown: string },
  again: Again,
): string {
  const steps = [
    ...(shown === '' ? [] : [changeTo(shown)]),
    ...INSTALL[language],
    'npm test',
    ...commandLines(again(owned.length > 0 ? 'adopt --import' : 'plan'), 0).split('\n'),
  ];
  return [
    paragraph(`Written to ${directory}: ${files.join(', ')}.`),
    '',
    'Next:',
    ...steps.map(step => `  ${step}`),
    '',
    owned.length > 0
      ? 'Do not deploy before the import: it would make a second time what exists.'
      : 'The plan makes and changes nothing: look at it, then add what you need.',
  ].join('\n');
}

/** Two tools that both hold a registry undo what the other does. */
function terraformTexts({ terraform }: Adopted): string[] {
  if (terraform === undefined) {
    return [];
  }
  const { addresses, gone } = terraform;
  const removals = addresses.map(address => `  terraform state rm ${quoted(address)}`);
  return [
    ...(gone.length > 0 ? [paragraph(`Terraform has these, and the service has not: ${gone.join(', ')}.`)] : []),
    [
      paragraph(
        `Terraform manages ${count(addresses.length, 'resource')} of it. When you go on with this app, let it forget them:`,
      ),
      ...removals,
    ].join('\n'),
  ];
}

/** The same as data; see json-schema/adopt.json. */
export function adoptData(adopted: Adopted): unknown {
  const { app, discovery, holders, offered, owned, files, into, language, terraform } = adopted;
  const place = ({ instanceId, region, name }: { instanceId: string; region: string; name: string }) => ({
    ...{ name, region, instanceId },
  });
  return {
    command: 'adopt',
    fingerprint: app.fingerprint,
    registries: groupsOf(discovery.registries).map(({ primary, replicas }, i) => ({
      id: app.registries[i].id,
      primary: place(primary),
      replicas: replicas.map(place),
      namesakes: app.registries[i].namesakes,
      rules: app.registries[i].rules.map(({ id, name, obstacle }) => ({ id, name, obstacle: obstacle ?? null })),
      notes: [app.registries[i].primary, ...app.registries[i].replicas].flatMap(({ region, notes }) =>
        notes.map(text => ({ region, text })),
      ),
    })),
    holders: holders.map(({ name, region, app: made, paths }) => ({ name, region, app: made ?? null, holds: paths })),
    untied: discovery.untied.map(place),
    unlisted: [...discovery.unlisted].sort().map(([region, reason]) => ({ region, reason })),
    importable: offeredTypes(offered),
    imports: owned,
    language: into === undefined ? null : language,
    directory: into?.directory ?? null,
    files,
    terraform: terraform ?? null,
  };
}
