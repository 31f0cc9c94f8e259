import * as ros from '@alicloud/ros-cdk-core';
import { otherAppProblems } from '../core/refuse';
import { stackOf, topLevel } from '../core/tokens';
import { Problem } from '../domain/problem';
import { IF_OURS } from '../domain/owners';
import { constructOf } from '../domain/props';
import { IRegistryInstance } from './instance';
import { NamespaceThere, namespacesOn } from './memory';
import { isForeign, ownerOf } from './owner';

/** What keeps a namespace from being put on an instance; what is no instance, or no name, the table of props has said. */
export function placeProblems(
  namespace: ros.IConstruct,
  instance: IRegistryInstance,
  { namespaceName, existingIn }: { readonly namespaceName: string; readonly existingIn?: readonly string[] },
): Problem[] {
  if (constructOf('RegistryInstance', '')('', instance).length > 0 || typeof namespaceName !== 'string') {
    return [];
  }
  const foreign = otherAppProblems('instances', namespace, instance);
  const there = namespacesOn(instance).get(namespaceName);
  if (foreign.length > 0 || there !== undefined) {
    return there === undefined ? foreign : [repeatedNamespace(namespace, instance, there)];
  }
  const existing = Array.isArray(existingIn) && existingIn.includes(instance.region);
  return existing ? [] : creationProblems(instance);
}

/** An instance has one namespace of a name. */
export function repeatedNamespace(
  namespace: ros.IConstruct,
  instance: IRegistryInstance,
  there: NamespaceThere,
): Problem {
  const elsewhere =
    (there.namespace as ros.IConstruct) === namespace ? 'this very namespace' : there.namespace.node.path;
  return {
    subject: 'namespaceName',
    got: there.namespace.namespaceName,
    rule: `instance ${instance.node.path} already has a namespace of that name (${elsewhere})`,
    fix: 'Remove one of the two, or add the instance to the first with addInstance',
  };
}

/** A namespace can be created only by a stack in the region and the account of its instance. */
function creationProblems(instance: IRegistryInstance): Problem[] {
  const { region } = instance;
  const [subject, got] = ['instances', instance.node.path];
  if (isForeign(instance)) {
    const rule = `it belongs to ${ownerOf(instance)}, not the one deployed to, so the namespace cannot be created there`;
    const fix = `Ask its owner to create it, and name ${region} in existingIn; ${IF_OURS}`;
    return [{ subject, got, rule, fix }];
  }
  const stack = stackOf(instance);
  const around = stack && topLevel(stack);
  const place = around?.region === region ? `stack ${around.node.path}` : `a stack with env: { region: '${region}' }`;
  const nested = stack instanceof ros.NestedStack ? ', and a nested stack has no region of its own' : '';
  const rule = `a namespace is created by a stack in the region of its instance, ${region}${nested}`;
  const fix = `Import the instance inside ${place}, or name ${region} in existingIn`;
  return stack?.region === region ? [] : [{ subject, got, rule, fix }];
}
