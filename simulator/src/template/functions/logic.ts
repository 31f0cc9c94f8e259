import { type Json, isMap, same } from '../../runtime/json';
import { PatternError, compilePattern } from '../../runtime/pattern';
import { FunctionError, type Scope, type Value } from '../scope';
import { list, shape, text, tuple } from './arguments';
import { CONDITIONS_ONLY, EVERYWHERE, everywhere, lazy, taking } from './template-function';

const CHOICE = shape(3, 3, '[condition, value if true, value if false]');
const SEVERAL = shape(2, Number.POSITIVE_INFINITY, '[condition, condition, ...]');
const NEGATED = { ...shape(1, 1, '[condition]'), alone: true as const };

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
  const items = tuple(argument, SEVERAL);
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
  'Fn::If': lazy(
    EVERYWHERE,
    (argument, scope, evaluate) => {
      const [name, whenTrue, whenFalse] = tuple(argument, CHOICE);
      return evaluate(scope.condition(text(name, 'the condition')) ? whenTrue : whenFalse);
    },
    CHOICE,
  ),

  'Fn::Equals': {
    ...taking(shape(2, 2, '[value, value]'), ([one, other]) => same(one, other)),
    contexts: CONDITIONS_ONLY,
  },

  'Fn::And': lazy(
    CONDITIONS_ONLY,
    (argument, scope, evaluate) => several(argument, scope, evaluate).every(Boolean),
    SEVERAL,
  ),

  'Fn::Or': lazy(
    CONDITIONS_ONLY,
    (argument, scope, evaluate) => several(argument, scope, evaluate).some(Boolean),
    SEVERAL,
  ),

  /** A map is negated. So is a list of one name; a list of one expression is itself negated, and a list is never false. */
  'Fn::Not': lazy(
    CONDITIONS_ONLY,
    (argument, scope, evaluate) => {
      if (!Array.isArray(argument)) {
        return !truth(argument, scope, evaluate);
      }
      const [item] = tuple(argument, NEGATED);
      if (typeof item === 'string') {
        return !scope.condition(item);
      }
      if (isMap(item) && 'Condition' in item) {
        return !truth(item, scope, evaluate);
      }
      return false;
    },
    NEGATED,
  ),

  'Fn::Any': everywhere(argument => {
    const items = list(argument, 'the values');
    if (!items.every(item => typeof item === 'boolean')) {
      throw new FunctionError('takes a List of true and false.');
    }
    return items.some(Boolean);
  }),

  'Fn::Contains': taking(shape(2, 2, '[list, value]'), ([values, value]) => {
    return list(values, 'the first argument').some(item => same(item, value));
  }),

  'Fn::EachMemberIn': taking(shape(2, 2, '[list, list]'), argumentList => {
    const [members, values] = argumentList.map(item => list(item, 'each argument'));
    return members.every(member => values.some(value => same(member, value)));
  }),

  'Fn::MatchPattern': taking(shape(2, 2, '[pattern, value]'), argumentList => {
    const [expression, value] = argumentList.map(item => text(item, 'each argument'));
    return pattern(expression).matches(value);
  }),
};
