import * as ros from '@alicloud/ros-cdk-core';
import { waitsFor } from '../core/stack-order';
import { NamespaceThere } from './memory';
import { nameOn } from './resource-on-instance';

/** Lets a resource wait for the namespace that it is about, and for the repository if there is one, in the same stack or in another. */
export function waitForNamespace(
  resource: ros.RosResource,
  there: NamespaceThere | undefined,
  region: string,
  repository?: string,
): void {
  if (there === undefined) {
    return;
  }
  const { namespace, owner, existing } = there;
  const created = [
    ...(existing ? [] : [nameOn(owner, 'Namespace', namespace.namespaceName)]),
    ...(repository !== undefined && namespace._createsRepository(repository, region)
      ? [nameOn(owner, 'Repository', `${namespace.namespaceName}/${repository}`)]
      : []),
  ];
  if (created.length === 0) {
    return;
  }
  const [here, stack] = [ros.Stack.of(resource), ros.Stack.of(owner)];
  if (here === stack) {
    const waits = resource.fetchRosDependency();
    created.filter(id => !waits.includes(id)).forEach(logicalId => resource.addRosDependency(logicalId));
  } else if (!waitsFor(stack, here) && !here.dependencies.includes(stack)) {
    here.addDependency(stack, `${resource.node.path} needs namespace ${namespace.namespaceName}`);
  }
}
