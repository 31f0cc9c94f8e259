/** What is not as stacks declare it, and what a deployment does about it; pure. */
import { conditionOf, isDamaged } from '../domain/condition';
import type { Blind, Drift, Look } from '../domain/drift';
import type { DeclaredStack } from '../domain/model';
import { accessFindings } from './access';
import type { ArrowState, Declaration, FoundDrift, InstanceState, RegistryState, RuleState } from './model';
import type { SeenStack } from './resolve';
import { anew, isAsDeployed, isRestorable, orLeave } from './remedies';

type Seen = ReadonlyMap<DeclaredStack, SeenStack>;

/** All that was found behind the stacks of this app that are at rest: what is being changed or is yet to be made is no drift. */
export function findingsOf(
  { instances, arrows }: Pick<RegistryState, 'instances' | 'arrows'>,
  seen: readonly SeenStack[],
): FoundDrift[] {
  const byStack = new Map(seen.map(one => [one.stack, one]));
  const released = new Set(
    instances.filter(instance => isGone(instance) && instance.by === undefined).map(({ id }) => id),
  );
  const found = [
    ...instances.flatMap(instance => instanceFindings(instance, byStack)),
    ...arrows.flatMap(arrow => arrowFindings(arrow, byStack, released)),
  ];
  return [
    ...found.filter(({ stack }) => isAtRest(byStack.get(stack))),
    ...instances.flatMap(instance => lostHalfWay(instance, byStack)),
  ];
}

/** A creation or an update that failed goes on with what it has made, which nothing makes anew. */
function lostHalfWay(instance: InstanceState, seen: Seen): FoundDrift[] {
  const { by, region } = instance;
  const live = by && seen.get(by.stack)?.live;
  if (by === undefined || live === undefined || !isGone(instance) || !isHalfWay(live.status)) {
    return [];
  }
  const todo =
    `${by.stack.name} is ${live.status}, and going on with it would not make it anew. Delete what is left of the stack, ` +
    `then deploy again: global-registry destroy --only ${by.stack.name}`;
  const subject = `Registry ${registryName(instance)}`;
  return [{ stack: by.stack, subject, what: `is gone from ${region}`, remedy: { kind: 'refuse', todo } }];
}

const isHalfWay = (status: string): boolean => conditionOf(status) === 'half-created' || isDamaged(status);

export const isGone = ({ status, unreadable }: InstanceState): boolean =>
  status === undefined && unreadable === undefined;

const isAtRest = (one: SeenStack | undefined): boolean =>
  one?.live !== undefined &&
  one.isStrange !== true &&
  conditionOf(one.live.status) === 'updatable' &&
  !isDamaged(one.live.status);

/** What was found behind one stack, and what could not be looked at. */
export function lookOf(stack: DeclaredStack, { instances, arrows, findings }: RegistryState): Look {
  const drift = findings
    .filter(finding => finding.stack === stack)
    .map(({ subject, what, remedy }): Drift => {
      return { subject, what, remedy };
    });
  const blind = [
    ...instances
      .filter(instance => concerns(instance, stack))
      .flatMap(({ region, unreadable }) => spot(region, unreadable)),
    ...arrows
      .filter(arrow => arrow.stack === stack)
      .flatMap(({ blindIn, unreadable }) => (blindIn === undefined ? [] : spot(blindIn, unreadable))),
  ];
  return { drift, blind };
}

const spot = (region: string, reason: string | undefined): Blind[] =>
  reason === undefined ? [] : [{ region, reason }];

const concerns = ({ by, users }: InstanceState, stack: DeclaredStack): boolean =>
  by?.stack === stack || users.includes(stack);

function instanceFindings(instance: InstanceState, seen: Seen): FoundDrift[] {
  const { status, unreadable } = instance;
  if (unreadable !== undefined) {
    return [];
  }
  return status === undefined ? goneFindings(instance, seen) : thereFindings(instance, seen);
}

export const registryName = ({ name, id }: Pick<InstanceState, 'name' | 'id'>): string =>
  name === undefined ? id : `${name} (${id})`;

/** What is on a registry that is gone goes with it; whoever reads its id follows. */
function goneFindings(instance: InstanceState, seen: Seen): FoundDrift[] {
  const { by, namesakes, region, users, id } = instance;
  const subject = `Registry ${registryName(instance)}`;
  const what = `is gone from ${region}`;
  if (by === undefined) {
    const todo =
      namesakes.length > 0
        ? `name the one that is there, existingInstanceId: '${namesakes[0]}'.`
        : `correct its existingInstanceId, or take the region out of the app.`;
    return users.map(stack => ({ stack, subject, what, remedy: { kind: 'refuse', todo } }));
  }
  const own = ownFinding(instance, seen, { subject, what });
  const others = thingsOn(instance).filter(({ stack }) => stack !== by.stack);
  return [
    ...own,
    ...others.flatMap(thing => anew(thing, seen, { subject: thing.logicalId, what: `is on ${id}, which is gone` })),
  ];
}

function ownFinding(
  { by, namesakes, id }: InstanceState,
  seen: Seen,
  about: Pick<Drift, 'subject' | 'what'>,
): FoundDrift[] {
  const { stack, logicalId } = by!;
  const declares = stack.template.Resources?.[logicalId] !== undefined;
  if (declares && namesakes.length > 0) {
    const todo = `another of its name is there. Take it with existingInstanceId: '${namesakes[0]}', or choose another instanceName.`;
    return [{ stack, ...about, remedy: { kind: 'refuse', todo } }];
  }
  const todo = declares ? 'deploy buys it anew, without the images of before.' : `deploy forgets ${id}.`;
  return anew(by!, seen, about, todo);
}

const thingsOn = ({ namespaces, repositories, entries, vpcs, others }: InstanceState): Declaration[] => [
  ...[...namespaces, ...repositories, ...entries, ...vpcs].flatMap(({ by }) => by ?? []),
  ...others,
];

function thereFindings(instance: InstanceState, seen: Seen): FoundDrift[] {
  const { id, status, edition, declaredEdition, by, users, namespaces, repositories } = instance;
  const owner = by?.stack ?? users[0];
  const subject = `Registry ${registryName(instance)}`;
  const found: FoundDrift[] = [];
  if (status !== 'RUNNING' && owner !== undefined) {
    const todo = 'look at it in the console of Container Registry: nothing can be pushed or pulled.';
    found.push({ stack: owner, subject, what: `is ${status}`, remedy: { kind: 'leave', todo } });
  }
  const isEdited = by !== undefined && isAsDeployed(by, 'InstanceType', edition ?? '', seen); // in the app, and the plan tells it
  if (by !== undefined && declaredEdition !== undefined && edition !== declaredEdition && !isEdited) {
    const todo = `ROS cannot change it. Change it back in the console, or take the registry as it is with existingInstanceId: '${id}'.`;
    found.push({
      stack: by.stack,
      subject,
      what: differs('edition', edition, declaredEdition),
      remedy: { kind: 'leave', todo },
    });
  }
  return [
    ...found,
    ...namespaces.flatMap(state => contentFindings(`Namespace ${state.name} of ${id}`, state, seen)),
    ...repositories.flatMap(state => contentFindings(`Repository ${state.name} of ${id}`, state, seen)),
    ...accessFindings(instance, owner, seen),
  ];
}

const differs = (field: string, actual: string | undefined, declared: string): string =>
  `has ${field} ${actual ?? 'none'}, declared is ${declared}`;

/** A namespace or a repository: made anew where it is gone, set back where ROS can change it. */
function contentFindings(
  subject: string,
  { state, drift, by }: InstanceState['namespaces'][number],
  seen: Seen,
): FoundDrift[] {
  if (by === undefined || state === 'unknown') {
    return [];
  }
  if (state === 'missing') {
    return anew(by, seen, { subject, what: 'is gone' }, 'deploy makes it anew, without the images of before.');
  }
  return drift.flatMap(({ field, actual, declared }) =>
    isRestorable(by, field, seen) && !isAsDeployed(by, field, actual, seen)
      ? [
          {
            ...{ stack: by.stack, subject, what: differs(field, actual, declared) },
            remedy: { kind: 'restore', logicalId: by.logicalId, property: field, actual: valueOf(actual) },
          },
        ]
      : [],
  );
}

const valueOf = (text: string): string | boolean => (text === 'true' || text === 'false' ? text === 'true' : text);

/** @param released registries that the app takes as they are and that are gone, which is told of them: no rule to one can be made anew */
function arrowFindings(
  { stack, from, to, rules, failures }: ArrowState,
  seen: Seen,
  released: ReadonlySet<string>,
): FoundDrift[] {
  const failed = failures.map(({ image, issue }): FoundDrift => {
    const next = [
      { why: 'Why:', command: `explain ${image} --in ${to}` },
      { why: 'To copy it:', command: `backfill ${image.replace(/:[^/]*$/, '')} --in ${to}` },
    ];
    const todo = 'no deployment copies it.';
    const what = `was not copied from ${from} to ${to}${issue === '' ? '' : ` (${issue})`}`;
    return { stack, subject: `Image ${image}`, what, remedy: { kind: 'leave', todo, next } };
  });
  const told = rules.filter(({ lostEnd }) => lostEnd === undefined || !released.has(lostEnd));
  return [...told.flatMap(rule => ruleFindings(rule, seen)), ...failed];
}

function endText({ lostEnd, pastEnd }: RuleState): string | undefined {
  if (lostEnd !== undefined) {
    return `has an end that is gone, ${lostEnd}`;
  }
  return pastEnd === undefined ? undefined : `leads to ${pastEnd}, which no stack of the app holds any more`;
}

/** ROS can change nothing of a rule, so one that differs is deleted and made anew; one that it did not make it cannot delete. */
function ruleFindings(rule: RuleState, seen: Seen): FoundDrift[] {
  const { name, state, drift, by, ruleId } = rule;
  if (by === undefined || (state !== 'missing' && state !== 'edited')) {
    return [];
  }
  const subject = `Sync rule ${name}`;
  const differences = drift.map(({ field, actual, declared }) => `${field} "${actual}", declared is "${declared}"`);
  const what = state === 'missing' ? 'is gone' : `has ${differences.join(', ')}`;
  const about = { subject, what: endText(rule) ?? what };
  return orLeave(
    by,
    seen,
    about,
    ruleId,
    `it was not made by this stack. Delete it in the console of Container Registry, then deploy again.`,
  );
}
