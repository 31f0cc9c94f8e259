import { type Json, type JsonMap, own, same } from '../runtime/json';
import type { Definition, Program } from '../template/program';
import { baseName } from '../template/references';
import { NO_VALUE } from '../template/scope';
import { section } from '../template/sections';
import { isUpdatable, typedProperties } from '../template/types/properties';
import { type Fate, causesOf } from './change-causes';
import { foreseen, watched } from './foresee';
import type { Intent, Resource, Stack } from './model';
import type { StackValues } from './stack-values';

/** What an intent makes of a stack, resource by resource, as the API tells it. Nothing is done. */
export function changesOf(values: StackValues, stack: Stack, intent: Intent): JsonMap[] {
  return new Comparison(values, watched(stack), intent).changes();
}

interface Surveyed {
  readonly fate: Fate;
  readonly change?: JsonMap;
}

/** One thing that is another afterwards, and why. */
interface Detail {
  readonly attribute: 'Properties' | 'Metadata' | 'DeletionPolicy';
  readonly name: string | null;
  readonly source: string;
  readonly entity: string;
  readonly evaluation: 'Static' | 'Dynamic';
  readonly recreation: 'Always' | 'Never';
}

class Comparison {
  private readonly after: Program;
  private readonly before: Program;
  private readonly surveyed = new Map<string, Surveyed>();

  constructor(
    private readonly values: StackValues,
    private readonly stack: Stack,
    intent: Intent,
  ) {
    this.after = values.program(stack, intent);
    this.before = values.program(stack, stack.intent);
  }

  changes(): JsonMap[] {
    const wanted = [...this.after.definitions.values()].map(definition => this.survey(definition).change);
    const gone = Object.values(this.stack.resources).filter(({ logicalId }) => !this.after.definitions.has(logicalId));
    return [...wanted.filter(change => change !== undefined), ...gone.map(resource => told('Remove', resource))];
  }

  private survey(definition: Definition): Surveyed {
    const known = this.surveyed.get(definition.logicalId);
    if (known) {
      return known;
    }
    const made = this.compare(definition);
    this.surveyed.set(definition.logicalId, made);
    return made;
  }

  private compare(definition: Definition): Surveyed {
    const { logicalId, type } = definition;
    const existing = own(this.stack.resources, logicalId);
    if (!existing || existing.physicalId === '') {
      return { fate: 'Add', change: told('Add', { logicalId, type: type.type }) };
    }
    if (existing.type !== type.type) {
      return { fate: 'Replace', change: told('Modify', existing, { Replacement: 'True', Scope: [], Details: [] }) };
    }
    const details = [...this.propertyDetails(definition, existing), ...this.directDetails(definition, existing)];
    if (details.length === 0) {
      return { fate: 'None' };
    }
    const Replacement = replacementOf(details);
    const Scope = [...new Set(details.map(({ attribute }) => attribute))];
    return {
      fate: Replacement === 'False' ? 'Modify' : 'Replace',
      change: told('Modify', existing, { Replacement, Scope, Details: details.map(detailRecord) }),
    };
  }

  private propertyDetails(definition: Definition, existing: Resource): Detail[] {
    const names = new Set([...Object.keys(definition.properties), ...Object.keys(existing.properties)]);
    return [...names].flatMap(name => {
      const recreation = isUpdatable(definition.type, name) ? 'Never' : 'Always';
      const target = { attribute: 'Properties', name, recreation } as const;
      return this.causes(definition, existing, name).map(cause => ({ ...target, ...cause }));
    });
  }

  private causes(
    definition: Definition,
    existing: Resource,
    name: string,
  ): Pick<Detail, 'source' | 'entity' | 'evaluation'>[] {
    const { logicalId, type } = definition;
    const expression = own(definition.properties, name);
    const earlier = own(this.before.definitions.get(logicalId)?.properties ?? {}, name);
    const isEdited = !same(expression ?? null, earlier ?? null);
    const direct = isEdited ? [{ source: 'DirectModification', entity: '' }] : [];
    const { unknown, parameters } = causesOf(this.before, this.after, expression ?? null, reference =>
      this.fateOf(reference),
    );
    if (unknown.length > 0) {
      return [...direct, ...unknown].map(cause => ({ ...cause, evaluation: 'Dynamic' }));
    }
    const value = expression === undefined ? NO_VALUE : foreseen(this.values, this.stack, this.after, definition, name);
    if (value === undefined) {
      return direct.map(cause => ({ ...cause, evaluation: 'Dynamic' }));
    }
    const next = own(typedProperties(type, value === NO_VALUE ? {} : { [name]: value }), name);
    if (same(next ?? null, existing.properties[name] ?? null)) {
      return [];
    }
    const found = [...direct, ...parameters];
    // Neither the template nor a parameter: a condition, or what another stack gives.
    const causes = found.length > 0 ? found : [{ source: 'System', entity: logicalId }];
    return causes.map(cause => ({ ...cause, evaluation: 'Static' }));
  }

  private directDetails({ logicalId, retain }: Definition, existing: Resource): Detail[] {
    const metadata = (program: Program): Json => {
      const resource = section(program.template, 'Resources')[baseName(logicalId)] as JsonMap | undefined;
      return resource?.Metadata ?? null;
    };
    const cause = {
      name: null,
      source: 'DirectModification',
      entity: '',
      evaluation: 'Static',
      recreation: 'Never',
    } as const;
    return [
      ...(same(metadata(this.before), metadata(this.after)) ? [] : [{ ...cause, attribute: 'Metadata' as const }]),
      ...(retain === existing.retain ? [] : [{ ...cause, attribute: 'DeletionPolicy' as const }]),
    ];
  }

  /** The strongest of what becomes of the members of a resource of the template. */
  private fateOf(name: string): Fate {
    const fates = [...this.after.definitions.values()]
      .filter(({ logicalId }) => logicalId === name || baseName(logicalId) === name)
      .map(definition => this.survey(definition).fate);
    return (['Add', 'Replace', 'Modify'] as const).find(fate => fates.includes(fate)) ?? 'None';
  }
}

function told(
  Action: 'Add' | 'Modify' | 'Remove',
  { logicalId, type, physicalId }: Pick<Resource, 'logicalId' | 'type'> & Partial<Pick<Resource, 'physicalId'>>,
  more: JsonMap = {},
): JsonMap {
  const known: JsonMap = physicalId === undefined ? {} : { PhysicalResourceId: physicalId };
  return {
    Type: 'Resource',
    ResourceChange: { Action, LogicalResourceId: logicalId, ...known, ResourceType: type, ...more },
  };
}

/** By the change with the greatest impact. */
function replacementOf(details: readonly Detail[]): 'True' | 'Conditional' | 'False' {
  const recreating = details.filter(({ recreation }) => recreation === 'Always');
  if (recreating.length === 0) {
    return 'False';
  }
  return recreating.some(({ evaluation }) => evaluation === 'Static') ? 'True' : 'Conditional';
}

function detailRecord({ attribute, name, source, entity, evaluation, recreation }: Detail): JsonMap {
  return {
    ChangeSource: source,
    CausingEntity: entity,
    Evaluation: evaluation,
    Target: { Attribute: attribute, Name: name, RequiresRecreation: recreation },
  };
}
