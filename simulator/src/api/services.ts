import type { Actions } from './call';
import { CR_ACTIONS } from './cr-actions';
import { ROS_CHANGE_SETS } from './ros-change-sets';
import { ROS_DRIFT } from './ros-drift';
import { ROS_FEATURES } from './ros-features';
import { ROS_POLICIES } from './ros-policies';
import { ROS_READS } from './ros-reads';
import { ROS_TAGS } from './ros-tags';
import { ROS_TEMPLATES } from './ros-templates';
import { ROS_WRITES } from './ros-writes';
import { STS_ACTIONS } from './sts-actions';

export interface Service {
  readonly name: 'ros' | 'cr' | 'sts';
  readonly version: string;
  readonly actions: Actions;
}

/** What is served, told apart by the version that a call names. */
export const SERVICES: readonly Service[] = [
  {
    name: 'ros',
    version: '2019-09-10',
    actions: {
      ...ROS_READS,
      ...ROS_WRITES,
      ...ROS_CHANGE_SETS,
      ...ROS_DRIFT,
      ...ROS_FEATURES,
      ...ROS_POLICIES,
      ...ROS_TEMPLATES,
      ...ROS_TAGS,
    },
  },
  { name: 'cr', version: '2018-12-01', actions: CR_ACTIONS },
  { name: 'sts', version: '2015-04-01', actions: STS_ACTIONS },
];
