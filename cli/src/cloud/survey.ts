import type { ListedStack } from '../domain/records';
import { concernsIdentity } from './cloud-error';
import type { RosClient } from './ros-client';
import { sideBySide } from './side-by-side';

/** The stacks of the account as their lists show them, region by region. */
export interface Survey {
  readonly stacks: ReadonlyMap<string, readonly ListedStack[]>;
  /** Regions that could not be listed, and why. */
  readonly unlisted: ReadonlyMap<string, string>;
}

/** Lists regions, each once. What concerns whoever asks is thrown. */
export async function surveyRegions(regions: readonly string[], ros: RosClient): Promise<Survey> {
  return listed(regions, ros, error => {
    if (concernsIdentity(error)) {
      throw error;
    }
  });
}

/** Adds every other region that ROS has. None of them is needed, so nothing is thrown. */
export async function surveyElsewhere(survey: Survey, ros: RosClient): Promise<Survey> {
  const known = new Set([...survey.stacks.keys(), ...survey.unlisted.keys()]);
  const { stacks, unlisted } = await ros.regions().then(
    all =>
      listed(
        all.filter(region => !known.has(region)),
        ros,
      ),
    error => ({ stacks: new Map(), unlisted: new Map([['other regions', (error as Error).message]]) }),
  );
  return {
    stacks: new Map([...survey.stacks, ...stacks]),
    unlisted: new Map([...survey.unlisted, ...unlisted]),
  };
}

async function listed(
  regions: readonly string[],
  ros: RosClient,
  check: (error: unknown) => void = () => undefined,
): Promise<Survey> {
  const stacks = new Map<string, readonly ListedStack[]>();
  const unlisted = new Map<string, string>();
  await sideBySide([...new Set(regions)].sort(), async region => {
    try {
      stacks.set(region, await ros.listStacks(region));
    } catch (error) {
      check(error);
      unlisted.set(region, (error as Error).message);
    }
  });
  return { stacks, unlisted };
}
