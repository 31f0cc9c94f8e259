import { type Simulator, startSimulator } from '../src';
import { type Map, callRos, refusal } from './support/clients';
import { deploy, instance, outputs, remove, template, update } from './support/stacks';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const validate = (body: string) =>
  callRos(simulator)('ValidateTemplate', { RegionId: 'cn-hangzhou' }, { TemplateBody: body });
const sleep = { Type: 'ALIYUN::ROS::Sleep', Properties: { CreateDuration: 1 } };

/** A template, the code, and the whole message. */
const REFUSED: [string, string, string, string][] = [
  ['JSON that is none', '{', 'InvalidTemplate', 'The template is not valid JSON from character 1 on.'],
  [
    'YAML that is none',
    'a: [',
    'InvalidTemplate',
    'The template is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 5.',
  ],
  ['a list', '[]', 'InvalidSchema', 'The template is not a map. Pass a JSON object or a YAML mapping.'],
  [
    'deep nesting',
    `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    'InvalidSchema',
    'The template nests deeper than 100 levels. Flatten it.',
  ],
  [
    'a prototype key',
    '{"__proto__":{}}',
    'InvalidSchema',
    'The template has a key named "__proto__", which is not a name ROS takes. Rename it.',
  ],
  [
    'another version',
    '{"ROSTemplateFormatVersion":"2010-09-09"}',
    'InvalidTemplateVersion',
    'ROSTemplateFormatVersion is "2010-09-09", but it is "2015-09-01".',
  ],
  [
    'an unknown section',
    template({}, { Ressources: {} }),
    'InvalidTemplateSection',
    'The section Ressources is not one of ROS. It has ROSTemplateFormatVersion, Description, Metadata, Parameters, Mappings, Conditions, Rules, Resources, Outputs.',
  ],
  [
    'a section that is not simulated',
    template({}, { Transform: 'Aliyun::Serverless-2018-04-03' }),
    'InvalidTemplateSection',
    'The section Transform is not simulated. Write its result into the template.',
  ],
  [
    'an unknown key of a resource',
    template({ A: { ...sleep, DependOn: 'B' } }),
    'InvalidTemplateAttribute',
    'Resources.A has the key "DependOn", but it has only Type, Properties, DependsOn, Condition, DeletionPolicy, Metadata, UpdatePolicy, Count, Description.',
  ],
  [
    'an Export of an output',
    template({ A: sleep }, { Outputs: { X: { Value: 1, Export: { Name: 'x' } } } }),
    'InvalidTemplateAttribute',
    'Outputs.X has the key "Export", but it has only Description, Condition, Value, Label, NoEcho, Console.Url.',
  ],
  [
    'a reference to nothing',
    template({ A: { ...sleep, DependsOn: 'B' } }),
    'InvalidTemplateReference',
    'Resources.A.DependsOn names "B", which is not in Resources.',
  ],
  [
    'a Ref to nothing',
    template({ A: sleep }, { Outputs: { X: { Value: { Ref: 'B' } } } }),
    'InvalidTemplateReference',
    'Outputs.X.Value names "B", which is no parameter, pseudo parameter or resource of the template.',
  ],
  [
    'an attribute that is none',
    template({ A: instance('acme') }, { Outputs: { X: { Value: { 'Fn::GetAtt': ['A', 'Host'] } } } }),
    'InvalidTemplateReference',
    'Outputs.X.Value: ALIYUN::CR::Instance has no attribute "Host". It has InstanceId, InstanceName, InstanceSpecification, CreateTime, ModifiedTime, ResourceGroupId.',
  ],
  [
    'a circle',
    template({ A: { ...sleep, DependsOn: 'B' }, B: { ...sleep, DependsOn: 'C' }, C: { ...sleep, DependsOn: 'A' } }),
    'CircularDependency',
    'Resources depend on each other in a circle: A -> B -> C -> A.',
  ],
  [
    'a circle of conditions',
    template({}, { Conditions: { A: { 'Fn::Not': ['B'] }, B: { 'Fn::Not': ['A'] } } }),
    'CircularDependency',
    'Conditions depend on each other in a circle: A -> B -> A.',
  ],
  [
    'a condition that is none',
    template({}, { Conditions: { A: { 'Fn::Join': ['', []] } } }),
    'StackValidationFailed',
    'Conditions.A is no condition: its outermost function is Fn::Equals, Fn::And, Fn::Or, Fn::Not, Ref or Fn::FindInMap.',
  ],
  [
    'a function where it cannot be',
    template({}, { Conditions: { A: { 'Fn::Equals': [{ 'Fn::GetAtt': ['A', 'B'] }, 1] } } }),
    'StackValidationFailed',
    'Conditions.A[0]: Fn::GetAtt cannot be used in Conditions.',
  ],
  [
    'Fn::ImportValue',
    template({ A: instance({ 'Fn::ImportValue': 'x' } as never) }),
    'StackValidationFailed',
    'Resources.A.Properties.InstanceName: the function Fn::ImportValue is not supported by ROS. ROS has no exports; read an output of another stack with Fn::GetStackOutput.',
  ],
  [
    'a function beside other keys',
    template({ A: { ...sleep, Properties: { Triggers: { 'Fn::Join': ['', []], b: 1 } } } }),
    'StackValidationFailed',
    'Resources.A.Properties.Triggers: Fn::Join stands beside other keys. A function is the only key of its map.',
  ],
  [
    'a property that is none, one that misses and one that is wrong, at once',
    template({ A: { Type: 'ALIYUN::CR::Instance', Properties: { Name: 'acme', InstanceType: 'Gold' } } }),
    'StackValidationFailed',
    'Resources.A.Properties.Name is not a property of this type. It has InstanceName, InstanceType, ImageScanner, InstanceStorageName, Period, RenewalStatus, RenewPeriod, ResourceGroupId. Resources.A.Properties.InstanceName is required but was not given. Resources.A.Properties.InstanceType is "Gold", but it is one of Basic, Standard, Advanced.',
  ],
  [
    'a DeletionPolicy that is none',
    template({ A: { ...sleep, DeletionPolicy: 'Snapshot' } }),
    'StackValidationFailed',
    'Resources.A.DeletionPolicy is "Snapshot", but it is Delete, Retain or a Ref to a parameter.',
  ],
  [
    'A07 assertions that are no list',
    template({}, { Rules: { R: { Assertions: { Assert: true } } } }),
    'InvalidTemplatePropertyType',
    'Rules.R.Assertions is a Map, but it takes a List.',
  ],
  [
    'A36 201 resources',
    template(Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`S${index}`, sleep]))),
    'StackValidationFailed',
    'The template has 201 resources, but a stack has at most 200. Split it into several stacks.',
  ],
];

describe('a template', () => {
  test.each(REFUSED)('refuses %s', async (_, body, code, message) => {
    expect(await refusal(validate(body))).toEqual({ code, message, status: 400 });
  });

  test('refuses a type that is not simulated, and names those that are', async () => {
    expect((await refusal(validate(template({ A: { Type: 'ALIYUN::RDS::DBInstance' } })))).message).toMatch(
      /^Resources\.A\.Type is "ALIYUN::RDS::DBInstance", which is not simulated\. Simulated are ALIYUN::CR::ArtifactLifecycleRule, /,
    );
  });

  test('refuses more than 512 KB', async () => {
    expect((await refusal(validate(template({}, { Description: 'x'.repeat(524_288) })))).message).toMatch(
      /^The template has \d+ bytes, but a template has at most 524288\. Split it into several stacks\.$/,
    );
  });

  test('tells what it has', async () => {
    const body = template(
      { A: sleep, B: { ...sleep, Count: 2 } },
      { Description: 'Two.', Parameters: { P: { Type: 'String' } }, Outputs: { O: { Value: 1, Description: 'One.' } } },
    );
    expect(await validate(body)).toMatchObject({
      Description: 'Two.',
      Parameters: [{ ParameterKey: 'P', Type: 'String' }],
      Outputs: [{ OutputKey: 'O', Description: 'One.' }],
      Resources: [{ LogicalResourceIdPattern: 'A' }, { LogicalResourceIdPattern: 'B[*]' }],
      ResourceTypes: { Resources: ['ALIYUN::ROS::Sleep'], DataSources: [] },
    });
  });

  test('may be YAML, with short forms of functions', async () => {
    const body = `ROSTemplateFormatVersion: 2015-09-01
Parameters:
  Name: { Type: String, Default: acme }
Resources:
  Registry:
    Type: ALIYUN::CR::Instance
    Properties:
      InstanceName: !Sub '\${Name}-one'
      InstanceType: Basic
Outputs:
  Id: { Value: !GetAtt Registry.InstanceId }
  Joined: { Value: !Join ['/', [!Ref Name, !Select [0, [a, b]]]] }
`;
    const stack = await deploy(simulator, 'yaml', body);
    expect(outputs(stack)).toEqual({ Id: simulator.registries()[0].id, Joined: 'acme/a' });
  });
});

describe('parameters', () => {
  const given = (value: string): Map => ({ 'Parameters.1.ParameterKey': 'P', 'Parameters.1.ParameterValue': value });
  const body = (parameter: Map) =>
    template({}, { Parameters: { P: parameter }, Outputs: { P: { Value: { Ref: 'P' } } } });

  test.each([
    ['String', 'text', 'text'],
    ['Number', '2.5', 2.5],
    ['Boolean', 'True', true],
    ['CommaDelimitedList', 'a,b', ['a', 'b']],
    ['Json', '{"a":[1]}', { a: [1] }],
  ])('of the type %s are read', async (Type, value, result) => {
    expect(outputs(await deploy(simulator, 'typed', body({ Type }), 'cn-hangzhou', given(value)))).toEqual({
      P: result,
    });
  });

  test.each([
    [
      { Type: 'Number' },
      'many',
      'StackValidationFailed',
      'The value of the parameter P is not valid: it takes a Number.',
    ],
    [
      { Type: 'String', AllowedValues: ['a', 'b'] },
      'c',
      'StackValidationFailed',
      'The value of the parameter P is not valid: it is one of a, b.',
    ],
    [
      { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'Lowercase only.' },
      'A',
      'StackValidationFailed',
      'The value of the parameter P is not valid: it matches [a-z]+. Lowercase only.',
    ],
    [
      { Type: 'String', MinLength: 3 },
      'ab',
      'StackValidationFailed',
      'The value of the parameter P is not valid: it has at least 3 characters.',
    ],
    [
      { Type: 'Number', MaxValue: 3 },
      '4',
      'StackValidationFailed',
      'The value of the parameter P is not valid: it is at most 3.',
    ],
    [
      { Type: 'Json' },
      '{',
      'StackValidationFailed',
      'The value of the parameter P is not valid: it takes a JSON object or array.',
    ],
  ])('refuses %j with %s', async (parameter, value, code, message) => {
    expect(await refusal(deploy(simulator, 'p', body(parameter), 'cn-hangzhou', given(value)))).toEqual({
      code,
      message,
      status: 400,
    });
  });

  test('refuses one that misses and one that is not declared', async () => {
    expect(await refusal(deploy(simulator, 'p', body({ Type: 'String' })))).toEqual({
      code: 'UserParameterMissing',
      message: 'The parameter P has no default and was not given. Pass a value.',
      status: 400,
    });
    expect(await refusal(deploy(simulator, 'p', template({}), 'cn-hangzhou', given('x')))).toEqual({
      code: 'UnknownUserParameter',
      message: 'The parameter "P" is not in the template. Remove it or declare it under Parameters.',
      status: 400,
    });
  });
});

describe('rules, conditions and counts', () => {
  test('A08 a rule may look at the region of the stack', async () => {
    const rules = {
      Rules: {
        Here: {
          Assertions: [
            {
              Assert: { 'Fn::Equals': [{ Ref: 'ALIYUN::Region' }, 'cn-hangzhou'] },
              AssertDescription: 'Only in Hangzhou.',
            },
          ],
        },
      },
    };
    expect((await deploy(simulator, 'here', template({}, rules))).Status).toBe('CREATE_COMPLETE');
    expect((await refusal(deploy(simulator, 'there', template({}, rules), 'eu-central-1'))).message).toBe(
      'Rules.Here.Assertions[0] is false. Only in Hangzhou.',
    );
  });

  test('a rule whose condition does not hold is not asked', async () => {
    expect(
      (
        await deploy(
          simulator,
          'off',
          template(
            {},
            {
              Rules: {
                Off: { RuleCondition: { 'Fn::Equals': [1, 2] }, Assertions: [{ Assert: { 'Fn::Equals': [1, 2] } }] },
              },
            },
          ),
        )
      ).Status,
    ).toBe('CREATE_COMPLETE');
  });

  test('a resource or output whose condition does not hold is left out', async () => {
    const body = template(
      { A: { ...sleep, Condition: 'No' }, B: sleep },
      {
        Conditions: { No: { 'Fn::Equals': [1, 2] } },
        Outputs: {
          A: { Condition: 'No', Value: { Ref: 'A' } },
          One: { Value: { 'Fn::If': ['No', { Ref: 'A' }, 'none'] } },
        },
      },
    );
    const stack = await deploy(simulator, 'conditional', body);
    expect(outputs(stack)).toEqual({ One: 'none' });
    expect(Object.keys(simulator.stacks()[0].resources)).toEqual(['B']);
  });

  test('A09 refuses to use a resource that its condition leaves out', async () => {
    const body = template(
      { A: { ...sleep, Condition: 'No' } },
      { Conditions: { No: { 'Fn::Equals': [1, 2] } }, Outputs: { A: { Value: { Ref: 'A' } } } },
    );
    const stack = await deploy(simulator, 'absent', body);
    expect(stack).toMatchObject({
      Status: 'CREATE_ROLLBACK_COMPLETE',
      OperationInfo: { Message: 'Outputs.A.Value uses the resource A, which its condition leaves out.' },
    });
  });

  test('a count makes several, and references to it are lists', async () => {
    const body = template(
      {
        Registry: instance('acme'),
        Space: {
          Type: 'ALIYUN::CR::Namespace',
          Count: { Ref: 'Many' },
          Properties: {
            InstanceId: { Ref: 'Registry' },
            Namespace: { 'Fn::Select': [{ Ref: 'ALIYUN::Index' }, ['dev', 'test', 'prod']] },
          },
        },
      },
      {
        Parameters: { Many: { Type: 'Number', Default: 2 } },
        Outputs: {
          Names: { Value: { 'Fn::GetAtt': ['Space', 'Namespace'] } },
          First: { Value: { 'Fn::GetAtt': ['Space[0]', 'Namespace'] } },
        },
      },
    );
    const stack = await deploy(simulator, 'counted', body);
    expect(outputs(stack)).toEqual({ Names: ['dev', 'test'], First: 'dev' });
    await update(simulator, stack, body, { 'Parameters.1.ParameterKey': 'Many', 'Parameters.1.ParameterValue': 1 });
    expect(Object.keys(simulator.registries()[0].namespaces)).toEqual(['dev']);
  });
});

describe('outputs of other stacks', () => {
  const giving = (value: unknown) => template({}, { Outputs: { Value: { Value: value } } });
  const read = (stack: string, region?: string) => ({
    'Fn::GetStackOutput': [stack, 'Value', ...(region ? [region] : [])],
  });

  test('come by name or id, from another region, in their type', async () => {
    const producer = await deploy(simulator, 'producer', giving(['a', 1]), 'eu-central-1');
    expect(outputs(await deploy(simulator, 'by-name', giving(read('producer', 'eu-central-1'))))).toEqual({
      Value: ['a', 1],
    });
    expect(outputs(await deploy(simulator, 'by-id', giving(read(producer.StackId, 'eu-central-1'))))).toEqual({
      Value: ['a', 1],
    });
  });

  test('are empty where there is no such stack, region or output, or the stack is deleted', async () => {
    const producer = await deploy(simulator, 'producer', giving('x'));
    expect(outputs(await deploy(simulator, 'a', giving(read('nobody'))))).toEqual({ Value: '' });
    expect(outputs(await deploy(simulator, 'b', giving(read('producer', 'us-east-1'))))).toEqual({ Value: '' });
    expect(outputs(await deploy(simulator, 'c', giving({ 'Fn::GetStackOutput': ['producer', 'Nothing'] })))).toEqual({
      Value: '',
    });
    await remove(simulator, producer);
    expect(outputs(await deploy(simulator, 'd', giving(read('producer'))))).toEqual({ Value: '' });
  });

  test('are empty while the stack is being worked on', async () => {
    await simulator.close();
    simulator = await startSimulator({ clock: 'manual' });
    const call = callRos(simulator);
    await call(
      'CreateStack',
      { StackName: 'producer', RegionId: 'cn-hangzhou' },
      { TemplateBody: template({ A: sleep }, { Outputs: { Value: { Value: 'x' } } }) },
    );
    const { StackId } = await call(
      'CreateStack',
      { StackName: 'reader', RegionId: 'cn-hangzhou' },
      { TemplateBody: giving(read('producer')) },
    );
    expect(outputs(await call('GetStack', { StackId, RegionId: 'cn-hangzhou' }))).toEqual({ Value: '' });
  });

  test('A10 go along a chain of three stacks, and no further', async () => {
    await deploy(simulator, 'one', giving('x'));
    await deploy(simulator, 'two', giving(read('one')));
    expect(outputs(await deploy(simulator, 'three', giving(read('two'))))).toEqual({ Value: 'x' });
    expect((await deploy(simulator, 'four', giving(read('three')))).OperationInfo.Message).toBe(
      'Fn::GetStackOutput: the stack four reads three, which makes a chain of more than 3 stacks.',
    );
  });

  test('refuses a stack that reads itself, at once or over another', async () => {
    expect((await deploy(simulator, 'self', giving(read('self')))).OperationInfo.Message).toBe(
      'Fn::GetStackOutput: the stack self reads self, which reads self. References go one way only.',
    );
    const one = await deploy(simulator, 'one', giving('x'));
    await deploy(simulator, 'two', giving(read('one')));
    expect((await update(simulator, one, giving(read('two')))).OperationInfo.Message).toBe(
      'Fn::GetStackOutput: the stack one reads two, which reads one. References go one way only.',
    );
  });
});

describe('nested stacks', () => {
  const child = (more: Map = {}) => ({
    Type: 'ALIYUN::ROS::Stack',
    Properties: {
      TemplateBody: JSON.parse(
        template(
          { Registry: instance('inner'), ...more },
          {
            Parameters: { Word: { Type: 'String', Default: 'none' } },
            Outputs: { Id: { Value: { Ref: 'Registry' } }, Word: { Value: { Ref: 'Word' } } },
          },
        ),
      ),
      Parameters: { Word: { Ref: 'ALIYUN::Region' } },
    },
  });
  const parent = (inner: Map) =>
    template(
      { Child: inner },
      {
        Outputs: {
          Id: { Value: { 'Fn::GetAtt': ['Child', 'Outputs.Id'] } },
          Word: { Value: { 'Fn::GetAtt': ['Child', 'Outputs.Word'] } },
          Ref: { Value: { Ref: 'Child' } },
        },
      },
    );

  test('A32 come and go with their parent, and give their outputs to it', async () => {
    const stack = await deploy(simulator, 'parent', parent(child()));
    const nested = simulator.stacks().find(other => other.parent)!;
    expect(outputs(stack)).toEqual({
      Id: simulator.registries()[0].id,
      Word: 'cn-hangzhou',
      Ref: `arn:acs:ros::cn-hangzhou:1234567890123456:stacks/parent-Child/${nested.id}`,
    });
    const call = callRos(simulator);
    expect((await call('ListStacks', { RegionId: 'cn-hangzhou' })).TotalCount).toBe(1);
    expect((await call('ListStacks', { RegionId: 'cn-hangzhou', ShowNestedStack: true })).TotalCount).toBe(2);
    expect(await call('GetStack', { StackId: nested.id, RegionId: 'cn-hangzhou' })).toMatchObject({
      ParentStackId: stack.StackId,
      RootStackId: stack.StackId,
    });
    expect((await refusal(call('DeleteStack', { StackId: nested.id, RegionId: 'cn-hangzhou' }))).code).toBe(
      'NotSupported',
    );
    await remove(simulator, stack);
    expect([simulator.stacks(), simulator.registries()]).toEqual([[], []]);
  });

  test('are updated in place, and go back with their parent', async () => {
    const stack = await deploy(simulator, 'parent', parent(child()));
    const space = {
      Space: { Type: 'ALIYUN::CR::Namespace', Properties: { InstanceId: { Ref: 'Registry' }, Namespace: 'prod' } },
    };
    await update(simulator, stack, parent(child(space)));
    expect(Object.keys(simulator.registries()[0].namespaces)).toEqual(['prod']);
    const failing = { Wrong: { Type: 'ALIYUN::ROS::Assert', Properties: { Values: [1, 2] } } };
    expect((await update(simulator, stack, parent(child(failing)))).Status).toBe('ROLLBACK_COMPLETE');
    expect(Object.keys(simulator.registries()[0].namespaces)).toEqual(['prod']);
  });

  test('refuses to nest deeper than 5', async () => {
    let inner: Map = sleep;
    for (let depth = 0; depth < 5; depth++) {
      inner = { Type: 'ALIYUN::ROS::Stack', Properties: { TemplateBody: JSON.parse(template({ Inner: inner })) } };
    }
    const stack = await deploy(simulator, 'deep', template({ Inner: inner }));
    expect(stack.Status).toBe('CREATE_ROLLBACK_COMPLETE');
    expect(stack.StatusReason + JSON.stringify(stack.OperationInfo)).toContain('Stacks nest at most 5 deep.');
  });

  test('A11 refuses a nested template by URL', async () => {
    const stack = await deploy(
      simulator,
      'url',
      template({ Child: { Type: 'ALIYUN::ROS::Stack', Properties: { TemplateURL: 'https://example.com/t.json' } } }),
    );
    expect(stack.OperationInfo.Message).toBe(
      'A nested stack takes its template from TemplateBody here; TemplateURL and TemplateId are not simulated.',
    );
  });
});

describe('ALIYUN::ROS::Assert', () => {
  test.each([
    ['Equal', [1, 1, 1], true], ['Equal', [1, 1, 2], false], ['NotEqual', [1, 2, 3], true], ['NotEqual', [1, 2, 1], false],
    ['Greater', ['10', 9], true], ['GreaterOrEqual', [9, 9], true], ['Less', [1, 2], true], ['LessOrEqual', [3, 2], false],
    ['Contain', [['a'], 'a'], true], ['NotContain', ['abc', 'b'], false], ['And', [true, 'true'], true], ['Or', [false, false], false], ['Not', [false], true],
  ])('%s of %j is %s', async (Operation, Values, result) => {
    const body = template({ A: { Type: 'ALIYUN::ROS::Assert', Properties: { Operation, Values, AbortCreation: false, ErrorMessage: 'No.' } } }, { Outputs: { Result: { Value: { 'Fn::GetAtt': ['A', 'Result'] } }, Cause: { Value: { 'Fn::GetAtt': ['A', 'FailureCause'] } } } });
    expect(outputs(await deploy(simulator, 'asserting', body))).toEqual({ Result: result, Cause: result ? '' : 'No.' });
  }); // prettier-ignore

  test('refuses a number of values that its operation does not take', async () => {
    const stack = await deploy(
      simulator,
      'three',
      template({ A: { Type: 'ALIYUN::ROS::Assert', Properties: { Operation: 'Less', Values: [1, 2, 3] } } }),
    );
    expect(stack.OperationInfo.Message).toBe('Values has 3 items, but the operation Less takes 2.');
  });
});
