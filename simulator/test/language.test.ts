import { type Simulator, startSimulator } from '../src';
import { type Map, callRos, refusal } from './support/clients';
import { deploy, instance, outputs, template, update } from './support/stacks';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const validate = (TemplateBody: string) =>
  callRos(simulator)('ValidateTemplate', { RegionId: 'cn-hangzhou' }, { TemplateBody });
const message = async (body: string) => (await refusal(validate(body))).message;
const sleep = (more: Map = {}) => ({ Type: 'ALIYUN::ROS::Sleep', ...more });
const output = (Value: unknown, more: Map = {}) => template({}, { Outputs: { X: { Value } }, ...more });

/** What an expression gives in a stack. */
async function result(Value: unknown, more: Map = {}): Promise<unknown> {
  return outputs(await deploy(simulator, `s${simulator.stacks().length}`, output(Value, more))).X;
}

describe('an output', () => {
  test('A47 hides its value with NoEcho, but not from other stacks', async () => {
    const body = template(
      {},
      { Outputs: { Secret: { Value: 'word', NoEcho: true }, Open: { Value: 'word', NoEcho: false } } },
    );
    const stack = await deploy(simulator, 'secrets', body);
    expect(outputs(stack)).toEqual({ Secret: '******', Open: 'word' });
    expect(await result({ 'Fn::GetStackOutput': ['secrets', 'Secret'] })).toBe('word');
  });

  test('may have a Console.Url, and a name with spaces and "&"', async () => {
    const body = template({}, { Outputs: { 'Name & port': { Value: 1, 'Console.Url': true } } });
    expect(outputs(await deploy(simulator, 'named', body))).toEqual({ 'Name & port': 1 });
  });

  test('refuses a name with other signs', async () => {
    expect(await message(template({}, { Outputs: { 'a{b}': { Value: 1 } } }))).toBe(
      'Outputs has the name "a{b}", but a name is a letter followed by letters, digits, spaces, "&", "-", "_", "." and ":".',
    );
  });
});

test.each(['Parameter', 'SecretParameter'])('A48 keeps the name of an OOS %s', async kind => {
  const Parameters = { Word: { Type: `ALIYUN::OOS::${kind}::Value`, Default: 'my-word' } };
  const stack = await deploy(simulator, 'stored', output({ Ref: 'Word' }, { Parameters }));
  expect(outputs(stack)).toEqual({ X: 'my-word' });
  expect(stack.Parameters).toContainEqual({
    ParameterKey: 'Word',
    ParameterValue: kind === 'Parameter' ? 'my-word' : '******',
  });
});

test.each([
  ['JSON', '{"ROSTemplateFormatVersion": "2015-09-01", "Outputs": {"X": {"Value": "a:{"}, "X": {"Value": 2}}}'],
  ['YAML', "ROSTemplateFormatVersion: '2015-09-01'\nOutputs:\n  X: {Value: 1}\n  X: {Value: 2}\n"],
])('A49 refuses a key that stands twice in a map of %s', async (kind, body) => {
  expect(await message(body)).toBe(
    kind === 'JSON'
      ? 'The template is not valid JSON: a map has the key "X" twice.'
      : 'The template is not valid YAML: Map keys must be unique at line 4, column 3.',
  );
});

test('takes a key twice where it stands in two maps, and as a value', async () => {
  expect(await result([{ a: 'a' }, { a: ['a', 'a'] }])).toEqual([{ a: 'a' }, { a: ['a', 'a'] }]);
});

describe('YAML is that of version 1.1', () => {
  const yaml = (value: string) => `ROSTemplateFormatVersion: 2015-09-01\nOutputs:\n  X:\n    Value: ${value}\n`;

  test.each<[string, unknown]>([
    ['on', true],
    ['No', false],
    ['y', 'y'],
    ['"on"', 'on'],
    ['010', 8],
    ['0x10', 16],
    ['1_000', 1000],
    ['2026-11-24', '2026-11-24'],
    ['~', null],
    ['3.5', 3.5],
  ])('%s', async (written, value) => {
    expect(outputs(await deploy(simulator, 'yaml', yaml(written)))).toEqual({ X: value });
  });

  test('merges maps', async () => {
    const body = `ROSTemplateFormatVersion: '2015-09-01'
Mappings:
  M:
    one: &one {a: 1, b: 2}
    two: {<<: *one, b: 3}
Outputs:
  X: {Value: !FindInMap [M, two, a]}
  Y: {Value: !FindInMap [M, two, b]}
`;
    expect(outputs(await deploy(simulator, 'merged', body))).toEqual({ X: 1, Y: 3 });
  });

  test('refuses two documents in one file', async () => {
    expect(await message(`${yaml('1')}---\n${yaml('2')}`)).toMatch(
      /^The template is not valid YAML: Source contains multiple documents/,
    );
  });

  test.each([
    ['!GetAtt My.Registry.InstanceId', ['My.Registry', 'InstanceId']],
    ['!GetAtt Nested.Outputs.Id', ['Nested', 'Outputs.Id']],
  ])('%s', async (written, [resource, attribute]) => {
    const body = `ROSTemplateFormatVersion: '2015-09-01'\nOutputs:\n  X: {Value: ${written}}\n`;
    expect(await message(body)).toBe(`Outputs.X.Value names the resource "${resource}", which is not in Resources.`);
    expect(attribute).toBeDefined();
  });
});

describe('a name', () => {
  test('refuses to be both a parameter and a resource', async () => {
    expect(await message(template({ Wait: sleep() }, { Parameters: { Wait: { Type: 'String', Default: '' } } }))).toBe(
      'The name "Wait" stands under Parameters and under Resources. Rename one of them.',
    );
  });

  test.each<[string, Map]>([
    ['DependsOn', { Y: sleep(), X: sleep({ DependsOn: 'Y[7]' }) }],
    ['DependsOn', { Y: sleep({ Count: 7 }), X: sleep({ DependsOn: ['Y[7]'] }) }],
  ])('refuses an index of what is not counted so far in %s', async (_, resources) => {
    expect(await message(template(resources))).toBe('Resources.X.DependsOn names "Y[7]", which is not in Resources.');
  });

  test('refuses a Ref to an index of what is not counted', async () => {
    expect(await message(template({ Y: sleep() }, { Outputs: { X: { Value: { Ref: 'Y[0]' } } } }))).toBe(
      'Outputs.X.Value names "Y[0]", which is no parameter, pseudo parameter or resource of the template.',
    );
  });

  test('takes an index of what is counted', async () => {
    const resources = { Y: sleep({ Count: 8 }), X: sleep({ DependsOn: 'Y[7]' }) };
    expect((await deploy(simulator, 'counted', template(resources))).Status).toBe('CREATE_COMPLETE');
  });

  test('refuses Fn::GetAtt of what is no resource, also where it takes the stack to see that', async () => {
    const body = output(
      { 'Fn::GetAtt': [{ 'Fn::Join': ['', ['No', 'thing']] }, 'InstanceId'] },
      { Resources: { Registry: instance('acme', 'Basic') } },
    );
    expect((await deploy(simulator, 'dynamic', body)).OperationInfo.Message).toBe(
      'Outputs.X.Value: Fn::GetAtt names the resource "Nothing", which is not in Resources.',
    );
  });
});

describe('Count', () => {
  test.each([1.5, -1, true, null, 'two', '', [1]])('refuses %j', async Count => {
    expect(await message(template({ X: sleep({ Count }) }))).toBe(
      `Resources.X.Count is ${JSON.stringify(Count)}, but it is a whole number of 0 or more.`,
    );
  });

  test('takes a whole number, and text that is one', async () => {
    await deploy(simulator, 'counts', template({ X: sleep({ Count: 2 }), Y: sleep({ Count: '1' }) }));
    expect(Object.keys(simulator.stacks()[0].resources)).toEqual(['X[0]', 'X[1]', 'Y[0]']);
  });
});

test('refuses a DeletionPolicy that a parameter gives wrongly before anything is made', async () => {
  const body = template(
    { X: sleep({ DeletionPolicy: { Ref: 'Policy' } }) },
    { Parameters: { Policy: { Type: 'String', Default: 'Snapshot' } } },
  );
  expect(await refusal(deploy(simulator, 'policy', body))).toEqual({
    code: 'StackValidationFailed',
    message: 'Resources.X.DeletionPolicy is "Snapshot", but it is Delete or Retain.',
    status: 400,
  });
  expect(simulator.stacks()).toEqual([]);
});

test('takes up a DeletionPolicy that an update changes', async () => {
  const body = (policy: string) => template({ X: sleep({ DeletionPolicy: policy }) }, { Description: policy });
  const stack = await deploy(simulator, 'policy', body('Delete'));
  await update(simulator, stack, body('Retain'));
  expect(simulator.stacks()[0].resources.X.retain).toBe(true);
});

describe('validation', () => {
  test.each<[string, unknown, string]>([
    ['Fn::Join', ['-'], 'takes 2 arguments, [delimiter, list], not 1.'],
    ['Fn::Join', 'a', 'takes a List as [delimiter, list], not a String.'],
    ['Fn::Add', [1], 'takes 2 or more arguments, [value, value, ...], not 1.'],
    ['Fn::Add', [{ Ref: 'ALIYUN::Region' }], 'takes 2 or more arguments, [value, value, ...], not 1.'],
    ['Fn::MergeMap', [{}, {}, {}], 'takes 2 arguments, [map, map], not 3.'],
    ['Fn::Select', [0, 'a,b'], 'takes a String that is valid JSON.'],
    ['Fn::Select', ['0', 3], 'takes a List, a Map or one of them as JSON to select from, not 3.'],
    ['Fn::Calculate', ['{0}+', 0, [1]], 'misses a number at the end of the expression.'],
    ['Fn::Str', 'text', 'takes a Number, not "text".'],
    ['Fn::If', ['Yes', 1], 'takes 3 arguments, [condition, value if true, value if false], not 2.'],
  ])('refuses %s of %j', async (name, argument, problem) => {
    const body = output({ [name]: argument }, { Conditions: { Yes: { 'Fn::Equals': [1, 1] } } });
    expect(await message(body)).toBe(`Outputs.X.Value: ${name} ${problem}`);
  });

  test('refuses Fn::Base64 in a condition', async () => {
    const Yes = { 'Fn::Equals': [{ 'Fn::Base64': 'a' }, 'YQ=='] };
    expect(await message(template({}, { Conditions: { Yes } }))).toBe(
      'Conditions.Yes[0]: Fn::Base64 cannot be used in Conditions.',
    );
  });
});

test.each<[string, unknown, unknown]>([
  ['Fn::Calculate', ['{0}*2', 0, { Ref: 'Size' }], 6],
  ['Fn::Length', '\u{1F40B}\u{1F40B}', 2],
  ['Fn::Length', null, 0],
  ['Fn::Select', [1, '["a", "b"]'], 'b'],
  ['Fn::Select', ['k', '{"k": "v"}'], 'v'],
  ['Fn::Select', [0, '', 'none'], 'none'],
  ['Fn::Select', [0, null, 'none'], 'none'],
])('%s of %j', async (name, argument, value) => {
  expect(await result({ [name]: argument }, { Parameters: { Size: { Type: 'Number', Default: 3 } } })).toEqual(value);
});
