import { own } from '../runtime/json';
import type { Definition } from '../template/program';
import type { Identifier, Resource, Step } from './model';

/**
 * The steps that turn what exists into what is defined: first all that is to be there, each after what it needs;
 * then, from the far end, all that is no longer wanted.
 */
export function planSteps(
  existing: Readonly<Record<string, Resource>>,
  definitions: ReadonlyMap<string, Definition>,
  imports: Readonly<Record<string, Identifier>> = {},
): Record<string, Step> {
  const steps: Record<string, Step> = {};
  for (const definition of definitions.values()) {
    const identifier = own(imports, definition.logicalId);
    steps[definition.logicalId] = {
      logicalId: definition.logicalId,
      kind: identifier ? 'IMPORT' : kindOf(own(existing, definition.logicalId), definition),
      ...(identifier && { identifier }),
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
  if (!resource || resource.physicalId === '') {
    return 'CREATE';
  }
  if (resource.status === 'CREATE_FAILED') {
    return 'REPLACE';
  }
  return resource.type === definition.type.type ? 'UPDATE' : 'REPLACE';
}

/** Knows which steps may start, without looking at all of them each time. It follows from the steps, so it is not saved. */
export class Agenda {
  running = 0;
  private readonly ready: Step[] = [];
  private readonly openNeeds = new Map<string, number>();
  private readonly dependents = new Map<string, Step[]>();

  constructor(steps: Readonly<Record<string, Step>>) {
    for (const step of Object.values(steps)) {
      const open = [...new Set(step.needs)].filter(name => steps[name].state !== 'DONE');
      for (const name of open) {
        listed(this.dependents, name).push(step);
      }
      this.openNeeds.set(step.logicalId, open.length);
      if (step.state === 'RUNNING') {
        this.running++;
      }
      if (step.state === 'WAITING' && open.length === 0) {
        this.ready.push(step);
      }
    }
  }

  /** A step that may start now. */
  next(): Step | undefined {
    return this.ready.shift();
  }

  /** Sets the state of a step; what waited for it may become ready. */
  move(step: Step, state: Step['state']): void {
    if (step.state === 'RUNNING') {
      this.running--;
    }
    step.state = state;
    if (state === 'RUNNING') {
      this.running++;
    }
    if (state !== 'DONE') {
      return;
    }
    for (const dependent of this.dependents.get(step.logicalId) ?? []) {
      const open = (this.openNeeds.get(dependent.logicalId) ?? 0) - 1;
      this.openNeeds.set(dependent.logicalId, open);
      if (open === 0) {
        this.ready.push(dependent);
      }
    }
  }
}

function listed(map: Map<string, Step[]>, name: string): Step[] {
  const list = map.get(name) ?? [];
  map.set(name, list);
  return list;
}
