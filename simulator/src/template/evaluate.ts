import { type ApiError, validationFailed } from '../runtime/api-error';
import { type Json, type JsonMap, isMap, own } from '../runtime/json';
import { FUNCTIONS } from './functions';
import { type Context, FunctionError, NO_VALUE, type Scope, type Value } from './scope';

/** Functions nest at most 20 deep (the offline checker of Alibaba Cloud). */
export const MAX_FUNCTION_DEPTH = 20;

/** `{"Fn::Join": [...]}` taken apart, or nothing if the value is plain data. */
export function functionCall(value: Json, context: Context): { name: string; argument: Json } | undefined {
  if (!isMap(value)) {
    return undefined;
  }
  const keys = Object.keys(value);
  const name = keys.find(key => key.startsWith('Fn::') || key === 'Ref');
  if (name !== undefined && keys.length === 1) {
    return { name, argument: value[name] };
  }
  if (context !== 'resource' && keys.length === 1 && keys[0] === 'Condition') {
    return { name: 'Condition', argument: value.Condition };
  }
  return undefined;
}

export function evaluate(value: Json, scope: Scope, depth = 0): Value {
  if (Array.isArray(value)) {
    return value.map(item => evaluate(item, scope, depth)).filter((item): item is Json => item !== NO_VALUE);
  }
  if (!isMap(value)) {
    return value;
  }
  const call = functionCall(value, scope.context);
  if (call) {
    return callFunction(call.name, call.argument, scope, depth + 1);
  }
  const result: JsonMap = {};
  for (const [key, item] of Object.entries(value)) {
    const evaluated = evaluate(item, scope, depth);
    if (evaluated !== NO_VALUE) {
      result[key] = evaluated;
    }
  }
  return result;
}

/** Like evaluate, where something must come out. */
export function evaluateTo(value: Json, scope: Scope, depth = 0): Json {
  const result = evaluate(value, scope, depth);
  return result === NO_VALUE ? null : result;
}

function callFunction(name: string, argument: Json, scope: Scope, depth: number): Value {
  if (depth > MAX_FUNCTION_DEPTH) {
    throw validationFailed(`${scope.path}: functions nest at most ${MAX_FUNCTION_DEPTH} deep.`);
  }
  if (name === 'Condition') {
    return scope.condition(String(argument));
  }
  const specification = own(FUNCTIONS, name);
  if (!specification) {
    throw unknownFunction(name, scope.path);
  }
  try {
    if (specification.lazy) {
      return specification.lazy(argument, scope, inner => evaluate(inner, scope, depth));
    }
    return specification.run(evaluateTo(argument, scope, depth), scope);
  } catch (error) {
    if (!(error instanceof FunctionError)) {
      throw error;
    }
    throw validationFailed(`${scope.path}: ${name} ${error.message}`);
  }
}

export function unknownFunction(name: string, path: string): ApiError {
  const hint =
    name === 'Fn::ImportValue'
      ? ' ROS has no exports; read an output of another stack with Fn::GetStackOutput.'
      : name === 'Fn::GetJson'
        ? ' Did you mean Fn::GetJsonValue?'
        : '';
  return validationFailed(`${path}: the function ${name} is not supported by ROS.${hint}`);
}
