import type { RosClient } from '../cloud/ros-client';
import type { ListedStack } from '../domain/records';
import type { PlannedStack } from '../domain/plan';

/** Lists of stacks that a deployment asks for once for all that lies in a region and has its turn together. */
export class RegionLists {
  private readonly lists = new Map<string, Promise<ListedStack[]>>();

  constructor(private readonly ros: RosClient) {}

  /** Whether a stack is in a list as the plan saw it: the very stack, with its status, updated no later. */
  async isAsPlanned({ stack, live, wave }: PlannedStack): Promise<boolean> {
    const key = `${wave}/${stack.region}`;
    const list = this.lists.get(key) ?? this.ros.listStacks(stack.region);
    this.lists.set(key, list);
    const listed = (await list).find(({ name }) => name === stack.name);
    return listed?.id === live?.id && listed?.status === live?.status && listed?.updated === live?.updated;
  }
}
