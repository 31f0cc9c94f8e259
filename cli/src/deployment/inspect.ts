import { concernsIdentity } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import { readListed } from '../cloud/live-stack';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { type Survey, surveyRegions } from '../cloud/survey';
import { isTakenOver } from '../domain/mark';
import type { DeclaredStack } from '../domain/model';
import type { Finding } from '../domain/plan';
import { mayBuy } from '../domain/purchases';
import { withObstacles } from './obstacles';
import { repeatedPurchases } from './purchases';

export interface Inspection {
  readonly findings: ReadonlyMap<string, Finding>;
  /** The stacks of the regions that were looked at. */
  readonly survey: Survey;
}

/**
 * Looks at declared stacks in the cloud, by one list for each region. What cannot be read is a finding too, unless it would be so for all.
 *
 * @param takeOver names of stacks, or of apps, whose stacks may be taken over
 */
export async function inspect(
  stacks: readonly DeclaredStack[],
  ros: RosClient,
  cr: CrClient,
  takeOver: readonly string[] = [],
): Promise<Inspection> {
  const regions = stacks.map(({ region }) => region);
  const survey = await surveyRegions(regions, ros);
  const found = await sideBySide(
    stacks,
    async stack => [stack.key, await finding(stack, survey, ros, cr, takeOver)] as const,
  );
  return { findings: await withObstacles(stacks, new Map(found), cr), survey };
}

async function finding(
  stack: DeclaredStack,
  { stacks, unlisted }: Survey,
  ros: RosClient,
  cr: CrClient,
  takeOver: readonly string[],
): Promise<Finding> {
  const { region, name } = stack;
  const reason = unlisted.get(region);
  if (reason !== undefined) {
    return unreadable(reason);
  }
  try {
    const found = stacks.get(region)?.find(other => other.name === name);
    const live = found && (await readListed(found, stack.template, ros));
    const purchases = mayBuy(stack, live);
    const resources = live === undefined ? [] : await ros.listResources(region, live.id);
    const listed = async () => stacks.get(region) ?? [];
    return {
      live,
      resources,
      obstacles: await repeatedPurchases(stack, live, purchases, resources, { cr, ros, listed }),
      takenOver: live !== undefined && isTakenOver(live, takeOver),
    };
  } catch (error) {
    if (concernsIdentity(error)) {
      throw error;
    }
    return unreadable((error as Error).message);
  }
}

const unreadable = (reason: string): Finding => ({ unreadable: `It could not be looked at: ${reason}` });
