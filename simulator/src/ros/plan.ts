import type { Definition } from '../template/program';
import type { Resource, Step } from './model';

/**
 * The steps that turn what exists into what is defined: first all that is to be there, each after what it needs;
 * then, from the far end, all that is no longer wanted.
 */
export function planSteps(
  existing: Readonly<Record<string, Resource>>,
  definitions: ReadonlyMap<string, Definition>,
): Record<string, Step> {
  const steps: Record<string, Step> = {};
  for (const definition of definitions.values()) {
    steps[definition.logicalId] = {
      logicalId: definition.logicalId,
      kind: kindOf(
        Object.hasOwn(existing, definition.logicalId) ? existing[definition.logicalId] : undefined,
        definition,
      ),
      needs: definition.needs.filter(name => definitions.has(name)),
      state: 'WAITING',
    };
  }
  const wanted = Object.keys(steps);
  const unwanted = Object.values(existing).filter(resource => !definitions.has(resource.logicalId));
  for (const resource of unwanted) {
    const users = unwanted.filter(other => other.needs.includes(resource.logicalId)).map(other => other.logicalId);
    steps[resource.logicalId] = {
      logicalId: resource.logicalId,
      kind: 'DELETE',
      needs: [...wanted, ...users],
      state: 'WAITING',
    };
  }
  return steps;
}

function kindOf(resource: Resource | undefined, definition: Definition): Step['kind'] {
  if (!resource) return 'CREATE';
  if (resource.status === 'CREATE_FAILED') return resource.physicalId === '' ? 'CREATE' : 'REPLACE';
  return resource.type === definition.type.type ? 'UPDATE' : 'REPLACE';
}

/** The steps that may start now. */
export function readySteps(steps: Readonly<Record<string, Step>>): Step[] {
  return Object.values(steps).filter(
    step => step.state === 'WAITING' && step.needs.every(name => steps[name].state === 'DONE'),
  );
}
