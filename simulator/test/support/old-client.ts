import RpcClient from '@alicloud/ros-2019-09-10';
import type { Simulator } from '../../src';
import { type Map, unwrap } from './clients';

/** The official older ROS client: the action in the query, HMAC-SHA1. The stock ros-cdk uses it. */
export function oldRosClient(simulator: Simulator, more: Map = {}): Map {
  return new (unwrap(RpcClient) as new (config: Map) => Map)({
    ...simulator.credentials,
    endpoint: `http://${simulator.endpoint}`,
    ...more,
  });
}
