import { evaluate } from '../src/template/evaluate';
import { FUNCTION_NAMES } from '../src/template/functions';
import { NO_VALUE, type Scope } from '../src/template/scope';

/** 2021-04-07, a Wednesday: the moment of the examples of Fn::FormatTime. */
const scope: Scope = {
  context: 'resource',
  path: 'Outputs.X.Value',
  parameters: { Name: 'acme', Size: 3, List: ['a', 'b'] },
  pseudo: { 'ALIYUN::Region': 'cn-hangzhou', 'ALIYUN::NoValue': NO_VALUE },
  mappings: { Images: { 'cn-hangzhou': { small: 'm-1' } } },
  now: Date.UTC(2021, 3, 7, 8, 15, 10),
  condition: name => name === 'Yes',
  reference: name => (name === 'Registry' ? 'cri-1' : undefined),
  attribute: (name, attribute) => `${name}:${attribute}`,
  stackOutput: (stack, output, region) => [stack, output, region ?? 'here'].join('/'),
  zones: region => [`${region}-a`, `${region}-b`],
};
const inCondition: Scope = { ...scope, context: 'condition' };

/** Function, what it is given, what the documentation says comes out. */
const CASES: [string, unknown, unknown][] = [
  ['Ref', 'Name', 'acme'],
  ['Ref', 'Registry', 'cri-1'],
  ['Ref', 'ALIYUN::Region', 'cn-hangzhou'],
  ['Fn::GetAtt', ['Registry', 'InstanceId'], 'Registry:InstanceId'],
  ['Fn::GetAtt', ['Nested', 'Outputs.Id'], 'Nested:Outputs.Id'],
  ['Fn::GetAtt', 'Registry.InstanceId', 'Registry:InstanceId'],
  [
    'Fn::Sub',
    'a ${Name} in ${ALIYUN::Region} as ${Registry.InstanceId}, ${!Literal}',
    'a acme in cn-hangzhou as Registry:InstanceId, ${Literal}',
  ],
  ['Fn::Sub', ['${Var}-${Size}', { Var: { Ref: 'Name' } }], 'acme-3'],
  ['Fn::FindInMap', ['Images', { Ref: 'ALIYUN::Region' }, 'small'], 'm-1'],
  ['Fn::GetAZs', 'eu-central-1', ['eu-central-1-a', 'eu-central-1-b']],
  ['Fn::GetAZs', '', ['cn-hangzhou-a', 'cn-hangzhou-b']],
  ['Fn::GetStackOutput', ['other', 'Id'], 'other/Id/here'],
  ['Fn::GetStackOutput', ['other', 'Id', 'us-east-1'], 'other/Id/us-east-1'],
  ['Fn::GetStackOutput', ['', 'Id'], ''],
  ['Fn::GetStackOutput', [null, 'Id'], null],
  ['Fn::If', ['Yes', 1, 2], 1],
  ['Fn::If', ['No', 1, 2], 2],
  ['Fn::Any', [false, true], true],
  ['Fn::Any', [false, false], false],
  ['Fn::Contains', [[1, 2, 3], 3], true],
  ['Fn::Contains', [[1, 2, 3], 4], false],
  [
    'Fn::EachMemberIn',
    [
      [1, 2, 3],
      [1, 2, 3, 3, 4],
    ],
    true,
  ],
  [
    'Fn::EachMemberIn',
    [
      [1, 2, 3],
      [1, 2, 4],
    ],
    false,
  ],
  ['Fn::MatchPattern', ['[a-z]+', 'adb'], true],
  ['Fn::MatchPattern', ['[a-z]+', '12b'], false],
  ['Fn::Join', [',', ['a', 'b', 'c']], 'a,b,c'],
  ['Fn::Split', [';', 'foo; bar; achoo'], ['foo', ' bar', ' achoo']],
  ['Fn::Replace', [{ print: 'echo' }, 'print "hello"'], 'echo "hello"'],
  ['Fn::Str', 123456, '123456'],
  ['Fn::Base64Encode', 'string to encode', 'c3RyaW5nIHRvIGVuY29kZQ=='],
  ['Fn::Base64', 'string to encode', 'c3RyaW5nIHRvIGVuY29kZQ=='],
  ['Fn::Base64Decode', 'c3RyaW5nIHRvIGVuY29kZQ==', 'string to encode'],
  ['Fn::Indent', ['[client]\nport=3306\npassword=123', 1], '  [client]\n  port=3306\n  password=123'],
  ['Fn::Indent', ['a\nb', 1, 4, false], 'a\n    b'],
  ['Fn::FormatTime', '%Y-%m-%d %H:%M:%S', '2021-04-07 08:15:10'],
  [
    'Fn::FormatTime',
    ['%y %I%p %a %A %b %B %j %U %w %W', 'Asia/Shanghai'],
    '21 04PM Wed Wednesday Apr April 097 14 3 14',
  ],
  ['Fn::FormatTime', '%c', 'Wed Apr 7 08:15:10 2021'],
  ['Fn::Select', ['0', ['apples', 'grapes']], 'apples'],
  ['Fn::Select', [-1, ['apples', 'grapes']], 'grapes'],
  ['Fn::Select', [5, ['apples']], ''],
  ['Fn::Select', [5, ['apples'], 'none'], 'none'],
  ['Fn::Select', ['0:2', ['a', 'b', 'c']], ['a', 'b']],
  ['Fn::Select', ['::2', ['a', 'b', 'c']], ['a', 'c']],
  ['Fn::Select', ['::-1', ['a', 'b', 'c']], ['c', 'b', 'a']],
  ['Fn::Select', ['key1', { key1: 'value1' }], 'value1'],
  ['Fn::Select', ['constructor', {}, 'none'], 'none'],
  ['Fn::Index', ['b', ['a', 'b']], 1],
  ['Fn::Index', ['z', ['a', 'b']], null],
  ['Fn::Length', [1, 2, 3], 3],
  ['Fn::Length', 'four', 4],
  ['Fn::Length', { a: 1, b: 2 }, 2],
  ['Fn::ListMerge', [['a', 'b'], ['c'], []], ['a', 'b', 'c']],
  [
    'Fn::SelectMapList',
    ['key2', [{ key1: 'value1-1' }, { key2: 'value2-2' }, { key2: 'value3-2' }]],
    ['value2-2', 'value3-2'],
  ],
  [
    'Fn::Cidr',
    ['192.168.0.0/24', 6, 5],
    ['192.168.0.0/27', '192.168.0.32/27', '192.168.0.64/27', '192.168.0.96/27', '192.168.0.128/27', '192.168.0.160/27'],
  ],
  [
    'Fn::MergeMap',
    [
      { a: 1, c: { d: 1 } },
      { a: 3, c: { e: 2 } },
    ],
    { a: 3, c: { d: 1, e: 2 } },
  ],
  [
    'Fn::MergeMapToList',
    [{ key_1: ['1', '2'] }, { key_2: ['a'] }],
    [
      { key_1: '1', key_2: 'a' },
      { key_1: '2', key_2: 'a' },
    ],
  ],
  [
    'Fn::MemberListToMap',
    ['Name', 'Value', ['.member.0.Name=key', '.member.0.Value=door', '.member.1.Name=colour', '.member.1.Value=green']],
    { key: 'door', colour: 'green' },
  ],
  ['Fn::GetJsonValue', ['key1', '{"key1":"foo","key2":["a"]}'], 'foo'],
  ['Fn::GetJsonValue', ['key2', { key2: ['a', 1] }], '["a",1]'],
  ['Fn::GetJsonValue', ['missing', '{}'], null],
  ['Fn::GetJsonValue', ['key', ''], null],
  [
    'Fn::Jq',
    ['All', '.parameters[] | {"paramName": .name}', '{"parameters":[{"name":"PKG_TAG_NAME"},{"name":"PKG_COMMIT"}]}'],
    [{ paramName: 'PKG_TAG_NAME' }, { paramName: 'PKG_COMMIT' }],
  ],
  ['Fn::Jq', ['First', '.[]', [1, 2]], 1],
  ['Fn::Jq', ['First', '.a', ''], null],
  ['Fn::Add', [1, 2, 3.5], 6.5],
  ['Fn::Add', [[1, 2], [3]], [1, 2, 3]],
  ['Fn::Add', [{ Product: 'ROS' }, { Fn: 'Add' }], { Product: 'ROS', Fn: 'Add' }],
  ['Fn::Avg', [1, [1, 2, 6]], 3],
  ['Fn::Avg', [2, ['1', 2]], 1.5],
  ['Fn::Max', [1, 5, 3], 5],
  ['Fn::Min', [1, 5, 3], 1],
  ['Fn::Calculate', ['(2+3)/2*3-1', 1], 5],
  ['Fn::Calculate', ['(2.0+3)/2*3-1', 1], 6.5],
  ['Fn::Calculate', ['({1}+3)/2*3-1', 1, [3, 5, 6]], 11],
  ['Fn::Calculate', ['({0}+{1})%3', 0, [5, 6]], 2],
];

const CONDITION_CASES: [string, unknown, unknown][] = [
  ['Fn::Equals', [{ Ref: 'Name' }, 'acme'], true],
  [
    'Fn::Equals',
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    true,
  ],
  ['Fn::Equals', [1, '1'], false],
  ['Fn::And', ['Yes', { 'Fn::Equals': [1, 1] }], true],
  ['Fn::And', ['Yes', { Condition: 'No' }], false],
  ['Fn::Or', ['No', 'Yes'], true],
  ['Fn::Or', ['No', 'Neither'], false],
  ['Fn::Not', { 'Fn::Equals': [1, 2] }, true],
  ['Fn::Not', ['Yes'], false],
  ['Fn::Not', [{ Condition: 'No' }], true],
  ['Fn::Not', [{ 'Fn::Equals': [1, 2] }], false],
];

/** Function, what it is given, and the whole complaint. */
const REFUSALS: [string, unknown, string][] = [
  ['Fn::Join', [',', 'a'], 'takes a List as the list, not a String.'],
  ['Fn::Join', [','], 'takes 2 arguments, [delimiter, list], not 1.'],
  ['Fn::Split', ['', 'abc'], 'takes a delimiter of at least one character.'],
  ['Fn::FindInMap', ['Images', 'us-east-1', 'small'], 'found no "us-east-1" in the mapping "Images".'],
  ['Fn::FindInMap', ['Images', '__proto__', 'small'], 'found no "__proto__" in the mapping "Images".'],
  ['Ref', 'Nobody', 'names "Nobody", which is no parameter, pseudo parameter or resource that can be used here.'],
  ['Fn::Str', 'text', 'takes a Number, not "text".'],
  ['Fn::Base64Decode', 'not base64!', 'takes a String in Base64.'],
  ['Fn::Indent', ['a', 21], 'takes an integer from 0 to 20 as the level, not 21.'],
  ['Fn::FormatTime', '%Q', 'knows no field "%Q" in a format.'],
  ['Fn::FormatTime', ['%Y', 'Moon/Base'], 'takes a time zone such as Asia/Shanghai, not "Moon/Base".'],
  ['Fn::Calculate', ['1+', 0], 'misses a number at the end of the expression.'],
  ['Fn::Calculate', ['process.exit()', 0], 'cannot read the expression from "process.exit()" on.'],
  ['Fn::Calculate', ['1/0', 0], 'cannot divide by zero.'],
  ['Fn::Calculate', ['{3}', 0, [1]], 'found no number {3}.'],
  ['Fn::Calculate', ['('.repeat(5000), 0], 'takes expressions that nest at most 100 deep.'],
  ['Fn::Cidr', ['192.168.0.0/30', 5, 2], 'cannot cut 5 blocks of /30 out of 192.168.0.0/30.'],
  [
    'Fn::MatchPattern',
    ['(', 'a'],
    'takes a regular expression in RE2 syntax, not "(": error parsing regexp: missing closing ): `(`.',
  ],
  ['Fn::GetJsonValue', ['a', '{'], 'takes a String that is valid JSON.'],
  ['Fn::Jq', ['Last', '.', {}], 'takes "First" or "All", not "Last".'],
  ['Fn::Jq', ['All', '$ENV.PATH', {}], 'takes no script that reads the environment ($ENV, env).'],
  ['Fn::Jq', ['All', 'def f: f; f', {}], 'stopped a script that ran longer than 2 seconds.'],
  ['Fn::GetStackOutput', ['a', 'b', 'c', 'd'], 'takes 2 to 3 arguments, [stack, output, region], not 4.'],
  [
    'Fn::MarketplaceImage',
    'x',
    'is not simulated: there is no image marketplace here. Pass the image id as a parameter.',
  ],
  [
    'Fn::ResourceFacade',
    'x',
    'is not simulated: it has no public documentation. Pass the value as a parameter of the nested stack.',
  ],
  ['Fn::TransformNamespace', [], 'is not simulated: it has no public documentation. Write the value out.'],
];

describe('a function gives what its documentation says', () => {
  test.each(CASES)('%s of %j', (name, argument, result) =>
    expect(evaluate({ [name]: argument } as never, scope)).toEqual(result),
  );
  test.each(CONDITION_CASES)('in a condition, %s of %j', (name, argument, result) =>
    expect(evaluate({ [name]: argument } as never, inCondition)).toEqual(result),
  );
});

describe('a function refuses what it cannot work with', () => {
  test.each(REFUSALS)('refuses %s of %j', (name, argument, message) => {
    expect(() => evaluate({ [name]: argument } as never, scope)).toThrow(
      new Error(`Outputs.X.Value: ${name} ${message}`),
    );
  });
});

test('every function is in the tables above', () => {
  const tested = new Set([...CASES, ...CONDITION_CASES, ...REFUSALS].map(([name]) => name));
  expect(FUNCTION_NAMES.filter(name => !tested.has(name))).toEqual([]);
  expect(FUNCTION_NAMES).toHaveLength(43);
});

test('NoValue takes the property or the item around it away', () => {
  const value = {
    Keep: 1,
    Drop: { 'Fn::If': ['No', 1, { Ref: 'ALIYUN::NoValue' }] },
    List: [1, { Ref: 'ALIYUN::NoValue' }, 2],
  };
  expect(evaluate(value, scope)).toEqual({ Keep: 1, List: [1, 2] });
});

test('refuses Fn::ImportValue, which ROS does not have', () => {
  expect(() => evaluate({ 'Fn::ImportValue': 'x' }, scope)).toThrow(
    new Error(
      'Outputs.X.Value: the function Fn::ImportValue is not supported by ROS. ROS has no exports; read an output of another stack with Fn::GetStackOutput.',
    ),
  );
});

test('refuses functions that nest more than 20 deep', () => {
  const nested = Array.from({ length: 21 }).reduce<unknown>(inner => ({ 'Fn::ListMerge': [[], inner] }), []);
  expect(() => evaluate(nested as never, scope)).toThrow(new Error('Outputs.X.Value: functions nest at most 20 deep.'));
});
