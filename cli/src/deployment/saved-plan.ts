import { createHash } from 'node:crypto';
import { type Seen, changesSince, seenOf } from '../domain/binding';
import { canonical } from '../domain/canonical';
import { driftText } from '../domain/drift';
import { type DeclaredStack, title } from '../domain/model';
import type { Orphan } from '../domain/orphans';
import type { PlannedStack } from '../domain/plan';
import { savedPlanProblems } from './saved-plan-schema';

export const SAVED_PLAN = { kind: 'global-registry plan', version: 1 } as const;

/** What a plan was asked for, which holds when it is carried out. */
export interface PlanOptions {
  readonly only: readonly string[];
  readonly takeOver: readonly string[];
  readonly prune: boolean;
}

interface SavedStack {
  readonly name: string;
  readonly region: string;
  /** What stands for the stack as the app declares it. */
  readonly declared: string;
  readonly action: string;
  readonly seen: Seen | null;
  /** What somebody changed behind it. */
  readonly drift: readonly string[];
}

/** A plan in a file: what the app declares and what was there, as hashes. It holds no value of any parameter. */
export interface SavedPlan {
  readonly kind: string;
  readonly version: number;
  readonly assembly: string;
  readonly app: string | null;
  readonly options: PlanOptions;
  readonly stacks: readonly SavedStack[];
  readonly pruned: readonly { readonly name: string; readonly region: string; readonly seen: Seen | null }[];
  /** For whoever reviews it: what plan --json says. */
  readonly plan: object;
}

/** What a plan is made of. */
export interface PlanParts {
  readonly declared: readonly DeclaredStack[];
  readonly app?: string;
  readonly options: PlanOptions;
  readonly plan: readonly PlannedStack[];
  readonly orphans: readonly Orphan[];
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A secret is not compared, for even its hash may be guessed. */
function hashOf({ key, name, region, template, parameters, tags, dependsOn }: DeclaredStack): string {
  const shown = Object.entries(parameters).filter(([parameter]) => !template.Parameters?.[parameter]?.NoEcho);
  return sha256(canonical({ key, name, region, template, parameters: Object.fromEntries(shown), tags, dependsOn }));
}

/** The plan as it is kept. */
export function savedPlan({ declared, app, options, plan, orphans }: PlanParts, shown: object): SavedPlan {
  return {
    ...SAVED_PLAN,
    assembly: sha256(canonical(declared.map(hashOf))),
    app: app ?? null,
    options,
    stacks: plan.map(({ stack, action, live, drift }) => ({
      name: stack.name,
      region: stack.region,
      declared: hashOf(stack),
      action,
      seen: seenOf(live, sha256) ?? null,
      drift: drift.map(driftText).sort(),
    })),
    pruned: orphans.map(({ name, region, live }) => ({ name, region, seen: seenOf(live, sha256) ?? null })),
    plan: shown,
  };
}

/** Reads a plan from the text of a file; refuses what is none, or is newer than this deployer. */
export function parsePlan(text: string, file: string): SavedPlan {
  let read: Partial<SavedPlan>;
  try {
    read = (JSON.parse(text) ?? {}) as Partial<SavedPlan>;
  } catch (error) {
    throw new Error(`${file} is not a plan: ${(error as Error).message}. ${AGAIN(file)}`, { cause: error });
  }
  if (read.kind !== SAVED_PLAN.kind) {
    throw new Error(`${file} is JSON, but not a plan that global-registry plan --out wrote. ${AGAIN(file)}`);
  }
  if (read.version !== SAVED_PLAN.version) {
    throw new Error(
      `${file} is a plan of version ${JSON.stringify(read.version)}, but this deployer reads version ${SAVED_PLAN.version}. ${AGAIN(file)}`,
    );
  }
  const problems = savedPlanProblems(read);
  if (problems.length > 0) {
    throw new Error(`${file} is a plan that somebody changed: ${problems.join('; ')}. ${AGAIN(file)}`);
  }
  return read as SavedPlan;
}

const AGAIN = (file: string): string => `Make a new one: global-registry plan --out ${file}`;

/** Refuses a plan that is no longer what a plan made now would be, with what has changed. */
export function refuseOutdated(saved: SavedPlan, now: SavedPlan, file: string): void {
  const changes = [...appChanges(saved, now), ...stackChanges(saved, now)];
  if (changes.length > 0) {
    const list = changes.map(change => `  ${change}`).join('\n');
    throw new Error(`${file} is no longer true, so nothing was deployed:\n${list}\n${AGAIN(file)}`);
  }
}

function appChanges(saved: SavedPlan, now: SavedPlan): string[] {
  if (saved.assembly === now.assembly && saved.app === now.app) {
    return [];
  }
  const before = new Map(saved.stacks.map(stack => [title(stack), stack.declared]));
  const after = new Map(now.stacks.map(stack => [title(stack), stack.declared]));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const different = names.filter(name => before.get(name) !== after.get(name));
  return [`The app declares something else${different.length > 0 ? `: ${different.join(', ')}` : ''}.`];
}

/** A repair is planned for what was found then. */
function driftChanges(saved: SavedPlan, now: SavedPlan): string[] {
  const found = new Map(now.stacks.map(stack => [title(stack), stack.drift]));
  return saved.stacks.flatMap(stack => {
    const after = found.get(title(stack)) ?? [];
    const more = after.filter(text => !stack.drift.includes(text));
    const less = stack.drift.filter(text => !after.includes(text));
    return [
      ...more.map(text => `${title(stack)}: Since then: ${text}`),
      ...less.map(text => `${title(stack)}: No longer: ${text}`),
    ];
  });
}

function stackChanges(saved: SavedPlan, now: SavedPlan): string[] {
  const compare = (before: SavedPlan['pruned'], after: SavedPlan['pruned']): string[] => {
    const found = new Map(after.map(stack => [title(stack), stack]));
    return before.flatMap(stack => {
      const changes = changesSince(stack.seen ?? undefined, found.get(title(stack))?.seen ?? undefined);
      return changes.length > 0 ? [`${title(stack)}: ${changes.join(' ')}`] : [];
    });
  };
  const known = new Set(saved.pruned.map(title));
  const more = now.pruned.filter(stack => !known.has(title(stack)));
  return [
    ...compare(saved.stacks, now.stacks),
    ...driftChanges(saved, now),
    ...compare(saved.pruned, now.pruned),
    ...more.map(stack => `${title(stack)}: It is no longer declared, and was not planned to be deleted.`),
  ];
}
