import * as ros from '@alicloud/ros-cdk-core';
import { DeployTime, Problem, refusal, Words } from '../domain/problem';
import { ObjectRule, objectProblems } from '../domain/prop-rules';
import { regionProblems } from '../domain/regions';
import { described, known, stackOf, topLevel } from './tokens';
import { rememberRefusal } from './unfinished';

/** What is refused. The core writes its own words around the message of an error that passes through it; ours stays as it is. */
class Refusal extends Error {
  constructor(message: string) {
    super(message);
    Object.defineProperty(this, 'message', { get: () => message, set: () => undefined });
  }
}

/** Throws one error with everything that is wrong with what a construct was given. */
export function refuse(who: ros.IConstruct | string, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw refusalOf(who, problems);
  }
}

/** The same error, for who throws it. */
export function refusalOf(who: ros.IConstruct | string, problems: readonly Problem[]): Error {
  const error = new Refusal(refusal(typeof who === 'string' ? who : who.node.path, problems.map(withoutTokens)));
  if (typeof who !== 'string') {
    rememberRefusal(who, error);
  }
  return error;
}

/** Where an app or a stage says that it is being synthesised. */
const SYNTHESISING = Symbol.for('ros-cdk-global-registry.synthesising');

/**
 * Notes that the core prepares what is of ours in an app or a stage, which settles what it is made of, or that it has come to validating:
 * from then on nobody but values is called, which were all looked at before.
 */
export function noteSynthesis(whole: ros.IConstruct, step: 'prepare' | 'validate'): void {
  (whole as { [SYNTHESISING]?: boolean })[SYNTHESISING] = step === 'prepare';
}

/**
 * Refuses what comes after `app.synth()`, or out of it: the core writes an app or a stage once, and gives the same files whenever it is
 * asked again, so whatever is added later would be lost without a word.
 *
 * @param maker what the user called, where the construct is not there yet
 */
export function refuseAfterSynth(construct: ros.IConstruct, maker: ros.IConstruct | string = construct): void {
  const stages = construct.node.scopes.filter(ros.Stage.isStage) as unknown as Synthesised[];
  const late = stages.find(stage => stage.assembly !== undefined || stage[SYNTHESISING]);
  if (late !== undefined) {
    const rule = 'app.synth() writes once, and what is added now would be lost';
    const got = new Words(late.assembly === undefined ? 'being synthesised' : 'synthesised already');
    refuse(maker, [{ subject: 'the app', got, rule, fix: 'Add it before app.synth()' }]);
  }
}

/** A stage as the core knows it, and as we do. */
interface Synthesised {
  readonly assembly?: unknown;
  readonly [SYNTHESISING]?: boolean;
}

/** A message never shows the inside of a token. */
function withoutTokens(problem: Problem): Problem {
  const { got } = problem;
  return { ...problem, got: got instanceof Words || got instanceof DeployTime ? got : described(got) };
}

/** Refuses a place outside every stack, in which nothing can be made. */
export function requireStack(construct: ros.IConstruct, what: string): void {
  const fix = "Give it a stack as its scope, such as new ros.Stack(app, 'mine', { env: { region: 'cn-hangzhou' } })";
  const problem = { subject: 'the stack around it', rule: `${what} is made in a stack`, fix };
  refuse(construct, stackOf(construct) === undefined ? [problem] : []);
}

/** What is wrong with the region of the stack around a construct: it is known at synth, and a nested stack has none of its own. */
export function stackRegionProblems(construct: ros.IConstruct): Problem[] {
  const stack = ros.Stack.of(construct);
  const rule = 'a nested stack has no region of its own, and other stacks cannot read what is in it';
  const fix = `Put it into the stack around it, ${topLevel(stack).node.path}`;
  return stack instanceof ros.NestedStack
    ? [{ subject: 'the stack', got: stack.node.path, rule, fix }]
    : regionProblems('the region of the stack', known(stack.region));
}

/** What is wrong with a construct of another app: what is made of it would be written there, or nowhere. */
export function otherAppProblems(subject: string, here: ros.IConstruct, given: ros.IConstruct): Problem[] {
  const rule = 'it belongs to another app';
  const fix =
    'Make both in one app, or take an instance by its literal id with RegistryInstance.fromInstanceAttributes';
  return given.node.root === here.node.root ? [] : [{ subject, got: given.node.path, rule, fix }];
}

/** Refuses options that are not as their table says, at the line of whoever gave them. */
export function requireOptions(
  who: ros.IConstruct | string,
  options: unknown,
  rule: ObjectRule,
  also: () => readonly Problem[] = () => [],
): void {
  const problems = objectProblems('props', described(options), rule, '');
  refuse(who, problems.some(({ subject }) => subject === 'props') ? problems : [...problems, ...also()]);
}

/** What was planned, unless there are problems; these are refused. */
export function planned<T extends object>(who: ros.IConstruct, plan: T | Problem[]): T {
  refuseAfterSynth(who);
  refuse(who, Array.isArray(plan) ? plan : []);
  return plan as T;
}
