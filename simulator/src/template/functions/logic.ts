import { type Json, isMap, same } from '../../runtime/json';
import { PatternError, compilePattern } from '../../runtime/pattern';
import { FunctionError, type Scope, type Value } from '../scope';
import { list, text, tuple } from './arguments';
import { CONDITIONS_ONLY, EVERYWHERE, everywhere, lazy } from './template-function';

/** A condition's name, or an expression that gives true or false. */
function truth(item: Json, scope: Scope, evaluate: (value: Json) => Value): boolean {
  const value = typeof item === 'string' ? scope.condition(item) : evaluate(item);
  if (typeof value !== 'boolean') {
    throw new FunctionError(
      `takes condition names and expressions that give true or false, not ${JSON.stringify(item)}.`,
    );
  }
  return value;
}

function several(argument: Json, scope: Scope, evaluate: (value: Json) => Value): boolean[] {
  const items = list(argument, 'the conditions');
  if (items.length < 2) {
    throw new FunctionError('takes at least two conditions.');
  }
  return items.map(item => truth(item, scope, evaluate));
}

function pattern(text: string) {
  try {
    return compilePattern(text);
  } catch (error) {
    if (error instanceof PatternError) {
      throw new FunctionError(
        `takes a regular expression in RE2 syntax, not ${JSON.stringify(text)}: ${error.message}.`,
      );
    }
    throw error;
  }
}

export const LOGIC_FUNCTIONS = {
  'Fn::If': lazy(EVERYWHERE, (argument, scope, evaluate) => {
    const [name, whenTrue, whenFalse] = tuple(argument, 3, 3, '[condition, value if true, value if false]');
    return evaluate(scope.condition(text(name, 'the condition')) ? whenTrue : whenFalse);
  }),

  'Fn::Equals': {
    contexts: CONDITIONS_ONLY,
    run: (argument: Json) => {
      const [one, other] = tuple(argument, 2, 2, '[value, value]');
      return same(one, other);
    },
  },

  'Fn::And': lazy(CONDITIONS_ONLY, (argument, scope, evaluate) => several(argument, scope, evaluate).every(Boolean)),

  'Fn::Or': lazy(CONDITIONS_ONLY, (argument, scope, evaluate) => several(argument, scope, evaluate).some(Boolean)),

  /** A map is negated. So is a list of one name; a list of one expression is itself negated, and a list is never false. */
  'Fn::Not': lazy(CONDITIONS_ONLY, (argument, scope, evaluate) => {
    if (!Array.isArray(argument)) {
      return !truth(argument, scope, evaluate);
    }
    const [item] = tuple(argument, 1, 1, '[condition]');
    if (typeof item === 'string') {
      return !scope.condition(item);
    }
    if (isMap(item) && 'Condition' in item) {
      return !truth(item, scope, evaluate);
    }
    return false;
  }),

  'Fn::Any': everywhere(argument => {
    const items = list(argument, 'the values');
    if (!items.every(item => typeof item === 'boolean')) {
      throw new FunctionError('takes a List of true and false.');
    }
    return items.some(Boolean);
  }),

  'Fn::Contains': everywhere(argument => {
    const [values, value] = tuple(argument, 2, 2, '[list, value]');
    return list(values, 'the first argument').some(item => same(item, value));
  }),

  'Fn::EachMemberIn': everywhere(argument => {
    const [members, values] = tuple(argument, 2, 2, '[list, list]').map(item => list(item, 'each argument'));
    return members.every(member => values.some(value => same(member, value)));
  }),

  'Fn::MatchPattern': everywhere(argument => {
    const [expression, value] = tuple(argument, 2, 2, '[pattern, value]').map(item => text(item, 'each argument'));
    return pattern(expression).matches(value);
  }),
};
