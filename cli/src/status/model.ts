import type { DeclaredStack } from '../domain/model';
import type { SizedTask } from '../domain/records';

/** What exists of what is declared. */
export interface RegistryState {
  readonly stacks: readonly StackState[];
  readonly instances: readonly InstanceState[];
  readonly arrows: readonly ArrowState[];
}

export interface StackState {
  readonly stack: DeclaredStack;
  /** Undefined when it does not exist. */
  readonly status?: string;
  /** Whether it was deployed from the template that is declared now. */
  readonly upToDate: boolean;
  /** Who made it, where that is not this app. */
  readonly stranger?: string;
  /** Why it could not be looked at. */
  readonly unreadable?: string;
}

export interface InstanceState {
  readonly region: string;
  readonly id: string;
  readonly name?: string;
  readonly edition?: string;
  /** Undefined when the instance does not exist. */
  readonly status?: string;
  /** Whether the Internet endpoint is on. */
  readonly internet?: boolean;
  readonly namespaces: readonly { readonly name: string; readonly exists: boolean }[];
  readonly unreadable?: string;
}

export interface Drift {
  readonly field: string;
  readonly declared: string;
  readonly actual: string;
}

export interface RuleState {
  readonly name: string;
  readonly state: 'in place' | 'edited' | 'missing' | 'not declared' | 'unknown';
  readonly drift: readonly Drift[];
}

export interface ArrowState {
  readonly stack: DeclaredStack;
  readonly from: string;
  readonly to: string;
  readonly rules: readonly RuleState[];
  /** The newest first. */
  readonly tasks: readonly SizedTask[];
  readonly unreadable?: string;
}

/** Whether everything that is declared exists as it is declared. */
export function isComplete({ stacks, instances, arrows }: RegistryState): boolean {
  return (
    stacks.every(stack => stack.upToDate && stack.unreadable === undefined) &&
    instances.every(
      instance => instance.status === 'RUNNING' && instance.namespaces.every(namespace => namespace.exists),
    ) &&
    arrows.every(arrow => arrow.rules.every(rule => ['in place', 'not declared'].includes(rule.state)))
  );
}
