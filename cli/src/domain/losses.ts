import { same } from './canonical';
import type { Template, TemplateResource } from './model';
import { holdsImages } from './resource-types';

/** Something that holds images and would be deleted with them. */
export interface Loss {
  /** In a nested stack with the id of that in front, and a slash. */
  readonly logicalId: string;
  readonly type: string;
}

/** A stack within a stack. */
export const NESTED = 'ALIYUN::ROS::Stack';

/** The template of a nested stack; nothing where it lies elsewhere, is no JSON, or where this is no nested stack. */
export function nestedTemplate({ Type, Properties }: TemplateResource): Template | undefined {
  const body = Type === NESTED ? Properties?.TemplateBody : undefined;
  if (typeof body !== 'string') {
    return body as Template | undefined;
  }
  try {
    return JSON.parse(body) as Template;
  } catch {
    return undefined;
  }
}

/** What is lost when everything in the template is deleted that is not retained. */
export function lossesOfRemoval(template: Template, within = ''): Loss[] {
  return Object.entries(template.Resources ?? {}).flatMap(([id, resource]) => lossesOf(`${within}${id}`, resource));
}

/** What is lost with one resource. Of a nested stack whose template lies elsewhere nothing is known, so it counts. */
function lossesOf(logicalId: string, resource: TemplateResource): Loss[] {
  if (resource.DeletionPolicy === 'Retain') {
    return [];
  }
  if (holdsImages(resource.Type)) {
    return [{ logicalId, type: resource.Type }];
  }
  if (resource.Type !== NESTED) {
    return [];
  }
  const nested = nestedTemplate(resource);
  return nested === undefined ? [{ logicalId, type: resource.Type }] : lossesOfRemoval(nested, `${logicalId}/`);
}

/**
 * What is lost when one template takes the place of another: what leaves it, and what its condition or its count may leave out.
 *
 * @param valuesChange whether parameters get other values
 */
export function lossesOfUpdate(before: Template, after: Template, valuesChange: boolean, within = ''): Loss[] {
  const choices = valuesChange || !same(choosing(before), choosing(after));
  return Object.entries(before.Resources ?? {}).flatMap(([id, old]) => {
    const next = after.Resources?.[id];
    const logicalId = `${within}${id}`;
    if (next === undefined || next.Type !== old.Type || mayShrink(old, next, choices)) {
      return lossesOf(logicalId, old);
    }
    const nested = nestedTemplate(old);
    const values = !same(old.Properties?.Parameters, next.Properties?.Parameters);
    if (old.DeletionPolicy === 'Retain' || old.Type !== NESTED) {
      return [];
    }
    return nested === undefined
      ? unknownLosses(logicalId, old, next)
      : lossesOfUpdate(nested, nestedTemplate(next) ?? {}, values || choices, `${logicalId}/`);
  });
}

/** Of a nested stack whose template lies elsewhere nothing is known, so it counts where it changes. */
const unknownLosses = (logicalId: string, old: TemplateResource, next: TemplateResource): Loss[] =>
  same(old.Properties, next.Properties) ? [] : [{ logicalId, type: old.Type }];

/** What conditions and counts are worked out from. */
const choosing = ({ Parameters, Mappings, Conditions, Locals }: Template): unknown[] => [
  Parameters,
  Mappings,
  Conditions,
  Locals,
];

/** Whether a resource that stays in the template may yet be deleted, or some of it. */
function mayShrink(old: TemplateResource, next: TemplateResource, choices: boolean): boolean {
  const selects = next.Condition !== undefined || typeof next.Count === 'object';
  return !same(old.Condition, next.Condition) || !same(old.Count, next.Count) || (selects && choices);
}

/** Whether deleting a resource would delete images, if nobody retained it. */
export const isWorthRetaining = (logicalId: string, resource: TemplateResource): boolean =>
  lossesOf(logicalId, { ...resource, DeletionPolicy: undefined }).length > 0;
