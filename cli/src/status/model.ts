import type { Drift } from '../domain/drift';
import type { Unmet } from '../domain/existing';
import type { ExistingRules } from '../domain/existing-parts.generated';
import type { DeclaredStack } from '../domain/model';
import type { InternetRecord, TaskRecord } from '../domain/records';
import type { RuleThere } from '../domain/twins';

/** What exists of what is declared. */
export interface RegistryState {
  readonly stacks: readonly StackState[];
  readonly instances: readonly InstanceState[];
  readonly arrows: readonly ArrowState[];
  /** What is not as it is declared, stack by stack, with what a deployment does about it. */
  readonly findings: readonly FoundDrift[];
  /** What the app takes as it is. */
  readonly existing: ExistingState;
}

export interface ExistingState {
  readonly registries: readonly ExistingRegistryState[];
  readonly rules: readonly ExistingRulesState[];
  /** What of it is not there. */
  readonly unmet: readonly Unmet[];
}

export interface FoundThing {
  readonly name: string;
  readonly state: 'in place' | 'missing';
}

export interface ExistingRegistryState {
  readonly region: string;
  readonly id: string;
  readonly name: string;
  /** Undefined when it does not exist. */
  readonly status?: string;
  readonly edition?: string;
  readonly namespaces: readonly FoundThing[];
  readonly repositories: readonly FoundThing[];
  readonly unreadable?: string;
}

export interface ExistingRulesState {
  readonly wanted: ExistingRules;
  /** The id of the instance where they begin; undefined as long as it is not there. */
  readonly source?: string;
  readonly state: 'in place' | 'missing' | 'unknown';
  readonly names: readonly string[];
  readonly unreadable?: string;
}

/** A drift and the stack that it is behind. */
export interface FoundDrift extends Drift {
  readonly stack: DeclaredStack;
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

/** A resource of a stack. */
export interface Declaration {
  readonly stack: DeclaredStack;
  readonly logicalId: string;
}

/** Something on an instance, or a rule that begins there: as it is declared, and as it is. */
export interface ThingState {
  readonly name: string;
  readonly state: 'in place' | 'edited' | 'missing' | 'not declared' | 'unknown';
  readonly drift: readonly Difference[];
  /** Undefined where nobody declares it. */
  readonly by?: Declaration;
}

export interface Difference {
  /** The property of the resource. */
  readonly field: string;
  readonly declared: string;
  readonly actual: string;
}

export interface InstanceState {
  readonly region: string;
  readonly id: string;
  readonly name?: string;
  readonly edition?: string;
  /** Undefined when the instance does not exist. */
  readonly status?: string;
  /** The resource that bought it; undefined where the app builds on what was there. */
  readonly by?: Declaration;
  /** The edition that was declared. */
  readonly declaredEdition?: string;
  readonly internet?: InternetRecord;
  readonly namespaces: readonly ThingState[];
  readonly repositories: readonly ThingState[];
  /** Address blocks that the Internet endpoint lets in. */
  readonly entries: readonly ThingState[];
  readonly vpcs: readonly ThingState[];
  /** What is declared on it besides. */
  readonly others: readonly Declaration[];
  /** The stacks that are looked at and declare something on it, or a rule that ends there. */
  readonly users: readonly DeclaredStack[];
  /** Where it is gone: ids of others of its name. */
  readonly namesakes: readonly string[];
  readonly unreadable?: string;
}

/** A copy, with its size where that was asked for. */
export interface ShownTask extends TaskRecord {
  readonly bytes?: number;
}

/** The rules of one stack, and what they copied. */
export interface ArrowState {
  readonly stack: DeclaredStack;
  readonly from: string;
  readonly to: string;
  readonly rules: readonly RuleState[];
  /** The id of the instance where it begins. */
  readonly source?: string;
  /** The newest first. */
  readonly tasks: readonly ShownTask[];
  /** Images whose last copy failed. */
  readonly failures: readonly FailedCopy[];
  readonly unreadable?: string;
  /** The region that could not be read. */
  readonly blindIn?: string;
}

export interface RuleState extends ThingState {
  /** The id of an end that is gone. */
  readonly lostEnd?: string;
  /** The id of the registry where it ends and which no stack holds any more: another takes its place. */
  readonly pastEnd?: string;
  /** The id of the rule where it is there, and that of the instance where it ends. */
  readonly ruleId?: string;
  readonly target?: string;
}

export interface FailedCopy {
  readonly image: string;
  readonly issue: string;
}

/** The rules that are there under the names of declared ones. */
export const rulesThere = ({ arrows }: RegistryState): RuleThere[] =>
  arrows.flatMap(({ rules }) =>
    rules.flatMap(({ by, ruleId: id, name }) => (by === undefined || id === undefined ? [] : [{ ...by, id, name }])),
  );

/** What could not be looked at. */
export const blindSpots = ({ stacks, instances, arrows, existing }: RegistryState): string[] => {
  const regions = [
    ...stacks.filter(({ unreadable }) => unreadable !== undefined).map(({ stack }) => stack.region),
    ...instances.filter(({ unreadable }) => unreadable !== undefined).map(({ region }) => region),
    ...arrows.flatMap(({ blindIn }) => blindIn ?? []),
    ...existing.registries.filter(({ unreadable }) => unreadable !== undefined).map(({ region }) => region),
    ...existing.rules.filter(({ unreadable }) => unreadable !== undefined).map(({ wanted }) => wanted.source.region),
  ];
  return [...new Set(regions)].sort();
};

/** Whether something is known to be missing or different. */
export function isDifferent({ stacks, instances, arrows, findings, existing }: RegistryState): boolean {
  const isWrong = ({ state }: ThingState) => state === 'missing' || state === 'edited';
  return (
    findings.length > 0 ||
    existing.unmet.length > 0 ||
    stacks.some(({ upToDate, unreadable }) => !upToDate && unreadable === undefined) ||
    instances.some(
      ({ unreadable, status, namespaces, repositories, entries, vpcs }) =>
        (unreadable === undefined && status !== 'RUNNING') ||
        [...namespaces, ...repositories, ...entries, ...vpcs].some(isWrong),
    ) ||
    arrows.some(({ rules }) => rules.some(isWrong))
  );
}

/** Whether everything that is declared exists as it is declared, and all of it was looked at. */
export const isComplete = (state: RegistryState): boolean => !isDifferent(state) && blindSpots(state).length === 0;
