import * as ros from '@alicloud/ros-cdk-core';
import { cr } from '../../lib';
import { problems } from '../support/assembly';
import { Bag, classOf, Property, propOf, rendered, resource, ResourceType, schemaTypes } from './l1';

const types = schemaTypes('cr');
const cases = types.map(type => [type.type, type] as const);
const stack = () => new ros.Stack(new ros.App(), 'Acme');

/** A value for a property, every key of every map included. */
function valueOf(property: Property): unknown {
  const values: Record<string, unknown> = { String: 'text', Integer: 7, Boolean: true };
  const one = property.properties ? bagOf(property.properties) : values[property.itemType ?? property.type];
  return property.type === 'List' ? [one, one] : one;
}

function bagOf(properties: Record<string, Property>): Bag {
  return Object.fromEntries(Object.entries(properties).map(([key, property]) => [propOf(key), valueOf(property)]));
}

/** What the template should hold for such a bag. */
function templateOf(properties: Record<string, Property>): Bag {
  const inTemplate = (property: Property): unknown => {
    const one = property.properties
      ? templateOf(property.properties)
      : valueOf({ ...property, type: property.itemType ?? property.type });
    return property.type === 'List' ? [one, one] : one;
  };
  return Object.fromEntries(Object.entries(properties).map(([key, property]) => [key, inTemplate(property)]));
}

describe('a resource in the template', () => {
  test.each(cases)('has the keys of the schema: %s', (name, { properties }: ResourceType) => {
    const all = rendered(resource(name, bagOf(properties)));
    expect(all).toEqual({ Type: name, Properties: templateOf(properties) });
    expect(Object.keys(all.Properties as Bag)).toEqual(Object.keys(properties));
  });

  test.each(cases)('has every attribute of the schema: %s', (name, { attributes }: ResourceType) => {
    const of = resource(name, {});
    const tokens = Object.fromEntries(Object.keys(attributes).map(key => [key, (of as unknown as Bag)[`attr${key}`]]));
    const calls = Object.keys(attributes).map(key => [key, { 'Fn::GetAtt': ['R', key] }]);
    expect(of.stack.resolve(tokens)).toEqual(Object.fromEntries(calls));
  });

  test.each(cases)('can change every property until synth: %s', (name, { properties }: ResourceType) => {
    const of = resource(name, {});
    Object.assign(of, bagOf(properties));
    expect(rendered(of).Properties).toEqual(templateOf(properties));
  });

  test('has the same bytes whatever the order of its properties', () => {
    const bag = bagOf(types.find(({ type }) => type === 'ALIYUN::CR::Repository')!.properties);
    const turn = (of: Bag): Bag =>
      Object.fromEntries(
        Object.entries(of)
          .map(([k, v]) => [k, k === 'repoSource' ? turn(v as Bag) : v] as const)
          .reverse(),
      );
    const text = (props: Bag) => JSON.stringify(rendered(resource('ALIYUN::CR::Repository', props)));
    expect(text(turn(bag))).toBe(text(bag));
  });

  test('leaves out what was not given', () => {
    const props = {
      repoName: 'api',
      repoNamespace: 'prod',
      repoType: 'PRIVATE',
      summary: 'x',
      detail: undefined,
      repoSource: null,
    };
    const names = Object.keys(rendered(resource('ALIYUN::CR::Repository', props)).Properties as Bag);
    expect(names).toEqual(['RepoName', 'RepoNamespace', 'RepoType', 'Summary']);
  });

  test('has no properties where none were given', () => {
    expect(rendered(resource('DATASOURCE::CR::Instances', {}))).toEqual({ Type: 'DATASOURCE::CR::Instances' });
  });

  test('keeps false, zero and empty text beside something else', () => {
    const link = { instanceId: 'cri-1', vpcId: '', vswitchId: 'vsw', enableCreateDnsRecordInPvzt: false };
    expect(rendered(resource('ALIYUN::CR::InstanceVpcEndpointLinkedVpc', link)).Properties).toEqual({
      InstanceId: 'cri-1',
      VpcId: '',
      VswitchId: 'vsw',
      EnableCreateDNSRecordInPvzt: false,
    });
  });
});

describe('a value that is known only later', () => {
  const repository = (repoSource: unknown) =>
    (rendered(resource('ALIYUN::CR::Repository', { repoName: 'api', repoSource })).Properties as Bag).RepoSource;

  test('stands in the template as what it resolves to', () => {
    const scope = stack();
    const registry = new cr.RosInstance(scope, 'Registry', { instanceName: 'acme', instanceType: 'Basic' });
    const namespace = new cr.RosNamespace(scope, 'R', { instanceId: registry.attrInstanceId, namespace: 'prod' });
    expect(rendered(namespace).Properties).toEqual({
      Namespace: 'prod',
      InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] },
    });
  });

  test('is the same token however often an attribute is read', () => {
    const registry = new cr.RosInstance(stack(), 'R', { instanceName: 'acme', instanceType: 'Basic' });
    expect(registry.attrInstanceId).toBe(registry.attrInstanceId);
  });

  test('may be a map under the names of code, or of the template', () => {
    const map = (value: Bag) => ros.Lazy.anyValue({ produce: () => value });
    expect(repository(map({ isOversea: true }))).toEqual({ IsOversea: true });
    expect(repository(map({ IsOversea: true, Unheard: 1 }))).toEqual({ IsOversea: true, Unheard: 1 });
  });

  test('may be a function of ROS', () => {
    expect(repository({ Ref: 'Source' })).toEqual({ Ref: 'Source' });
    expect(repository({ isOversea: { 'Fn::If': ['C', true, false] } })).toEqual({
      IsOversea: { 'Fn::If': ['C', true, false] },
    });
  });
});

describe('a value of the wrong kind', () => {
  const loop: Bag = {};
  loop.self = loop;
  const wrong: [string, unknown][] = [
    ['a number', 5],
    ['a text', 'text'],
    ['a list', [1, [2]]],
    ['a map', { a: { b: 1 } }],
    ['a function', () => 1],
    ['a list of functions', [() => 1]],
    ['a construct', stack()],
    ['a map of constructs', { isOversea: stack() }],
    ['a loop', loop],
    ['a date', new Date(0)],
    ['a symbol', Symbol('s')],
    ['a big number', 10n],
  ];

  test.each(wrong)('hides no message of others: %s', (_, value) => {
    const names = types.map(({ type, properties }) => [type, Object.keys(properties).map(propOf)] as const);
    for (const [type, props] of names) {
      const declare = (app: ros.App) => {
        const scope = new ros.Stack(app, 'Acme');
        new (classOf(type))(scope, 'Bad', Object.fromEntries(props.map(name => [name, value])));
        new cr.RosInstance(scope, 'Other', { instanceName: 'acme', instanceType: 'Gold' });
      };
      expect(problems(declare).at(-1)).toBe(
        '[Acme/Other] instanceType is "Gold", but it must be Basic, Standard or Advanced. Choose one of them.',
      );
    }
  });

  test('is passed on as it is when the checks are off', () => {
    const props = { instanceName: 5, instanceType: ['Gold'], tags: 1 };
    expect(rendered(resource('ALIYUN::CR::Instance', props, false)).Properties).toEqual({
      InstanceName: 5,
      InstanceType: ['Gold'],
    });
  });
});
