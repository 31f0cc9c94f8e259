import { hasCode } from '../cloud/cloud-error';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { type Survey, surveyElsewhere } from '../cloud/survey';
import { conditionOf } from '../domain/condition';
import { type Bystander, droppedOutputs } from '../domain/handover';
import type { DeclaredStack } from '../domain/model';
import type { Orphan } from '../domain/orphans';
import type { PlannedStack } from '../domain/plan';
import type { ListedStack } from '../domain/records';

/** What is known of an account besides a plan. */
export interface Around {
  readonly declared: readonly DeclaredStack[];
  /** Stacks that the app no longer declares, but for those that are deleted before the plan is carried out. */
  readonly orphans: readonly Orphan[];
  readonly deletedFirst: readonly Orphan[];
  readonly survey: Survey;
}

/** The other stacks of the account with their templates, which are read only where the plan drops an output. */
export async function bystandersOf(
  plan: readonly PlannedStack[],
  { declared, orphans, deletedFirst, survey }: Around,
  ros: RosClient,
): Promise<Bystander[]> {
  if (plan.every(planned => droppedOutputs(planned).length === 0)) {
    return [];
  }
  const { stacks } = await surveyElsewhere(survey, ros);
  const placeOf = ({ region, name }: { region: string; name: string }) => `${region}/${name}`;
  const known = new Set([...plan.map(({ stack }) => stack), ...deletedFirst].map(placeOf));
  const own = new Set(declared.map(placeOf));
  const left = new Map(orphans.map(orphan => [placeOf(orphan), orphan]));
  const others = [...stacks.values()].flat().filter(listed => !known.has(placeOf(listed)) && isThere(listed));
  return sideBySide(others, async (listed): Promise<Bystander> => {
    const { name, region } = listed;
    const orphan = left.get(placeOf(listed));
    const kind = own.has(placeOf(listed)) ? 'left out' : orphan === undefined ? 'other' : kindOf(orphan);
    return { name, region, kind, ...(await read(listed, orphan, ros)) };
  });
}

const isThere = ({ status }: ListedStack): boolean => !['missing', 'leaving'].includes(conditionOf(status));

const kindOf = ({ readBy }: Orphan): Bystander['kind'] => (readBy === undefined ? 'orphan' : 'orphan that is read');

async function read(
  { region, id }: ListedStack,
  orphan: Orphan | undefined,
  ros: RosClient,
): Promise<Pick<Bystander, 'template' | 'unreadable'>> {
  if (orphan?.live?.template !== undefined) {
    return { template: orphan.live.template };
  }
  try {
    return { template: await ros.getTemplate(region, id) };
  } catch (error) {
    return hasCode(error, 'StackNotFound') ? {} : { unreadable: (error as Error).message };
  }
}
