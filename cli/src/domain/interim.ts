/**
 * How ROS is brought to repair what somebody changed behind a stack. ROS compares a template with the template of before, and never with what
 * is there: so it is first told what is there, and then what is to be there. Both are plain updates; nothing of it is an option of ROS.
 */
import { type Drift, recreated } from './drift';
import type { JsonMap, Template, TemplateResource } from './model';
import { dependenciesOf, namesIn, outputsIn } from './references';
import { holdsImages, isInstance } from './resource-types';

const GUARD = 'ALIYUN::ROS::Assert';

type Resources = Readonly<Record<string, TemplateResource>>;

/** The same stack, in which whatever holds images and is about to leave is retained: so that nothing is deleted that came back meanwhile. */
export function retaining(template: Template, drift: readonly Drift[]): Template | undefined {
  const leaving = leavingOf(template, drift);
  const open = Object.entries(template.Resources ?? {}).filter(
    ([id, { Type, DeletionPolicy }]) => leaving.has(id) && holdsImages(Type) && DeletionPolicy !== 'Retain',
  );
  if (open.length === 0) {
    return undefined;
  }
  const kept = open.map(([id, resource]) => [id, { ...resource, DeletionPolicy: 'Retain' }] as const);
  return { ...template, Resources: { ...template.Resources, ...Object.fromEntries(kept) } };
}

/** The stack as it is in truth: without what is gone and what reads it, and with the values that are there. */
export function asItIs(template: Template, drift: readonly Drift[]): Template {
  const leaving = leavingOf(template, drift);
  const stays = Object.entries(template.Resources ?? {}).filter(([id]) => !leaving.has(id));
  const Resources = stays.map(([id, resource]) => [id, withActual(id, waitingOnly(resource, leaving), drift)] as const);
  const outputs = Object.entries((template.Outputs ?? {}) as JsonMap);
  const Outputs = outputs.filter(([, output]) => ![...namesIn(output)].some(name => leaving.has(name)));
  return {
    ...template,
    Resources: Object.fromEntries(Resources),
    ...(template.Outputs === undefined ? {} : { Outputs: Object.fromEntries(Outputs) }),
  };
}

/**
 * What is made anew, with all that reads it: ROS can change none of that in place. Guards that look at the same value of another stack go
 * along, since they too keep the value of before; and of a registry everything that waits for what goes.
 */
export function leavingOf({ Resources = {} }: Template, drift: readonly Drift[]): Set<string> {
  const leaving = new Set(recreated(drift).filter(id => Resources[id] !== undefined));
  const whole = [...leaving].some(id => isInstance(Resources[id].Type));
  const outputs = new Set([...leaving].flatMap(id => [...outputsIn(Resources[id].Properties)]));
  for (let before = -1; before !== leaving.size;) {
    before = leaving.size;
    for (const [id, resource] of Object.entries(Resources)) {
      if (followsInto(leaving, resource, whole) || guards(resource, outputs)) {
        leaving.add(id);
      }
    }
  }
  return leaving;
}

function followsInto(leaving: ReadonlySet<string>, resource: TemplateResource, whole: boolean): boolean {
  const needs = [...namesIn(resource.Properties), ...(whole ? dependenciesOf(resource) : [])];
  return needs.some(name => leaving.has(name));
}

const guards = ({ Type, Properties }: TemplateResource, outputs: ReadonlySet<string>): boolean =>
  Type === GUARD && [...outputsIn(Properties)].some(output => outputs.has(output));

/** A resource that waits for nothing that is not there. */
function waitingOnly(resource: TemplateResource, leaving: ReadonlySet<string>): TemplateResource {
  const { DependsOn, ...rest } = resource;
  const left = dependenciesOf(resource).filter(name => !leaving.has(name));
  return DependsOn === undefined || left.length === 0 ? rest : { ...rest, DependsOn: left };
}

function withActual(id: string, resource: TemplateResource, drift: readonly Drift[]): TemplateResource {
  const actual = drift.flatMap(({ remedy }) =>
    remedy.kind === 'restore' && remedy.logicalId === id ? [[remedy.property, remedy.actual] as const] : [],
  );
  return actual.length === 0
    ? resource
    : { ...resource, Properties: { ...resource.Properties, ...Object.fromEntries(actual) } };
}

/**
 * The same stack with the registries that it is to buy, and nothing else of what is new: ROS takes an update back that fails, and a registry
 * that was bought in it would be outside of the stack. Nothing where it buys none, or where that cannot be done apart.
 */
export function buying(template: Template, declared: Template): Template | undefined {
  const before = template.Resources ?? {};
  const wanted = Object.entries(declared.Resources ?? {});
  const bought = wanted.filter(([id, { Type }]) => isInstance(Type) && before[id] === undefined);
  const Parameters = { ...template.Parameters, ...declared.Parameters };
  const there = new Set([...Object.keys(before), ...Object.keys(Parameters)]);
  const stands = ([, resource]: [string, TemplateResource]) =>
    resource.Condition === undefined &&
    resource.Count === undefined &&
    [...namesIn(resource.Properties)].every(name => there.has(name) || name.startsWith('ALIYUN::')) &&
    dependenciesOf(resource).every(name => there.has(name));
  const isAlone = wanted.every(([id]) => before[id] !== undefined || bought.some(([other]) => other === id));
  if (bought.length === 0 || isAlone || !bought.every(stands)) {
    return undefined;
  }
  const sections = Object.keys(Parameters).length > 0 ? { Parameters } : {};
  return { ...template, ...sections, Resources: { ...before, ...Object.fromEntries(bought) } };
}

/** All ids of a template that leave it for a moment, with their types. */
export const remade = (template: Template, drift: readonly Drift[]): [logicalId: string, type: string][] => {
  const leaving = leavingOf(template, drift);
  return Object.entries<TemplateResource>((template.Resources ?? {}) as Resources)
    .filter(([id]) => leaving.has(id))
    .map(([id, { Type }]) => [id, Type]);
};
