import * as ros from '@alicloud/ros-cdk-core';
import { warn } from '../core/notes';
import { removedProblems } from '../core/removed';
import { ROS_LIMITS } from '../domain/facts.generated';
import { NamespacePlan } from '../domain/plan';
import { Problem } from '../domain/problem';
import { registryStackId, replicationStackId } from '../domain/stack-ids';

/** Warns of an app whose stacks alone come near what an account takes. */
export function warnOfStackCount(primary: ros.IConstruct): void {
  const stacks = primary.node.root.node.findAll().filter(ros.Stack.isStack);
  const count = stacks.filter(stack => !(stack instanceof ros.NestedStack)).length;
  const { stacksPerAccount } = ROS_LIMITS;
  if (count > stacksPerAccount * NEAR) {
    warn(
      primary,
      `The app has ${count} stacks, but an account takes ${stacksPerAccount} in all its regions unless the quota was raised. ` +
        'Raise it in the Quota Center before you deploy, or use fewer groups.',
    );
  }
}

/** The share of a quota from which on a warning is due. */
const NEAR = 0.9;

/** Stacks of different stages have no order between them. */
export function serviceRoleProblems(registry: ros.IConstruct, roles: ros.IConstruct | undefined): Problem[] {
  const gone = roles === undefined ? [] : removedProblems('serviceRoles', roles);
  return gone.length > 0 || roles === undefined || ros.Stage.of(roles as never) === ros.Stage.of(registry as never)
    ? gone
    : [
        {
          subject: 'serviceRoles',
          got: roles.node.path,
          rule: 'registries wait for their stack, and stacks wait only for stacks of their own stage',
          fix: 'Make the roles in the stage of the registry',
        },
      ];
}

/** What is wrong with groups whose stacks would have the name of another stack of the registry. */
export function groupNameProblems(
  primary: string,
  replicas: readonly string[],
  namespaces: readonly NamespacePlan[],
): Problem[] {
  const plain = [
    ...[primary, ...replicas].map(region => registryStackId(region)),
    ...replicas.map(region => replicationStackId(primary, region)),
  ];
  return namespaces.flatMap(({ subject, stackGroup: group }) => {
    const ids =
      group === undefined
        ? []
        : [
            ...[primary, ...replicas].map(region => registryStackId(region, group)),
            ...replicas.map(region => replicationStackId(primary, region, group)),
          ];
    const taken = ids.find(id => plain.includes(id));
    return taken === undefined
      ? []
      : [
          {
            subject: `${subject}.stackGroup`,
            got: group,
            rule: `stack ${taken} of the registry has that very name`,
            fix: 'Choose another group',
          },
        ];
  });
}
