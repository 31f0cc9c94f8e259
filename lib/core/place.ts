import * as ros from '@alicloud/ros-cdk-core';
import { Problem } from '../domain/problem';
import { refuse, refuseAfterSynth } from './refuse';
import { begin } from './unfinished';

/**
 * Where a construct is put and what it is called, looked at before the core does, whose own errors tell neither. Whoever is made there says
 * so with `finish` when it is whole.
 *
 * @param maker what the user called, such as `new GlobalRegistry`
 */
export function place(maker: string, scope: unknown, id: unknown): [ros.Construct, string] {
  refuse(maker, [...scopeProblems(scope), ...idProblems(scope, id)]);
  refuseAfterSynth(scope as ros.Construct, maker);
  begin(scope as ros.Construct, id as string);
  return [scope as ros.Construct, id as string];
}

function scopeProblems(scope: unknown): Problem[] {
  const rule = 'a construct is made in an app, a stack or another construct';
  const fix = 'Give one as the first argument';
  return ros.Construct.isConstruct(scope) ? [] : [{ subject: 'scope', got: scope ?? undefined, rule, fix }];
}

function idProblems(scope: unknown, id: unknown): Problem[] {
  const [got, subject] = [id ?? undefined, 'id'];
  if (typeof id !== 'string' || id === '' || ros.Token.isUnresolved(id)) {
    const rule = 'a construct has an id, a text that is known at synth';
    return [{ subject, got, rule, fix: 'Give one as the second argument, such as "Registry"' }];
  }
  const taken = ros.Construct.isConstruct(scope) && scope.node.tryFindChild(id) !== undefined;
  const rule = 'each construct has an id of its own in its scope';
  return taken ? [{ subject, got, rule, fix: 'Choose another id for one of the two' }] : [];
}
