/** A ROS template as JSON. */
export interface Template {
  Resources?: Record<string, TemplateResource>;
  Outputs?: Record<string, unknown>;
  [section: string]: unknown;
}

/** One entry under `Resources`. */
export interface TemplateResource {
  Type: string;
  DependsOn?: string[];
  [key: string]: unknown;
}

/** How a template is cut. */
interface Cut {
  /** The part of a resource, from 1; undefined for what stays in the first part. */
  readonly partOf: (logicalId: string) => number | undefined;
  /** What a later part writes for an attribute of a resource in the first part. */
  readonly fromFirst: (logicalId: string, attribute: string) => unknown;
  /** What a later part holds beside its own resources and the guards. */
  readonly extra: Record<string, TemplateResource>;
}

/** The parts of a template, by number; resources, outputs and dependencies in alphabetical order. */
export function splitTemplate(template: Template, numbers: readonly number[], cut: Cut): Map<number, Template> {
  return new Map(numbers.map(number => [number, sorted(onePart(template, number, cut))]));
}

function onePart(template: Template, number: number, cut: Cut): Template {
  const all = Object.entries(template.Resources ?? {});
  const isHere = (id: string) => (cut.partOf(id) ?? 1) === number;
  const isGuard = (resource: TemplateResource) => resource.Type === 'ALIYUN::ROS::Assert';
  const here = Object.fromEntries(all.filter(([id, resource]) => isHere(id) || isGuard(resource)));
  if (number === 1) {
    return { ...template, Resources: here, Outputs: outputsOf(template, id => id === undefined || isHere(id)) };
  }
  const extra = Object.keys(cut.extra);
  const resources = Object.entries(here).map(([id, resource]) => [
    id,
    isGuard(resource) ? resource : { ...resource, DependsOn: [...dependencies(resource, here), ...extra] },
  ]);
  const part = {
    ...template,
    Resources: Object.fromEntries(resources),
    Outputs: outputsOf(template, id => id !== undefined && isHere(id)),
  };
  const local = readsOf(part, (id, attribute) => (id in here ? undefined : cut.fromFirst(id, attribute))) as Template;
  return { ...local, Resources: { ...cut.extra, ...local.Resources } };
}

function dependencies(resource: TemplateResource, here: Record<string, unknown>): string[] {
  return (resource.DependsOn ?? []).filter(id => id in here);
}

function outputsOf(template: Template, belongs: (logicalId?: string) => boolean): Record<string, unknown> | undefined {
  const entries = Object.entries(template.Outputs ?? {}).filter(([, output]) => belongs(firstRead(output)));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The resource that a value reads first. */
function firstRead(value: unknown): string | undefined {
  let found: string | undefined;
  readsOf(value, id => {
    found ??= id;
    return undefined;
  });
  return found;
}

/** The value with each `Fn::GetAtt` replaced, where the replacement is defined. */
function readsOf(value: unknown, replace: (logicalId: string, attribute: string) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(item => readsOf(item, replace));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const read = (value as Record<string, unknown>)['Fn::GetAtt'];
  if (Array.isArray(read)) {
    return replace(read[0], read[1]) ?? value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readsOf(inner, replace)]));
}

function sorted(template: Template): Template {
  const resources = Object.entries(template.Resources ?? {}).map(([id, resource]) => [
    id,
    resource.DependsOn ? { ...resource, DependsOn: [...resource.DependsOn].sort() } : resource,
  ]);
  return {
    ...template,
    Resources: Object.fromEntries(resources.sort(byKey)),
    Outputs: template.Outputs && Object.fromEntries(Object.entries(template.Outputs).sort(byKey)),
  };
}

function byKey([a]: unknown[], [b]: unknown[]): number {
  return (a as string) < (b as string) ? -1 : 1;
}
