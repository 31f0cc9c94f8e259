import { createHash } from 'node:crypto';
import { type Seen, seenOf } from '../domain/binding';
import { canonical } from '../domain/canonical';
import { driftText } from '../domain/drift';
import type { DeclaredStack } from '../domain/model';
import type { Orphan } from '../domain/orphans';
import type { PlannedStack } from '../domain/plan';
import { hiddenValues } from '../domain/values';
import { type Where, isSamePlace, whereText } from '../domain/where';
import { savedPlanProblems } from './saved-plan-schema';

export const SAVED_PLAN = { kind: 'global-registry plan', version: 2 } as const;

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
  /** Names of parameters whose values are sent and that ROS does not tell. */
  readonly hidden: readonly string[];
  /** What somebody changed behind it. */
  readonly drift: readonly string[];
}

/** A plan in a file: what the app declares and what was there, as hashes. It holds no value of any parameter. */
export interface SavedPlan {
  readonly kind: string;
  readonly version: number;
  /** Stands for all the rest of the document: an edit is noticed. It keeps nobody from writing a document of his own. */
  readonly digest: string;
  /** Where it was made. */
  readonly where: Where;
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
  readonly where: Where;
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
export function savedPlan({ where, declared, app, options, plan, orphans }: PlanParts, shown: object): SavedPlan {
  const document = {
    ...SAVED_PLAN,
    where,
    assembly: sha256(canonical(declared.map(hashOf))),
    app: app ?? null,
    options,
    stacks: plan.map(({ stack, action, live, drift }) => ({
      name: stack.name,
      region: stack.region,
      declared: hashOf(stack),
      action,
      seen: seenOf(live, sha256) ?? null,
      hidden: hiddenValues(stack),
      drift: drift.map(driftText).sort(),
    })),
    pruned: orphans.map(({ name, region, live }) => ({ name, region, seen: seenOf(live, sha256) ?? null })),
    plan: shown,
  };
  return { ...document, digest: digestOf(document) };
}

const digestOf = (document: Partial<SavedPlan>): string => sha256(canonical({ ...document, digest: undefined }));

/**
 * Reads a plan from the text of a file; refuses what is none, is newer than this deployer, or was edited.
 *
 * @param again what to type for a new one
 */
export function parsePlan(text: string, file: string, again: string): SavedPlan {
  const another = anew(again);
  let read: Partial<SavedPlan>;
  try {
    read = (JSON.parse(text) ?? {}) as Partial<SavedPlan>;
  } catch (error) {
    throw new Error(`${file} is not a plan: ${(error as Error).message}. ${another}`, { cause: error });
  }
  if (read.kind !== SAVED_PLAN.kind) {
    throw new Error(`${file} is JSON, but not a plan that global-registry plan --out wrote. ${another}`);
  }
  if (read.version !== SAVED_PLAN.version) {
    throw new Error(
      `${file} is a plan of version ${JSON.stringify(read.version)}, but this deployer reads version ${SAVED_PLAN.version}. ${another}`,
    );
  }
  const problems = savedPlanProblems(read);
  if (problems.length > 0) {
    throw new Error(`${file} is a plan that somebody changed: ${problems.join('; ')}. ${another}`);
  }
  if (read.digest !== digestOf(read)) {
    throw new Error(`${file} is a plan that somebody changed: it is not as it was written. ${another}`);
  }
  return read as SavedPlan;
}

export const anew = (again: string): string => `Make a new one: ${again}`;

/** Refuses a plan of another cloud or account: what was not there then is not there in any other either, and would be bought. */
export function refuseElsewhere(
  { where }: SavedPlan,
  here: Where,
  file: string,
  again: string,
  isSimulator: (endpoint: string) => boolean,
): void {
  if (!isSamePlace(where, here, isSimulator)) {
    throw new Error(
      `${file} was made for ${whereText(where)}, and this is ${whereText(here)}, so nothing was deployed. ` +
        `Carry it out there, by the options of the connection that it was made with, or make one for here: ${again}`,
    );
  }
}
