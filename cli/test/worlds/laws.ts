/** What never happens, whatever is run. Pure: what was there before and is there after, and what was consented to. */
import { same } from '../../src/domain/canonical';
import type { Consent } from './orders';
import type { Counts } from './tally';
import { type Thing, type World, type WorldStack, thingsOf, titleOf } from './world';

/** What is another thing than before, by what became of it. */
function differences(before: World, after: World) {
  const [old, now] = [thingsOf(before), thingsOf(after)];
  return {
    now,
    gone: [...old].filter(([id]) => !now.has(id)).map(([, thing]) => thing),
    made: [...now].filter(([id]) => !old.has(id)).map(([, thing]) => thing),
    changed: [...old].filter(([id, thing]) => now.has(id) && now.get(id)!.text !== thing.text),
  };
}

/** How often each law had something to judge. */
export function casesOf(before: World, after: World): Counts {
  const { gone, made, changed } = differences(before, after);
  return {
    'nothing goes without consent': gone.length,
    'nothing is made without consent': made.length,
    'nothing is changed without consent': changed.length,
    'no registry is bought twice': made.filter(({ kind }) => kind === 'registry').length,
  };
}

/** What was broken, in a sentence each. */
export function brokenLaws(before: World, after: World, consent: Consent): string[] {
  const { now, gone, made, changed } = differences(before, after);
  const underWay = new Set(before.stacks.filter(isUnderWay).map(({ id }) => id));
  const isGoingOn = ({ kind, stack }: Thing) => kind !== 'image' && stack !== undefined && underWay.has(stack.id);
  /** What is in a registry goes with it, and is judged with it. */
  const isJudged = ({ kind, registry }: Thing) =>
    kind === 'registry' || registry === undefined || now.has(`registry ${registry}`);
  return [
    ...gone.filter(thing => !isGoingOn(thing) && isJudged(thing)).flatMap(thing => losing(thing, consent) ?? []),
    ...made
      .filter(thing => !isGoingOn(thing) && !isLeftBehind(thing, after, consent))
      .flatMap(thing => making(thing, consent) ?? []),
    ...changed
      .filter(([id, thing]) => !isGoingOn(thing) || !isSameStack(thing.stack, now.get(id)!.stack))
      .flatMap(([, thing]) => changing(thing, consent) ?? []),
    ...repeated(before, after),
  ];
}

/** What a consented update made and retains stays outside of its stack where ROS takes the update back. */
const isLeftBehind = (
  { kind, stack, registry }: Thing,
  { stacks, registries }: World,
  { change }: Consent,
): boolean => {
  const region = registries.find(({ id }) => id === registry)?.region;
  const isTakenBack = (one: WorldStack) => one.status === 'ROLLBACK_COMPLETE' && change.has(titleOf(one));
  return kind === 'namespace' && stack === undefined && stacks.some(one => one.region === region && isTakenBack(one));
};

/** ROS ends what somebody has begun, and nobody else is to blame for it. */
const isUnderWay = ({ status }: WorldStack): boolean => status.endsWith('_IN_PROGRESS');

const isSameStack = (one: WorldStack | undefined, other: WorldStack | undefined): boolean =>
  same([one?.template, one?.tags], [other?.template, other?.tags]);

const HOLDS_IMAGES = ['registry', 'namespace', 'image'];

function losing({ kind, name, stack, logicalId }: Thing, { change, remove, images }: Consent): string | undefined {
  if (kind === 'image') {
    return `the image ${name} is gone`;
  }
  if (stack === undefined) {
    return `the ${kind} ${name} is gone, which belongs to no stack`;
  }
  const title = titleOf(stack);
  const isConsented = kind === 'stack' ? remove.has(title) : remove.has(title) || change.has(title);
  if (!isConsented) {
    return `the ${kind} ${name} is gone, to which nobody consented`;
  }
  const retains = logicalId !== undefined && stack.template.Resources?.[logicalId]?.DeletionPolicy === 'Retain';
  if (HOLDS_IMAGES.includes(kind) && (retains || !images)) {
    return `the ${kind} ${name} is gone with its images, ${retains ? 'which its stack retains' : 'to which nobody consented'}`;
  }
  return undefined;
}

/** Images are pushed and copied by others. */
function making({ kind, name, stack }: Thing, { change }: Consent): string | undefined {
  if (kind === 'image' || (stack !== undefined && change.has(titleOf(stack)))) {
    return undefined;
  }
  return `the ${kind} ${name} was made, to which nobody consented`;
}

function changing({ kind, name, stack }: Thing, { change, remove }: Consent): string | undefined {
  const title = stack && titleOf(stack);
  if (title !== undefined && (change.has(title) || (kind === 'stack' && remove.has(title)))) {
    return undefined;
  }
  return `the ${kind} ${name} was changed, to which nobody consented`;
}

/** A registry that was bought although there was one of its name, or another was bought with it. */
function repeated(before: World, after: World): string[] {
  const bought = after.registries.filter(({ id }) => !before.registries.some(other => other.id === id));
  const twins = bought.filter(one =>
    after.registries.some(other => other !== one && other.name === one.name && other.region === one.region),
  );
  return twins.map(({ id, name, region }) => `a second registry ${region}/${name} was bought (${id})`);
}
