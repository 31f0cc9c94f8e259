import { type Json, isMap, own } from '../../runtime/json';
import { FunctionError, NO_VALUE, type Scope, type Value } from '../scope';
import { map, shape, text, tuple } from './arguments';
import { EVERYWHERE, RESOURCES_ONLY, lazy } from './template-function';

const ATTRIBUTE = { ...shape(2, 10, '[resource, attribute]'), alone: true as const };
const SUBSTITUTED = { ...shape(2, 2, '[text, variables]'), alone: true as const };
const FIND_IN_MAP = shape(3, 3, '[map, first key, second key]');
const STACK_OUTPUT = shape(2, 3, '[stack, output, region]');

/** The value of a parameter, a pseudo parameter or a resource. */
export function resolveName(name: string, scope: Scope): Value {
  const parameter = own(scope.parameters, name);
  if (parameter !== undefined) {
    return parameter;
  }
  const pseudo = own(scope.pseudo, name);
  if (pseudo !== undefined) {
    return pseudo;
  }
  const resource = scope.context === 'resource' ? scope.reference(name) : undefined;
  if (resource !== undefined) {
    return resource;
  }
  throw new FunctionError(
    `names "${name}", which is no parameter, pseudo parameter or resource that can be used here.`,
  );
}

/** `[resource, attribute]`, or `resource.attribute` in one string; attributes may have dots themselves. */
export function attributeOf(argument: Json): [string, string] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    if (dot < 1) {
      throw new FunctionError('takes a resource and an attribute: [resource, attribute].');
    }
    return [argument.slice(0, dot), argument.slice(dot + 1)];
  }
  const [resource, ...path] = tuple(argument, ATTRIBUTE);
  return [text(resource, 'the resource'), path.map(part => text(part, 'the attribute')).join('.')];
}

/** `${Name}`, `${Resource.Attribute}`, and `${!Literal}`, which stays as `${Literal}`. */
export const SUBSTITUTION = /\$\{([^}]*)\}/g;

function substitute(template: string, variables: Record<string, Json>, scope: Scope): string {
  return template.replace(SUBSTITUTION, (_, name: string) => {
    if (name.startsWith('!')) {
      return `\${${name.slice(1)}}`;
    }
    const variable = own(variables, name);
    const value =
      variable ??
      (name.includes('.') && !name.startsWith('ALIYUN::')
        ? scope.attribute(...attributeOf(name))
        : resolveName(name, scope));
    if (value === NO_VALUE || value === null) {
      return '';
    }
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
}

export const REFERENCE_FUNCTIONS = {
  Ref: lazy(EVERYWHERE, (argument, scope) => resolveName(text(argument, 'the name'), scope)),

  'Fn::GetAtt': lazy(
    RESOURCES_ONLY,
    (argument, scope, evaluate) => scope.attribute(...attributeOf(evaluate(argument) as Json)),
    ATTRIBUTE,
  ),

  'Fn::Sub': lazy(
    RESOURCES_ONLY,
    (argument, scope, evaluate) => {
      if (typeof argument === 'string') {
        return substitute(argument, {}, scope);
      }
      const [template, variables] = tuple(argument, SUBSTITUTED);
      return substitute(
        text(evaluate(template) as Json, 'the text'),
        map(evaluate(variables) as Json, 'the variables'),
        scope,
      );
    },
    SUBSTITUTED,
  ),

  'Fn::FindInMap': {
    contexts: EVERYWHERE,
    shape: FIND_IN_MAP,
    run: (argument: Json, scope: Scope) => {
      const [name, ...keys] = tuple(argument, FIND_IN_MAP).map(part => text(part, 'a key'));
      let found: Json | undefined = own(scope.mappings, name);
      if (found === undefined) {
        throw new FunctionError(`names the mapping "${name}", which is not in Mappings.`);
      }
      for (const key of keys) {
        found = isMap(found) ? own(found, key) : undefined;
        if (found === undefined) {
          throw new FunctionError(`found no "${key}" in the mapping "${name}".`);
        }
      }
      return found;
    },
  },

  'Fn::GetAZs': {
    contexts: EVERYWHERE,
    run: (argument: Json, scope: Scope) => {
      const region =
        argument === null || argument === '' ? scope.pseudo['ALIYUN::Region'] : text(argument, 'the region');
      return scope.zones(String(region));
    },
  },

  'Fn::GetStackOutput': {
    contexts: RESOURCES_ONLY,
    shape: STACK_OUTPUT,
    run: (argument: Json, scope: Scope) => {
      const parts = tuple(argument, STACK_OUTPUT);
      if (parts.includes(null)) {
        return null;
      }
      const [stack, output, region] = parts.map((part, index) =>
        stringOnly(part, ['the stack', 'the output', 'the region'][index]),
      );
      return stack === '' || output === '' || region === '' ? '' : scope.stackOutput(stack, output, region);
    },
  },

  'Fn::MarketplaceImage': {
    contexts: RESOURCES_ONLY,
    run: () => {
      throw new FunctionError(
        'is not simulated: there is no image marketplace here. Pass the image id as a parameter.',
      );
    },
  },

  'Fn::ResourceFacade': {
    contexts: RESOURCES_ONLY,
    run: () => {
      throw new FunctionError(
        'is not simulated: it has no public documentation. Pass the value as a parameter of the nested stack.',
      );
    },
  },

  'Fn::TransformNamespace': {
    contexts: EVERYWHERE,
    run: () => {
      throw new FunctionError('is not simulated: it has no public documentation. Write the value out.');
    },
  },
};

function stringOnly(value: Json, what: string): string {
  if (typeof value !== 'string') {
    throw new FunctionError(`takes a String as ${what}, not ${JSON.stringify(value)}.`);
  }
  return value;
}
