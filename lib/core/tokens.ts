import * as ros from '@alicloud/ros-cdk-core';
import { PSEUDO_PARAMETER } from '../domain/origins';
import { DeployTime, DeployTimeKind, Origin } from '../domain/problem';
import { isPlainObject } from '../domain/prop-rules';

/** The value as the domain rules take it: itself, or wrapped where it is known only at deploy time. */
export function known(value: unknown): unknown {
  return !ros.Construct.isConstruct(value) && ros.Token.isUnresolved(value)
    ? new DeployTime(value, kindOf(value), originOf(value), partsOf(value), defaultOf(value))
    : value;
}

/** The resource that gives a value alone. */
function originOf(value: unknown): Origin | undefined {
  const pseudo = pseudoParameterIn(value);
  if (pseudo !== undefined) {
    return { path: pseudo, type: PSEUDO_PARAMETER, attribute: 'Ref', property: () => undefined };
  }
  const token = referenceIn(value);
  const { rosResourceType: type } = (token?.target ?? {}) as Partial<ros.RosResource>;
  return token === undefined || type === undefined
    ? undefined
    : {
        path: token.target.node.path,
        type,
        attribute: token.displayName,
        property: name => known(propertyOf(token.target, name)),
      };
}

/** A property that a resource was given; classes of other packages keep it in a field, a plain resource among its properties. */
export function propertyOf(resource: ros.IConstruct, name: string): unknown {
  const { _rosProperties: given = {}, [name.charAt(0).toLowerCase() + name.slice(1)]: field } =
    resource as unknown as Record<string, unknown> & { _rosProperties?: Record<string, unknown> };
  return field ?? given[name];
}

/** What a parameter is unless somebody says otherwise; an empty default only stands for none. */
function defaultOf(value: unknown): unknown {
  const parameter = referenceIn(value)?.target;
  const usual = parameter instanceof ros.RosParameter && !parameter.noEcho ? defaultIn(parameter) : undefined;
  return usual === '' || ros.Token.isUnresolved(usual) ? undefined : usual;
}

/** The default of a parameter as it was given. */
export function defaultIn(parameter: ros.RosParameter): unknown {
  const { Parameters } = parameter._toRosTemplate() as { Parameters: Record<string, { Default?: unknown }> };
  const [{ Default }] = Object.values(Parameters);
  return Default ?? undefined;
}

/** A token of ours that stands for one which its own stack reads. */
export interface StandIn extends ros.IResolvable {
  readonly [LOCAL]: ros.IResolvable;
}

/** By what such a token is known. */
export const LOCAL = Symbol('as its own stack reads it');

/** The pseudo parameter that a value is, such as `ALIYUN::StackId`. */
function pseudoParameterIn(value: unknown): string | undefined {
  const { value: inside } = (tokenIn(value) ?? {}) as { value?: { Ref?: unknown } | null };
  const name = inside?.Ref;
  return typeof name === 'string' && name.startsWith('ALIYUN::') ? name : undefined;
}

/** The reference that a value is, and nothing else. */
function referenceIn(value: unknown): ros.Reference | undefined {
  const token = tokenIn(value);
  const { [LOCAL]: local = token } = (token ?? {}) as Partial<StandIn>;
  return ros.Reference.isReference(local) ? local : undefined;
}

/** The token that a value is, and nothing else. */
function tokenIn(value: unknown): unknown {
  const isText = typeof value === 'string' && partsOf(value).length === 0;
  return isText
    ? ros.Tokenization.reverseString(value).firstToken
    : typeof value === 'number'
      ? ros.Tokenization.reverseNumber(value)
      : value;
}

/** What of a text is known at synth, where it is more than one token; what it begins with comes first. */
function partsOf(value: unknown): string[] {
  if (typeof value !== 'string') {
    return [];
  }
  const fragments = ros.Tokenization.reverseString(value);
  const text = fragments.mapTokens({ mapToken: () => GAP }).join({ join: (left, right) => `${left}${right}` });
  return text === GAP ? [] : String(text).split(GAP);
}

/** Stands for a token in a text. */
const GAP = '\u0000';

function kindOf(token: unknown): DeployTimeKind {
  if (Array.isArray(token)) {
    return 'list';
  }
  return typeof token === 'number' ? 'number' : typeof token === 'string' ? 'text' : 'object';
}

/** Whether a text is known at synth. */
export function isLiteral(value: unknown): value is string {
  return typeof value === 'string' && !ros.Token.isUnresolved(value);
}

/** No options are deeper; only a loop gets there. */
const DEEPEST = 8;

/** Options as the domain rules take them: each token wrapped, however deep it is. */
export function described(options: unknown, settle = (value: unknown) => value, depth = 0): unknown {
  const here = known(options);
  if (here instanceof DeployTime || depth > DEEPEST) {
    return here instanceof DeployTime ? known(settle(options)) : here;
  }
  if (Array.isArray(options)) {
    return Array.from(options, item => described(item, settle, depth + 1));
  }
  return isPlainObject(options)
    ? Object.fromEntries(Object.entries(options).map(([name, value]) => [name, described(value, settle, depth + 1)]))
    : options;
}

/** The same when everything has been declared: what a lazy value came to by then is known as well. */
export function describedAtSynth(scope: ros.IConstruct, options: unknown): unknown {
  const stack = stackOf(scope);
  return described(options, value => {
    const resolved: unknown = stack === undefined ? value : stack.resolve(value);
    return typeof resolved === 'object' && resolved !== null ? value : resolved;
  });
}

/** The same options with their tokens taken out of the wrapping. */
export function asGiven<T>(options: unknown): T {
  if (options instanceof DeployTime) {
    return options.value as T;
  }
  if (Array.isArray(options)) {
    return options.map(item => asGiven<unknown>(item)) as T;
  }
  return (
    isPlainObject(options)
      ? Object.fromEntries(Object.entries(options).map(([name, value]) => [name, asGiven(value)]))
      : options
  ) as T;
}

/** The stack a construct lives in, if any. */
export function stackOf(construct: ros.IConstruct): ros.Stack | undefined {
  return construct.node.scopes.some(ros.Stack.isStack) ? ros.Stack.of(construct) : undefined;
}

/** The stack that is deployed by itself: the one given, or the outermost around a nested one. */
export function topLevel(stack: ros.Stack): ros.Stack {
  return stack instanceof ros.NestedStack ? topLevel(ros.Stack.of(stack.node.scope!)) : stack;
}
