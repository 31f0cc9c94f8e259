import { same } from './canonical';
import { conditionOf, isDamaged } from './condition';
import { changesOf, continuation, withRepairs } from './changes';
import { type ResourceChange, orderChanges, resourceChanges } from './diff';
import { type Blind, type Drift, type Look, NOTHING_SEEN, driftText, isRepaired, recreated } from './drift';
import { holdsNothing } from './guards';
import type { Keeping } from './keeping';
import { limitProblems } from './limits';
import { type Loss, lossesOfRemoval, lossesOfUpdate } from './losses';
import { hasMarkTags, isOurs, makerOf, strangerProblem } from './mark';
import type { DeclaredStack, LiveStack } from './model';
import { inLiveOrder } from './readers';
import type { StackResource } from './records';
import { baseOf, holdsImages } from './resource-types';
import { afterSuccessors } from './successors';
import { changedTags } from './tags';
import { type Subscription, subscriptionsOf } from './subscriptions';
import { type ChangedValue, changedParameters } from './value-changes';
import { changedValues, hiddenValues, valuesChange } from './values';
import { wavesOf } from './waves';

export type Action = 'create' | 'update' | 'unchanged' | 'refused' | 'unknown';

export interface PlannedStack {
  readonly stack: DeclaredStack;
  readonly wave: number;
  readonly action: Action;
  readonly status?: string;
  /** Anything out of the ordinary on the way: what is waited for, continued or removed first. */
  readonly note?: string;
  /** Something of the stack must be deleted before it can be made. */
  readonly removesRemains: boolean;
  readonly problems: readonly string[];
  /** What holds images and is deleted with them. */
  readonly losses: readonly Loss[];
  readonly changes: readonly ResourceChange[];
  /** Sections other than Resources that change. */
  readonly sections: readonly string[];
  /** Values of parameters that change. */
  readonly parameters: readonly ChangedValue[];
  /** What is bought, and paid in advance. */
  readonly subscriptions: readonly Subscription[];
  readonly live?: LiveStack;
  /** Regions that could not be read, so that it is not known what would become of the stack. */
  readonly blindIn: readonly string[];
  /** What somebody changed behind the stack, with what is done about it. */
  readonly drift: readonly Drift[];
  /** What it keeps until others no longer read it: it has a second turn after them. */
  readonly keeping?: Keeping;
}

/** What is known of a stack in the cloud before planning. */
export interface Finding {
  readonly live?: LiveStack;
  /** Why it could not be looked at. */
  readonly unreadable?: string;
  /** Why it must not be made, although no stack exists. */
  readonly obstacles?: readonly string[];
  /** What it builds on and could not be looked at. */
  readonly blind?: readonly Blind[];
  /** Whether somebody consented to take the stack over from whoever made it. */
  readonly takenOver?: boolean;
  /** What the stack has made, where its template does not tell. */
  readonly resources?: readonly StackResource[];
  /** What was found behind it. */
  readonly look?: Look;
}

/** What is to be done with every stack, wave by wave. Throws a CycleError where no order exists. */
export function planDeployment(
  stacks: readonly DeclaredStack[],
  findings: ReadonlyMap<string, Finding>,
): PlannedStack[] {
  const liveOf = (key: string) => findings.get(key)?.live;
  const ordered = afterSuccessors(inLiveOrder(stacks, liveOf), liveOf);
  return wavesOf(ordered).flatMap((wave, index) =>
    wave.map(stack => ({ wave: index + 1, ...planStack(stack, findings.get(stack.key) ?? {}) })),
  );
}

/** The same, refused for more than before; as it is where nothing is added. */
export const refusedWith = (planned: PlannedStack, problems: readonly string[]): PlannedStack =>
  problems.length === 0
    ? planned
    : { ...planned, action: 'refused', subscriptions: [], problems: [...planned.problems, ...problems] };

type Planned = Omit<PlannedStack, 'wave'>;

const NOTHING = { problems: [], losses: [], changes: [], sections: [], parameters: [], subscriptions: [], blindIn: [] };

/** What is to be done with one stack. */
export function planStack(stack: DeclaredStack, finding: Finding): Planned {
  const { live, unreadable } = finding;
  const status = live?.status;
  const { drift, blind: behind } = finding.look ?? NOTHING_SEEN;
  const blind = [...behind, ...(finding.blind ?? [])];
  const nothing = { stack, live, status, removesRemains: false, ...NOTHING, drift };
  if (unreadable !== undefined) {
    return { ...nothing, action: 'unknown', problems: [unreadable], blindIn: [stack.region] };
  }
  const limits = limitProblems(stack, live);
  if (limits.length > 0) {
    return { ...nothing, action: 'refused', problems: limits };
  }
  const strange = live !== undefined && !isOurs(stack, live);
  if (strange && !finding.takenOver) {
    return { ...nothing, action: 'refused', problems: [strangerProblem(stack, live)] };
  }
  if (blind.length > 0) {
    const blindIn = [...new Set(blind.map(({ region }) => region))];
    return { ...nothing, action: 'unknown', problems: [...new Set(blind.map(blindText))], blindIn };
  }
  const planned = byCondition(stack, finding);
  const refusals = planned.changes.flatMap(change => change.refusal ?? []);
  const refused = drift.filter(({ remedy }) => remedy.kind === 'refuse').map(driftText);
  const problems = [...(finding.obstacles ?? []), ...refusals, ...planned.problems, ...refused];
  const notes = [...(strange ? [`takes it over: it ${makerOf(stack, live)}`] : []), ...(planned.note ?? [])];
  return {
    ...nothing,
    ...planned,
    note: notes.length > 0 ? notes.join('; ') : undefined,
    losses: lossesFor(stack, finding),
    parameters: live !== undefined && planned.action === 'update' ? changedParameters(stack, live) : [],
    subscriptions:
      problems.length > 0 || planned.action === 'unchanged'
        ? []
        : subscriptionsOf(stack, live, finding.resources, recreated(drift)),
    problems,
    ...(problems.length > 0 ? { action: 'refused' as const } : {}),
  };
}

/** What an update deletes, or the removal of what is left; where a template does not tell, what the stack has made counts. */
function lossesFor(stack: DeclaredStack, { live, resources = [] }: Finding): Loss[] {
  if (live === undefined || conditionOf(live.status) === 'leaving') {
    return [];
  }
  const made = resources.filter(({ physicalId }) => physicalId !== '');
  if (conditionOf(live.status) === 'remains') {
    const ids = new Set(made.map(({ logicalId }) => baseOf(logicalId)));
    return lossesOfRemoval(live.template ?? {}).filter(({ logicalId }) => ids.has(logicalId.split('/')[0]));
  }
  const losses = lossesOfUpdate(live.template ?? {}, stack.template, valuesChange(stack, live));
  const known = new Set(Object.keys({ ...stack.template.Resources, ...live.template?.Resources }));
  const others = made.filter(({ logicalId, type }) => holdsImages(type) && !known.has(baseOf(logicalId)));
  return [...losses, ...others.map(({ logicalId, type }) => ({ logicalId, type }))];
}

type Part = Pick<Planned, 'action' | 'changes' | 'sections' | 'problems' | 'removesRemains'> & { note?: string[] };

const blindText = ({ region, reason }: Blind): string => `What lies in ${region} could not be looked at: ${reason}`;

function byCondition(stack: DeclaredStack, { live, resources = [], look = NOTHING_SEEN }: Finding): Part {
  const creation = {
    action: 'create' as const,
    changes: resourceChanges(undefined, stack.template),
    sections: [],
    problems: [],
    removesRemains: false,
  };
  switch (conditionOf(live?.status)) {
    case 'missing':
      return holdsNothing(stack) ? { ...creation, ...NOTHING_TO_MAKE } : creation;
    case 'leaving':
      return { ...creation, note: [`waits for ${live?.status}, then creates it`] };
    case 'remains':
      return {
        ...creation,
        problems: protectedProblems(live!),
        removesRemains: true,
        note: [`removes what is left (${live?.status}), then creates it`],
      };
    case 'half-created':
      return { ...creation, ...continuation(stack, live!, resources), note: ['continues the creation that failed'] };
    case 'stuck':
      return { ...creation, problems: [stuckProblem(live!)] };
    case 'busy':
      return { ...comparison(stack, live!, resources, []), note: [`waits for ${live?.status} of another deployment`] };
    case 'updatable':
      return comparison(stack, live!, resources, look.drift.filter(isRepaired));
  }
}

const NOTHING_TO_MAKE = { action: 'unchanged' as const, changes: [], note: ['not made: it would hold nothing'] };

function comparison(
  stack: DeclaredStack,
  live: LiveStack,
  resources: readonly StackResource[],
  repairs: readonly Drift[],
): Part {
  const changes = withRepairs(changesOf(stack, live, resources), repairs, live);
  const sections = changedSections(stack, live, changes);
  const changed = changes.length > 0 || sections.length > 0 || isDamaged(live.status);
  const action = live.template === undefined || changed ? 'update' : 'unchanged';
  const hidden = hiddenValues(stack);
  const notes = [
    ...(isDamaged(live.status) ? [`repairs it after ${live.status}`] : []),
    ...(hidden.length > 0
      ? [`sends ${hidden.join(', ')} again: ROS does not tell the value, and does nothing where it is the same`]
      : []),
  ];
  return { action, changes, sections, problems: [], removesRemains: false, note: notes.length > 0 ? notes : undefined };
}

function changedSections(stack: DeclaredStack, live: LiveStack, changes: readonly ResourceChange[]): string[] {
  const before = live.template ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(stack.template)])].sort();
  const sections = names.filter(name => name !== 'Resources' && !same(before[name], stack.template[name]));
  const values = changedValues(stack, live);
  const tags = changedTags(stack, live);
  const ordered = orderChanges(before, stack.template);
  const rewritten = !same(before.Resources, stack.template.Resources) && changes.length === 0;
  return [
    ...sections,
    ...(ordered ? ['order of resources'] : []),
    ...(rewritten && !ordered ? ['how values are written that stay the same'] : []),
    ...(values.length > 0 ? ['parameter values'] : []),
    ...(hiddenValues(stack).length > 0 ? ['parameter values that ROS does not tell'] : []),
    ...(tags.length > 0 ? [`tags (${tags.join(', ')})`] : []),
    ...(hasMarkTags(stack, live) ? [] : ['tags of the deployer']),
  ];
}

const protectedProblems = ({ isProtected, status }: LiveStack): string[] =>
  isProtected
    ? [
        `What is left of the stack (${status}) has to be deleted first, and it is protected from deletion. Switch that off in the ROS console ` +
          '(deletion protection of the stack), then run this again.',
      ]
    : [];

function stuckProblem(live: LiveStack): string {
  if (live.status === 'REVIEW_IN_PROGRESS') {
    return 'The stack waits for a change set (REVIEW_IN_PROGRESS). Execute it or delete the stack in the ROS console, then run this again.';
  }
  return `The stack is ${live.status}, from which ROS takes no update. Repair or delete it in the ROS console, then run this again.`;
}
