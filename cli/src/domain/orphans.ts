import { markInTags, pathInTags } from './mark';
import { type DeclaredStack, type LiveStack, type Mark, type Template, resourcesOf, title } from './model';
import type { ListedStack, StackResource } from './records';
import { outputsRead } from './readers';
import { SYNC_RULE, baseOf, holdsImages, isInstance } from './resource-types';

/** A stack that carries the mark of an app. */
export interface MarkedStack extends ListedStack {
  readonly mark: Mark;
}

/** A stack of this app that the app no longer declares, with what is known of it. */
export interface Orphan extends MarkedStack {
  readonly live?: LiveStack;
  readonly resources: readonly StackResource[];
  /** The deployed stacks that read it and are declared, or are deleted as late as it is: it is deleted after the app is deployed. */
  readonly readBy?: readonly string[];
  /** Why it could not be looked at. */
  readonly unreadable?: string;
}

/** All stacks of a list that carry a mark, in the order of regions and names. */
export function markedStacks(listed: Iterable<readonly ListedStack[]>): MarkedStack[] {
  const found = [...listed].flat().flatMap(stack => {
    const mark = markInTags(stack.tags);
    return mark === undefined ? [] : [{ ...stack, mark }];
  });
  const place = ({ region, name }: MarkedStack) => `${region}/${name}`;
  return found.sort((one, other) => (place(one) < place(other) ? -1 : 1));
}

/** Stacks of the app that it no longer declares: of its name, or of the outermost constructs of what it declares. */
export function undeclared(
  marked: readonly MarkedStack[],
  declared: readonly DeclaredStack[],
  appName: string | undefined,
): MarkedStack[] {
  const names = new Set(appName === undefined ? declared.map(({ mark }) => mark.app) : [appName]);
  const known = new Set(declared.map(({ region, name }) => `${region}/${name}`));
  return marked.filter(({ region, name, mark }) => names.has(mark.app) && !known.has(`${region}/${name}`));
}

/** An orphan as if it were declared, so that it is deleted as any stack is: after what reads its outputs, and replication before registries. */
export function asDeclared(orphan: Orphan, all: readonly Orphan[]): DeclaredStack {
  const template = orphan.live?.template ?? {};
  const { name, region, mark, tags } = orphan;
  const others = all.filter(other => other !== orphan);
  const reads = (other: Orphan) => outputsRead({ region, template }, other).size > 0;
  const isBefore = (other: Orphan) => roleOf(orphan) === 'replication' && roleOf(other) === 'registry';
  return {
    key: keyOf(orphan),
    name,
    region,
    role: roleOf(orphan),
    mark,
    template,
    templateBody: JSON.stringify(template),
    parameters: {},
    tags,
    dependsOn: others.filter(other => isBefore(other) || reads(other)).map(keyOf),
  };
}

function roleOf({ live }: Orphan): DeclaredStack['role'] {
  const types = resourcesOf({ template: live?.template ?? {} }).map(({ Type }) => Type);
  return types.some(isInstance) ? 'registry' : types.includes(SYNC_RULE) ? 'replication' : 'custom';
}

const keyOf = ({ region, name }: ListedStack): string => `undeclared:${region}/${name}`;

/** The values that a stack was deployed with, but for what ROS does not tell. */
export function knownParameters({ live }: Orphan): Record<string, string> {
  const declared = live?.template?.Parameters ?? {};
  const told = Object.entries(live?.parameters ?? {}).filter(([name]) => declared[name] && !declared[name].NoEcho);
  return Object.fromEntries(told);
}

/** The orphans with who reads them: ROS could not take back the update of a stack that read what is gone. */
export function withReaders(orphans: readonly Orphan[], deployed: readonly LiveStack[]): Orphan[] {
  const found = new Map<Orphan, readonly string[]>();
  for (let readers: readonly LiveStack[] = deployed; readers.length > 0;) {
    const read = orphans.filter(orphan => !found.has(orphan) && readersOf(orphan, readers).length > 0);
    read.forEach(orphan => found.set(orphan, readersOf(orphan, readers)));
    readers = read.flatMap(({ live }) => live ?? []);
  }
  return orphans.map(orphan => ({ ...orphan, readBy: found.get(orphan) }));
}

const readersOf = (orphan: Orphan, readers: readonly LiveStack[]): string[] =>
  readers.filter(reader => outputsRead(reader, orphan).size > 0).map(title);

/** Where a stack still copies images to: regions, with the namespaces that go there. */
export function arrowsOf({ live, resources, region }: Orphan): { from: string; to: string; namespaces: string[] }[] {
  const template: Template = live?.template ?? {};
  const made = new Set(
    resources.filter(({ physicalId }) => physicalId !== '').map(({ logicalId }) => baseOf(logicalId)),
  );
  const arrows = new Map<string, Set<string>>();
  for (const [id, { Type, Properties }] of Object.entries(template.Resources ?? {})) {
    if (Type === SYNC_RULE && made.has(id)) {
      const to = String(Properties?.TargetRegionId ?? '?');
      arrows.set(to, (arrows.get(to) ?? new Set()).add(String(Properties?.NamespaceName ?? '?')));
    }
  }
  return [...arrows].sort().map(([to, namespaces]) => ({ from: region, to, namespaces: [...namespaces].sort() }));
}

/** The registries that a stack made, which are billed as long as they exist. */
export const registriesOf = ({ resources }: Orphan): string[] =>
  resources.filter(({ type, physicalId }) => isInstance(type) && physicalId !== '').map(({ physicalId }) => physicalId);

/**
 * What is deleted with a stack, by the types of resources.
 *
 * @param keepsImages whether what holds images is retained, whatever its stack says
 */
export function deletedWith({ live, resources }: Orphan, keepsImages: boolean): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { logicalId, type, physicalId } of resources) {
    const resource = live?.template?.Resources?.[baseOf(logicalId)];
    const stays = resource?.DeletionPolicy === 'Retain' || (keepsImages && holdsImages(type));
    if (physicalId !== '' && !stays && !HELPERS.has(type)) {
      found.set(type, [...(found.get(type) ?? []), logicalId].sort());
    }
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What only looks or waits: nothing is lost with it. */
const HELPERS = new Set(['ALIYUN::ROS::Assert', 'ALIYUN::ROS::Sleep']);

/** Constructs that are deployed under another name now, so that all is made anew. */
export function renamed(
  orphans: readonly Orphan[],
  declared: readonly DeclaredStack[],
): { readonly path: string; readonly before: Orphan; readonly now: DeclaredStack }[] {
  return orphans.flatMap(before =>
    declared
      .filter(({ mark, region }) => pathInTags(mark.path) === before.mark.path && region === before.region)
      .map(now => ({ path: now.mark.path, before, now })),
  );
}

/** The apps of marked stacks with how many stacks each has, for somebody who looks for the name of an app. */
export function appsOf(marked: readonly MarkedStack[]): [app: string, stacks: number][] {
  const counts = new Map<string, number>();
  for (const { mark } of marked) {
    counts.set(mark.app, (counts.get(mark.app) ?? 0) + 1);
  }
  return [...counts].sort();
}
