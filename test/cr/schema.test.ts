import { Property, schemaTypes } from './l1';

const types = schemaTypes();

/** Every property of a type, those inside maps too, with the others beside it. */
function* propertiesIn(properties: Record<string, Property>, path: string): Generator<[string, Property, string[]]> {
  for (const [key, property] of Object.entries(properties)) {
    yield [`${path}.${key}`, property, Object.keys(properties)];
    yield* propertiesIn(property.properties ?? {}, `${path}.${key}`);
  }
}

const properties = types.flatMap(type => [...propertiesIn(type.properties, type.type)]);

/** The paths of properties that fail an expectation. */
const failing = (holds: (property: Property, siblings: string[]) => boolean): string[] =>
  properties.filter(([, property, siblings]) => !holds(property, siblings)).map(([path]) => path);

describe('the schema', () => {
  test('describes the registry types, the assertion and the grants', () => {
    expect(types.map(({ type }) => type).sort()).toEqual([
      'ALIYUN::CR::ArtifactLifecycleRule',
      'ALIYUN::CR::Instance',
      'ALIYUN::CR::InstanceEndpointAclPolicy',
      'ALIYUN::CR::InstanceV2',
      'ALIYUN::CR::InstanceVpcEndpointLinkedVpc',
      'ALIYUN::CR::Namespace',
      'ALIYUN::CR::RepoSyncRule',
      'ALIYUN::CR::Repository',
      'ALIYUN::CR::ScanRule',
      'ALIYUN::CR::StorageDomainRoutingRule',
      'ALIYUN::CR::UserInfo',
      'ALIYUN::RAM::AttachPolicyToGroup',
      'ALIYUN::RAM::AttachPolicyToRole',
      'ALIYUN::RAM::AttachPolicyToUser',
      'ALIYUN::RAM::ManagedPolicy',
      'ALIYUN::RAM::Role',
      'ALIYUN::ROS::Assert',
      'DATASOURCE::CR::Instance',
      'DATASOURCE::CR::Instances',
      'DATASOURCE::CR::Namespaces',
      'DATASOURCE::CR::Repositories',
    ]);
  });

  test('names the source of every type', () => {
    expect(types.filter(({ doc }) => !/^https:\/\/(help\.aliyun|www\.alibabacloud)\.com\//.test(doc))).toEqual([]);
  });

  test('says what every type, property and attribute is, in a sentence', () => {
    const texts = types.flatMap(type => [type.description, ...Object.values(type.attributes).map(a => a.description)]);
    expect(texts.filter(text => !/^[A-Z`].*\.$/.test(text))).toEqual([]);
    expect(failing(({ description }) => /^[A-Z`].*\.$/.test(description))).toEqual([]);
  });

  test('gives every property a type, and says whether it is required', () => {
    const known = ['String', 'Integer', 'Boolean', 'List', 'Map'];
    expect(failing(({ type, required }) => known.includes(type) && typeof required === 'boolean')).toEqual([]);
  });

  test('says "updatable" only where somebody knows', () => {
    expect(failing(({ updatable }) => [true, false, undefined].includes(updatable))).toEqual([]);
    const sure = types.filter(({ properties: all }) => Object.values(all).every(p => p.updatable !== undefined));
    const unsure = types.filter(type => !sure.includes(type)).map(({ type }) => type);
    expect(unsure.sort()).toEqual([
      'ALIYUN::CR::InstanceV2',
      'ALIYUN::CR::ScanRule',
      'ALIYUN::RAM::ManagedPolicy',
      'ALIYUN::RAM::Role',
    ]);
  });

  test('requires at least one character of a required string', () => {
    expect(failing(p => !p.required || p.type !== 'String' || !!p.allowedValues || (p.minLength ?? 0) > 0)).toEqual([]);
  });

  test('tells every pattern in words, and keeps lengths out of it', () => {
    expect(failing(p => (p.pattern === undefined) === (p.patternMeaning === undefined))).toEqual([]);
    expect(failing(p => !/\{\d/.test(p.pattern ?? ''))).toEqual([]);
  });

  test('allows every default', () => {
    expect(failing(p => !p.allowedValues || p.default === undefined || p.allowedValues.includes(p.default))).toEqual(
      [],
    );
  });

  test('says what happens without a property in one way only', () => {
    expect(failing(p => p.default === undefined || p.whenAbsent === undefined)).toEqual([]);
    expect(failing(p => !p.required || (p.default === undefined && p.whenAbsent === undefined))).toEqual([]);
  });

  test('makes a property required only by properties beside it', () => {
    expect(failing((p, siblings) => Object.keys(p.requiredWhen ?? {}).every(key => siblings.includes(key)))).toEqual(
      [],
    );
  });

  test('refers to attributes that exist', () => {
    expect(types.filter(({ ref, attributes }) => ref !== undefined && !(ref in attributes))).toEqual([]);
  });
});
