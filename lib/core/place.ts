import * as ros from '@alicloud/ros-cdk-core';
import { Problem } from '../domain/problem';
import { refuse, refuseAfterSynth } from './refuse';
import { stackOf } from './tokens';

/** What a construct is made in: anything of the app, or a stack or something in it. */
type Surroundings = 'app' | 'stack';

/**
 * Where a construct is put and what it is called, looked at before the core does, whose own errors tell neither.
 *
 * @param maker what the user called, such as `new GlobalRegistry`
 */
export function place(maker: string, scope: unknown, id: unknown, within: Surroundings): [ros.Construct, string] {
  refuse(maker, [...scopeProblems(scope, within), ...idProblems(scope, id)]);
  refuseAfterSynth(scope as ros.Construct, maker);
  return [scope as ros.Construct, id as string];
}

function scopeProblems(scope: unknown, within: Surroundings): Problem[] {
  const [got, subject] = [scope ?? undefined, 'scope'];
  if (!ros.Construct.isConstruct(scope)) {
    const rule = `a construct is made in ${within === 'app' ? 'an app, a stack' : 'a stack'} or another construct`;
    return [{ subject, got, rule, fix: `Give ${within === 'app' ? 'the app' : 'the stack'} as the first argument` }];
  }
  const rule = 'its resources belong in a stack, and there is none around it';
  const fix =
    "Make it in a stack with a region, new ros.Stack(app, 'eu-central-1', { env: { region: 'eu-central-1' } })";
  return within === 'app' || stackOf(scope) !== undefined ? [] : [{ subject, got, rule, fix }];
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
