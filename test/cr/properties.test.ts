import * as fc from 'fast-check';
import { Bag, problemsOf, Property, propOf, rendered, resource, ResourceType, schemaTypes } from './l1';

type Properties = Record<string, Property>;

const cases = schemaTypes('cr').map(type => [type.type, type] as const);

/** Random values that keep the rules of a property; no empty text, as the core drops properties that are all empty. */
function good(property: Property): fc.Arbitrary<unknown> {
  const { type, itemType, properties, allowedValues, minLength = 1, maxLength = 60, pattern } = property;
  if (type === 'List') {
    return fc.array(good({ ...property, type: itemType! }), { minLength: 1, maxLength: 3 });
  }
  if (allowedValues) {
    return fc.constantFrom(...allowedValues);
  }
  if (type === 'Map') {
    return goodBag(properties!);
  }
  if (type !== 'String') {
    return type === 'Boolean' ? fc.boolean() : fc.integer();
  }
  const unit = pattern ? fc.constantFrom(...'abcxyz0189-_.!') : ('binary' as const);
  const matches = new RegExp(pattern ?? '');
  return fc.string({ unit, minLength, maxLength }).filter(text => matches.test(text));
}

/** Random bags that keep the rules: what is optional may be missing, unless another property requires it. */
function goodBag(properties: Properties): fc.Arbitrary<Bag> {
  const all = Object.fromEntries(Object.entries(properties).map(([key, property]) => [propOf(key), good(property)]));
  const optional = Object.entries(properties).filter(([, { required }]) => !required);
  return fc.record(all).chain(bag => {
    const isFree = ({ requiredWhen = {} }: Property) =>
      Object.entries(requiredWhen).every(([key, values]) => !values.includes(bag[propOf(key)]));
    const free = optional.filter(([, property]) => isFree(property)).map(([key]) => propOf(key));
    return fc
      .subarray(free)
      .map(missing => Object.fromEntries(Object.entries(bag).filter(([name]) => !missing.includes(name))));
  });
}

/** One way to break one rule, somewhere inside a bag. */
interface Break {
  readonly path: string;
  readonly apply: (bag: Bag) => Bag;
}

/** Every way to break one rule of a bag: the values that a rule forbids, what is missing, what nobody knows. */
function breaks(properties: Properties): Break[] {
  const own = Object.entries(properties).flatMap(([key, property]) => {
    const name = propOf(key);
    return [...forbidden(property).map(value => set(name, value)), ...inside(name, property)];
  });
  return [...own, set('qqqqqqqqqqqqqqqqq', 1)];
}

function set(name: string, value: unknown): Break {
  return { path: name, apply: bag => ({ ...bag, [name]: value }) };
}

/** Each of these breaks exactly one rule. */
function forbidden(property: Property): unknown[] {
  const { type, required, allowedValues, minLength = 0, maxLength, pattern } = property;
  const wrongType = type === 'Map' ? ['text', 5] : [{ a: 1 }, Symbol('s'), type === 'String' ? 5.5 : 'text'];
  return [
    ...(required ? [undefined, null] : []),
    ...wrongType,
    ...(allowedValues ? ['none of these', 999] : []),
    ...(minLength > 0 ? ['a1'.repeat(minLength).slice(0, minLength - 1)] : []),
    ...(maxLength !== undefined ? ['a1'.repeat(maxLength).slice(0, maxLength + 1)] : []),
    ...(pattern ? ['#'.repeat(Math.max(minLength, 1))] : []),
  ];
}

/** The ways to break what a map, or the first map of a list, holds. */
function inside(name: string, { type, properties }: Property): Break[] {
  return breaks(properties ?? {})
    .filter(() => properties !== undefined)
    .map(({ path, apply }) => ({
      path: type === 'List' ? `${name}[0].${path}` : `${name}.${path}`,
      apply: bag => {
        const value = bag[name];
        return { ...bag, [name]: Array.isArray(value) ? [apply(value[0]), ...value.slice(1)] : apply(value as Bag) };
      },
    }));
}

/** Keys in the template that the schema does not know, maps inside included. */
function strangers(value: unknown, properties: Properties): string[] {
  return [value]
    .flat()
    .flatMap(map =>
      Object.entries(map as Bag).flatMap(([key, inner]) =>
        key in properties ? (properties[key].properties ? strangers(inner, properties[key].properties) : []) : [key],
      ),
    );
}

describe('any bag of properties', () => {
  test.each(cases)(
    'that keeps the schema has no problem and no stranger in the template: %s',
    (name, type: ResourceType) => {
      fc.assert(
        fc.property(goodBag(type.properties), bag => {
          const of = resource(name, bag);
          expect(problemsOf(of)).toEqual([]);
          const template = (rendered(of).Properties ?? {}) as Bag;
          expect(strangers(template, type.properties)).toEqual([]);
          expect(Object.keys(template)).toEqual(Object.keys(type.properties).filter(key => propOf(key) in bag));
        }),
        { numRuns: 30 },
      );
    },
  );

  test.each(cases)('that breaks one rule has exactly one problem: %s', (name, { properties }: ResourceType) => {
    const full = fc.record(Object.fromEntries(Object.entries(properties).map(([key, p]) => [propOf(key), good(p)])));
    fc.assert(
      fc.property(full, bag => {
        for (const { path, apply } of breaks(properties)) {
          const found = problemsOf(resource(name, apply(bag)));
          expect([path, found]).toEqual([path, [expect.stringMatching(/^\S+ is .+, but .+\. .+[.?]$/s)]]);
          expect(found[0].split(' is ')[0]).toBe(path);
        }
      }),
      { numRuns: 5 },
    );
  });

  test.each(cases)('may hold tokens anywhere: %s', (name, { properties }: ResourceType) => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(properties)), goodBag(properties), (late, bag) => {
        const tokens = Object.fromEntries(late.map(key => [propOf(key), { 'Fn::GetAtt': ['Other', key] }]));
        expect(problemsOf(resource(name, { ...bag, ...tokens }))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
