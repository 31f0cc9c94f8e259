import { hasCode, localReason } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import type { Blind } from '../domain/drift';
import type { RuleRecord, TaskRecord } from '../domain/records';
import { SYNC_RULE } from '../domain/resource-types';
import type { ArrowState, FailedCopy, RuleState } from './model';
import { type SeenStack, isYetToCome, resolver, unreadOutput } from './resolve';
import { type DeclaredRule, declaredRule, ruleStates } from './rules';

/** Copies shown for each arrow. */
const TASKS = 3;

/** Rules and copies of one source, which are asked for once for all arrows that begin there. */
interface Source {
  readonly rules: readonly RuleRecord[];
  readonly tasks: readonly TaskRecord[];
  readonly unreadable?: string;
}

const NOBODY: Source = { rules: [], tasks: [] };

/** The arrow of one stack, with its values worked out. */
interface Arrow {
  readonly seen: SeenStack;
  readonly rules: readonly DeclaredRule[];
  /** Logical ids of rules whose target is yet to be made. */
  readonly open: ReadonlySet<string>;
  readonly source?: string;
  readonly from: string;
  readonly to: string;
  /** Where it begins, if that could not be looked at. */
  readonly blindSource?: Blind;
  /** By the logical ids of rules: an end that could not be looked at. */
  readonly blind: ReadonlyMap<string, Blind>;
}

/** What is known beside the arrows. */
export interface Around {
  /** All stacks of the app. */
  readonly all: readonly SeenStack[];
  /** Ids of instances that do not exist. */
  readonly gone: ReadonlySet<string>;
  /** Ids of instances that could not be looked at. */
  readonly blind: ReadonlyMap<string, Blind>;
}

/** Looks at all arrows. */
export async function arrowStates(seen: readonly SeenStack[], around: Around, cr: CrClient): Promise<ArrowState[]> {
  const arrows = seen.filter(one => rulesIn(one).length > 0).map(one => arrowOf(one, around));
  const ids = new Map(arrows.flatMap(arrow => (arrow.source === undefined ? [] : [[arrow.source, arrow] as const])));
  const sources = await sideBySide(
    [...ids],
    async ([
      id,
      {
        seen: { stack },
      },
    ]) => {
      return [id, around.gone.has(id) ? NOBODY : await sourceState(stack.region, id, cr)] as const;
    },
  );
  const known = new Map(sources);
  return arrows.map(arrow => {
    const source = arrow.source === undefined ? NOBODY : known.get(arrow.source)!;
    return arrowState(arrow, source, around);
  });
}

const rulesIn = ({ stack }: SeenStack) =>
  Object.entries(stack.template.Resources ?? {}).filter(([, resource]) => resource.Type === SYNC_RULE);

function arrowOf(seen: SeenStack, { all, blind }: Around): Arrow {
  const resolve = resolver(seen, all);
  const entries = rulesIn(seen);
  const rules = entries.map(([id, resource]) => declaredRule(seen.stack, id, resource.Properties ?? {}, resolve));
  const open = entries.filter(([, { Properties }]) => isYetToCome(Properties?.TargetInstanceId, seen, all));
  const blindEnd = (value: unknown) => unreadOutput(value, seen, all) ?? blind.get(resolve(value) ?? '');
  const blindEnds = entries.flatMap(([id, { Properties }]) => {
    const end = blindEnd(Properties?.InstanceId) ?? blindEnd(Properties?.TargetInstanceId);
    return end === undefined ? [] : [[id, end] as const];
  });
  return {
    seen,
    rules,
    open: new Set(open.map(([id]) => id)),
    source: resolve(entries[0][1].Properties?.InstanceId),
    from: seen.stack.source?.region ?? seen.stack.region,
    to: seen.stack.target?.region ?? rules[0].properties.TargetRegionId ?? '',
    blindSource: blindEnd(entries[0][1].Properties?.InstanceId),
    blind: new Map(blindEnds),
  };
}

async function sourceState(region: string, id: string, cr: CrClient): Promise<Source> {
  try {
    const [rules, tasks] = await Promise.all([cr.outgoingRules(region, id), cr.tasks(region, id)]);
    return { rules, tasks: [...tasks].sort((a, b) => b.modified.getTime() - a.modified.getTime()) };
  } catch (error) {
    return hasCode(error, 'INSTANCE_NOT_EXIST') ? NOBODY : { ...NOBODY, unreadable: localReason(error) };
  }
}

function arrowState(arrow: Arrow, source: Source, around: Around): ArrowState {
  const { seen, rules, from, to } = arrow;
  const [blind] = arrow.blind.values();
  const { stack } = seen;
  const base = { stack, from, to, source: arrow.source, rules: unknown(rules), tasks: [], failures: [] };
  if (seen.unreadable !== undefined || source.unreadable !== undefined) {
    return { ...base, unreadable: seen.unreadable ?? source.unreadable, blindIn: stack.region };
  }
  const unread = blind === undefined ? {} : { unreadable: blind.reason, blindIn: blind.region };
  if (arrow.source === undefined && arrow.blindSource !== undefined) {
    return { ...base, ...unread };
  }
  const there = ofThisArrow(source.rules, arrow, around.all);
  const targets = targetsOf(arrow);
  const tasks = source.tasks.filter(task => targets.has(task.targetInstanceId));
  const states = ruleStates(rules, there).map(state => withBlindEnd(withLostEnd(state, arrow, around.gone), arrow));
  return {
    ...base,
    rules: states,
    tasks: tasks.slice(0, TASKS),
    failures: failuresIn(tasks.filter(task => isWanted(task, rules))),
    ...unread,
  };
}

const unknown = (rules: readonly DeclaredRule[]): RuleState[] =>
  rules.map(({ name, by }) => ({ name, state: 'unknown' as const, drift: [], by }));

const targetsOf = ({ rules }: Arrow): Set<string | undefined> =>
  new Set(rules.map(({ properties }) => properties.TargetInstanceId));

/** A rule to a registry that was released, or that another takes the place of, copies nothing, whatever it says. */
function withLostEnd(state: RuleState, { rules, open }: Arrow, gone: ReadonlySet<string>): RuleState {
  const properties = rules.find(({ by }) => by.logicalId === state.by?.logicalId)?.properties;
  const past = open.has(state.by?.logicalId ?? '') ? state.target : undefined;
  const end = [properties?.InstanceId, properties?.TargetInstanceId].find(id => id !== undefined && gone.has(id));
  return end === undefined && past === undefined
    ? state
    : { ...state, lostEnd: end, pastEnd: past, ...(state.state === 'missing' ? {} : { state: 'edited' as const }) };
}

/** A rule that is there copies nothing if the registry where it ends is not, of which nothing is known. */
const withBlindEnd = (state: RuleState, { blind }: Arrow): RuleState =>
  state.state === 'in place' && blind.has(state.by?.logicalId ?? '') ? { ...state, state: 'unknown' } : state;

/** Rules to the targets of this stack, but for those that other stacks of the app declare. Where a target is not known, its region tells. */
function ofThisArrow(there: readonly RuleRecord[], arrow: Arrow, all: readonly SeenStack[]): RuleRecord[] {
  const own = new Set(arrow.rules.map(({ name }) => name));
  const targets = targetsOf(arrow);
  const elsewhere = new Set(
    all
      .filter(other => other !== arrow.seen)
      .flatMap(other => rulesIn(other).map(([, resource]) => resource.Properties?.SyncRuleName)),
  );
  return there.filter(({ name, fields }) => {
    const leadsThere = targets.has(undefined)
      ? fields.TargetRegionId === arrow.to
      : targets.has(String(fields.TargetInstanceId));
    return own.has(name) || (leadsThere && !elsewhere.has(name));
  });
}

/** Whether a rule of today would copy it; what an earlier one failed to copy is no matter any more. */
const isWanted = ({ image }: TaskRecord, rules: readonly DeclaredRule[]): boolean =>
  rules.some(
    ({ properties: { NamespaceName } }) => NamespaceName === undefined || image.startsWith(`${NamespaceName}/`),
  );

/** Images of which the newest copy failed; the newest first. */
function failuresIn(tasks: readonly TaskRecord[]): FailedCopy[] {
  const newest = new Map<string, TaskRecord>();
  tasks.forEach(task => newest.has(task.image) || newest.set(task.image, task));
  return [...newest.values()].filter(({ status }) => status === 'ERROR').map(({ image, issue }) => ({ image, issue }));
}
