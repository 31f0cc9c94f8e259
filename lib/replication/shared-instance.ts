import * as ros from '@alicloud/ros-cdk-core';
import { Problem } from '../domain/problem';
import { starProblems } from '../domain/topology';
import { collisionProblems } from '../instance/collisions';
import { IRegistryInstance } from '../instance/instance';
import { NamespaceThere } from '../instance/memory';
import { repeatedNamespace } from '../instance/namespace-place';
import { AppArrows } from './arrows';

/**
 * What is wrong with a namespace that an instance has already. Two registries may share an instance by mistake; then the namespace is the
 * least of it.
 */
export function repetitionProblems(
  namespace: ros.IConstruct,
  instance: IRegistryInstance,
  there: NamespaceThere,
): Problem[] {
  const { path } = instance.node;
  const deeper = [
    ...collisionProblems(instance).map(problem => ({ ...problem, subject: `${problem.subject} of ${path}` })),
    ...secondSourceProblems(instance),
  ];
  return deeper.length > 0 ? deeper : [repeatedNamespace(namespace, instance, there)];
}

/** What is wrong with an instance that receives images from two sources, seen from there. */
function secondSourceProblems(instance: IRegistryInstance): Problem[] {
  const arrows = new AppArrows(instance);
  return arrows.into(instance).flatMap(arrow => starProblems(arrow, arrows.all()));
}
