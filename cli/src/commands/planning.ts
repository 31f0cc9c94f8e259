/** What plan and deploy share: the plan, and what is left of the app besides. */
import { surveyRegions } from '../cloud/survey';
import { inspect } from '../deployment/inspect';
import { type Leftovers, NO_LEFTOVERS, findLeftovers } from '../deployment/orphans';
import { neededOf, withNeeds } from '../domain/needs';
import { appsOf } from '../domain/orphans';
import { type PlannedStack, planDeployment } from '../domain/plan';
import { selectionOf } from '../domain/selection';
import { wavesOf } from '../domain/waves';
import type { SelectionFlags } from '../session/flags';
import type { Session, SessionWith } from '../session/session';

export interface PlanFlags extends SelectionFlags {
  readonly takeOver?: readonly string[];
  readonly prune?: boolean;
}

export interface MadePlan {
  readonly plan: readonly PlannedStack[];
  readonly leftovers: Leftovers;
}

/** Compares what is declared with what exists. */
export async function makePlan(session: SessionWith<PlanFlags>): Promise<MadePlan> {
  const { flags, stacks, appName } = session;
  const only = flags.only ?? [];
  if (flags.prune && only.length > 0) {
    throw new Error('--prune looks at the whole app and --only at a part of it. Name one of them.');
  }
  wavesOf(stacks); // a circle is told before anything is asked of the cloud
  const { selected, leftOut } = selectionOf(stacks, only);
  const { ros, cr } = await session.cloud();
  const needed = neededOf(selected, leftOut);
  const { findings, survey } = await inspect([...selected, ...needed], ros, cr, flags.takeOver);
  const plan = withNeeds(planDeployment(selected, findings), needed, findings);
  const leftovers = only.length > 0 ? NO_LEFTOVERS : await findLeftovers(stacks, appName, survey, ros);
  refuseEmpty(session, leftovers);
  return { plan, leftovers };
}

/** What is left of the app, for commands that make no plan. */
export async function leftoversOf({ stacks, appName, flags, cloud }: SessionWith<SelectionFlags>): Promise<Leftovers> {
  if (flags.only !== undefined) {
    return NO_LEFTOVERS;
  }
  const { ros } = await cloud();
  const regions = stacks.map(({ region }) => region);
  return findLeftovers(stacks, appName, await surveyRegions(regions, ros), ros);
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
