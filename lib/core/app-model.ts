import * as ros from '@alicloud/ros-cdk-core';

/** Where an app keeps what its constructs of ours declare, as the core keeps its own. */
const MODEL = Symbol.for('ros-cdk-global-registry.app');

/** What the app of a construct keeps under a name; made when it is first asked for. */
export function inApp<T>(construct: ros.IConstruct, name: string, make: () => T): T {
  const app = construct.node.root as { [MODEL]?: Map<string, unknown> };
  const model = (app[MODEL] ??= new Map<string, unknown>());
  if (!model.has(name)) {
    model.set(name, make());
  }
  return model.get(name) as T;
}
