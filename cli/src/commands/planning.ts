/** What plan and deploy share: the plan, and what is left of the app besides. */
import type { Survey } from '../cloud/survey';
import { bystandersOf } from '../deployment/bystanders';
import { type Leftovers, NO_LEFTOVERS, findLeftovers } from '../deployment/orphans';
import { pricesOf } from '../deployment/prices';
import { parseEndpoint } from '../cloud/connection';
import { registriesInUse } from '../deployment/registries-in-use';
import { type SavedPlan, parsePlan, refuseElsewhere, savedPlan } from '../deployment/saved-plan';
import { refuseOutdated } from '../deployment/plan-changes';
import { withHandovers } from '../domain/handover';
import { withNeeds } from '../domain/needs';
import { appsOf, withReaders } from '../domain/orphans';
import { planDeployment } from '../domain/plan';
import { withTwins } from '../domain/twins';
import { wavesOf } from '../domain/waves';
import type { Where } from '../domain/where';
import { type FullPlan, type Scene, planData } from '../report/plan-report';
import { readText } from '../session/files';
import type { SelectionFlags } from '../session/flags';
import type { Session, SessionWith } from '../session/session';
import { rulesThere } from '../status/model';
import { againIn, anotherPlan } from './command-line';
import { look } from './looking';

export interface PlanFlags extends SelectionFlags {
  readonly takeOver?: readonly string[];
  readonly prune?: boolean;
}

/** Compares what is declared with what exists. */
export async function makePlan(session: SessionWith<PlanFlags>): Promise<FullPlan> {
  const { flags, stacks, appName } = session;
  const only = flags.only ?? [];
  if (flags.prune && only.length > 0) {
    throw new Error('--prune looks at the whole app and --only at a part of it. Name one of them.');
  }
  wavesOf(stacks); // a circle is told before anything is asked of the cloud
  const { selected, needed, findings, survey, state } = await look(session, flags.takeOver);
  const { ros, cr } = await session.cloud();
  const first = withNeeds(planDeployment(selected, findings), needed, findings);
  const found = only.length > 0 ? NO_LEFTOVERS : await findLeftovers(stacks, appName, survey, ros);
  refuseEmpty(session, found);
  const leftovers = {
    ...found,
    orphans: withReaders(
      found.orphans,
      first.flatMap(({ live }) => live ?? []),
    ),
  };
  const deletedFirst = flags.prune ? leftovers.orphans.filter(({ readBy }) => readBy === undefined) : [];
  const around = { declared: stacks, orphans: leftovers.orphans, deletedFirst, survey: found.survey ?? survey };
  const bystanders = await bystandersOf(first, around, ros);
  const handed = withHandovers(first, bystanders, await registriesInUse(first, findings, around, cr));
  const orphans = leftovers.orphans.filter(orphan => !deletedFirst.includes(orphan));
  const leaving = new Set(deletedFirst.flatMap(({ resources }) => resources.map(({ physicalId }) => physicalId)));
  const plan = withTwins(handed, { findings, orphans, leaving, rules: rulesThere(state) });
  return { plan, leftovers, bought: await pricesOf(plan, ros), existing: state.existing };
}

/** Where the plan is made. */
export const sceneOf = (session: SessionWith<PlanFlags>): Scene => ({
  again: againIn(session),
  simulated: session.flags.simulate,
});

/** A plan as it is kept in a file. */
export const savedForm = (
  { stacks, appName, flags }: SessionWith<PlanFlags>,
  made: FullPlan,
  where: Where,
): SavedPlan =>
  savedPlan(
    {
      where,
      declared: stacks,
      app: appName,
      options: { only: flags.only ?? [], takeOver: flags.takeOver ?? [], prune: flags.prune === true },
      plan: made.plan,
      orphans: flags.prune ? made.leftovers.orphans : [],
    },
    planData(made, false),
  );

/** Where this session works. */
export async function whereOf({ flags, cloud }: Session): Promise<Where> {
  if (flags.simulate) {
    return { simulation: true, endpoint: null, account: null };
  }
  const { endpoint, identity } = await cloud();
  return { simulation: false, endpoint, account: (await identity.account()) ?? null };
}

const isSimulator = (endpoint: string): boolean => parseEndpoint(endpoint).sharedEndpoint;

/** A plan that was kept in a file, made again: it binds as long as both say the same. */
export async function remakePlan<F extends PlanFlags>(
  session: SessionWith<F>,
  file: string,
): Promise<{ session: SessionWith<F>; made: FullPlan }> {
  const { flags } = session;
  if (flags.only !== undefined || flags.takeOver !== undefined || flags.prune) {
    throw new Error(
      `${file} says itself what is deployed: leave --only, --take-over and --prune out, or make another plan.`,
    );
  }
  const another = anotherPlan(file, flags);
  const saved = parsePlan(readText(file), file, another);
  const where = await whereOf(session);
  refuseElsewhere(saved, where, file, another, isSimulator);
  const anew = anotherPlan(file, flags, saved.options);
  const { only, takeOver, prune } = saved.options;
  const again = { ...session, flags: { ...flags, only: only.length > 0 ? only : undefined, takeOver, prune } };
  const made = await makePlan(again);
  refuseOutdated(saved, savedForm(again, made, where), file, anew);
  return { session: again, made };
}

/**
 * What is left of the app, for commands that make no plan.
 *
 * @param survey the regions that were listed already
 */
export async function leftoversOf(
  { stacks, appName, flags, cloud }: SessionWith<SelectionFlags>,
  survey: Survey,
): Promise<Leftovers> {
  const { ros } = await cloud();
  return flags.only === undefined ? findLeftovers(stacks, appName, survey, ros) : NO_LEFTOVERS;
}

/** An app that declares nothing and has no name is most likely a mistake, and nothing tells which stacks were its own. */
function refuseEmpty({ stacks, appName }: Session, { marked }: Leftovers): void {
  if (stacks.length > 0 || appName !== undefined || marked.length === 0) {
    return;
  }
  const apps = appsOf(marked).map(([app, number]) => `${app} (${number})`);
  throw new Error(
    `The app declares no stack, and it has no name by which stacks that it made before are known. The account has stacks of ${apps.join(', ')}. ` +
      `If one of these was this app, add --app-name with its name, such as --app-name ${appsOf(marked)[0][0]}: what is left of it is then shown.`,
  );
}
