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

/** The template with resources, outputs and dependencies in alphabetical order, so that no order of calls shows. */
export function sortedTemplate(template: Template): Template {
  const resources = Object.entries(template.Resources ?? {}).map(([id, resource]) => [
    id,
    resource.DependsOn ? { ...resource, DependsOn: [...resource.DependsOn].sort() } : resource,
  ]);
  const outputs = Object.entries(template.Outputs ?? {}).sort(byKey);
  return {
    ...template,
    Resources: Object.fromEntries(resources.sort(byKey)),
    Outputs: outputs.length === 0 ? undefined : Object.fromEntries(outputs),
  };
}

function byKey([a]: unknown[], [b]: unknown[]): number {
  return (a as string) < (b as string) ? -1 : 1;
}
