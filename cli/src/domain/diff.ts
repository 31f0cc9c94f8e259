import { same } from './canonical';
import { LINK, RELINK } from './links';
import type { Json, Template, TemplateResource } from './model';
import { holdsImages, isUpdatable } from './resource-types';
import { reviewedIn } from './review';
import { type ChangedValue, changedValues, shownValue } from './value-changes';

export interface ChangedProperty {
  readonly name: string;
  /** Undefined when nothing is known of the resource type: ROS decides. */
  readonly updatable?: boolean;
  /** What of it changes. */
  readonly values: readonly ChangedValue[];
}

/** What becomes of one resource of a stack. */
export interface ResourceChange {
  readonly kind: 'add' | 'change' | 'remove' | 'retain';
  readonly logicalId: string;
  readonly type: string;
  readonly properties: readonly ChangedProperty[];
  /** What changes besides, such as `DeletionPolicy`. */
  readonly settings: readonly ChangedValue[];
  /** Why ROS cannot do it, and what to do instead. */
  readonly refusal?: string;
}

/** Resource by resource, what turns one template into another; in the order of their names. */
export function resourceChanges(before: Template | undefined, after: Template): ResourceChange[] {
  const old = before?.Resources ?? {};
  const next = after.Resources ?? {};
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])].sort();
  return names.flatMap(name => changeOf(name, old[name], next[name]) ?? []);
}

function changeOf(
  logicalId: string,
  before: TemplateResource | undefined,
  after: TemplateResource | undefined,
): ResourceChange | undefined {
  if (before === undefined) {
    return { kind: 'add', logicalId, type: after!.Type, properties: reviewed(after!, 'after'), settings: [] };
  }
  if (after === undefined) {
    const kind = before.DeletionPolicy === 'Retain' ? 'retain' : 'remove';
    return { kind, logicalId, type: before.Type, properties: reviewed(before, 'before'), settings: [] };
  }
  if (same(withoutOrder(before), withoutOrder(after))) {
    return undefined;
  }
  const properties = changedProperties(before, after);
  return {
    kind: 'change',
    logicalId,
    type: after.Type,
    properties,
    settings: changedSettings(before, after),
    ...refusalOf(logicalId, before, after, properties),
  };
}

/** What is looked at of a resource that is added, or goes. */
export function reviewed(resource: TemplateResource, side: 'before' | 'after'): ChangedProperty[] {
  const found = reviewedIn(resource).map(({ path, value }) => ({ path, [side]: shownValue(path, value) }));
  const names = [...new Set(found.map(({ path }) => path.split(/[.[]/)[0]))];
  return names.map(name => ({
    name,
    updatable: isUpdatable(resource.Type, name),
    values: found.filter(({ path }) => path.split(/[.[]/)[0] === name),
  }));
}

/** What a resource waits for is a matter of its stack: nothing becomes of the resource when it changes. */
const withoutOrder = ({ DependsOn: _order, ...resource }: TemplateResource): object => resource;

/** Whether a resource waits for something else than before. */
export const orderChanges = (before: Template, after: Template): boolean =>
  Object.entries(after.Resources ?? {}).some(([name, { DependsOn }]) => {
    const old = before.Resources?.[name];
    return old !== undefined && !same(old.DependsOn ?? null, DependsOn ?? null);
  });

function changedProperties(before: TemplateResource, after: TemplateResource): ChangedProperty[] {
  const old = before.Properties ?? {};
  const next = after.Properties ?? {};
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])].sort();
  return names
    .filter(name => !same(old[name], next[name]))
    .map(name => ({
      name,
      updatable: isUpdatable(after.Type, name),
      values: changedValues(name, old[name], next[name]),
    }));
}

function changedSettings(before: TemplateResource, after: TemplateResource): ChangedValue[] {
  const settings = ({ Properties: _, ...others }: TemplateResource) => others as Record<string, Json>;
  return changedValues('', settings(before), settings(after));
}

function refusalOf(
  logicalId: string,
  before: TemplateResource,
  after: TemplateResource,
  properties: readonly ChangedProperty[],
): { refusal?: string } {
  if (before.Type !== after.Type) {
    return { refusal: typeRefusal(logicalId, before, after) };
  }
  const fixed = properties.filter(property => property.updatable === false).map(property => property.name);
  if (fixed.length === 0) {
    return {};
  }
  const changes = fixed.map(name => `${name} from ${shown(name, before)} to ${shown(name, after)}`).join(', ');
  return { refusal: `${logicalId} (${after.Type}) would change ${changes}, ${consequence(after.Type, logicalId)}` };
}

function typeRefusal(logicalId: string, before: TemplateResource, after: TemplateResource): string {
  return (
    `${logicalId} would change its type from ${before.Type} to ${after.Type}, which ROS does only by deleting it. ` +
    'Give the new resource another id.'
  );
}

function consequence(type: string, logicalId: string): string {
  if (type === LINK) {
    return `which ROS cannot change in place. ${RELINK}`;
  }
  if (!holdsImages(type)) {
    return `which ROS cannot change in place. Give it another id than ${logicalId}: the new one is made, the old one removed.`;
  }
  return `which ROS does only by deleting it with all its images. ${INSTEAD[type] ?? INSTEAD['ALIYUN::CR::Instance']}`;
}

const INSTEAD: Readonly<Record<string, string>> = {
  'ALIYUN::CR::Instance':
    'Put the old value back; change editions and renewal in the console, or add a second instance under another name and move the images.',
  'ALIYUN::CR::Namespace': 'Put the old value back, or add a second namespace and move the images.',
  'ALIYUN::CR::Repository': 'Put the old value back, or add a second repository and move the images.',
};

function shown(name: string, { Properties }: TemplateResource): string {
  const value = Properties?.[name];
  const text = value === undefined ? 'nothing' : JSON.stringify(shownValue(name, value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
