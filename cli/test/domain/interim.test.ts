import fc from 'fast-check';
import type { Drift } from '../../src/domain/drift';
import { asItIs, leavingOf, retaining } from '../../src/domain/interim';
import type { Template, TemplateResource } from '../../src/domain/model';
import { dependenciesOf, namesIn } from '../../src/domain/references';
import { holdsImages } from '../../src/domain/resource-types';

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F'];
const TYPES = ['Instance', 'Namespace', 'Repository', 'RepoSyncRule', 'InstanceEndpointAclPolicy'];

const reference = fc.oneof(
  fc.constantFrom(...NAMES).map(name => ({ Ref: name })),
  fc.constantFrom(...NAMES).map(name => ({ 'Fn::GetAtt': [name, 'InstanceId'] })),
  fc.constantFrom(...NAMES).map(name => ({ 'Fn::Join': ['/', [{ 'Fn::Sub': `x${'${'}${name}.InstanceId}` }]] })),
  fc.constant('cri-1'),
  fc.constant({ 'Fn::GetStackOutput': ['other', 'InstanceId', 'cn-hangzhou'] }),
);
const resource = fc.record({
  Type: fc.oneof(
    fc.constantFrom(...TYPES).map(type => `ALIYUN::CR::${type}`),
    fc.constant('ALIYUN::ROS::Assert'),
  ),
  Properties: fc.record({ InstanceId: reference, Comment: fc.constantFrom('a', 'b') }),
  DependsOn: fc.subarray(NAMES),
  DeletionPolicy: fc.constantFrom('Retain', 'Delete'),
}) as fc.Arbitrary<TemplateResource>;
const template: fc.Arbitrary<Template> = fc.dictionary(fc.constantFrom(...NAMES), resource).map(Resources => ({
  Resources,
  Outputs: { Id: { Value: { 'Fn::GetAtt': ['A', 'InstanceId'] } }, Text: { Value: 'x' } },
}));
const drift: fc.Arbitrary<Drift[]> = fc
  .subarray(NAMES)
  .map(logicalIds => [{ subject: 'It', what: 'is gone', remedy: { kind: 'recreate', logicalIds } }]);

const resources = ({ Resources = {} }: Template) => Object.entries(Resources);

describe('the stack as it is in truth', () => {
  test('names nothing that left it', () => {
    fc.assert(
      fc.property(template, drift, (before, found) => {
        const leaving = leavingOf(before, found);
        const after = asItIs(before, found);
        const named = [
          ...namesIn([after.Resources, after.Outputs]),
          ...resources(after).flatMap(([, one]) => dependenciesOf(one)),
        ];
        expect(named.filter(name => leaving.has(name))).toEqual([]);
        expect(resources(after).map(([id]) => id)).toEqual(
          resources(before)
            .map(([id]) => id)
            .filter(id => !leaving.has(id)),
        );
      }),
    );
  });

  test('keeps what is not concerned to the letter', () => {
    fc.assert(
      fc.property(template, before => {
        expect(asItIs(before, [])).toEqual({
          ...before,
          Resources: Object.fromEntries(
            resources(before).map(([id, { DependsOn, ...rest }]) => [
              id,
              (DependsOn as string[]).length === 0 ? rest : { ...rest, DependsOn },
            ]),
          ),
        });
        expect(retaining(before, [])).toBeUndefined();
      }),
    );
  });

  test('lets go of nothing that holds images and is not retained first', () => {
    fc.assert(
      fc.property(template, drift, (before, found) => {
        const kept = retaining(before, found) ?? before;
        const after = new Set(resources(asItIs(kept, found)).map(([id]) => id));
        const deleted = resources(kept).filter(
          ([id, { Type, DeletionPolicy }]) => !after.has(id) && holdsImages(Type) && DeletionPolicy !== 'Retain',
        );
        expect(deleted).toEqual([]);
      }),
    );
  });

  test('has the values that are there', () => {
    const Resources = { A: { Type: 'ALIYUN::CR::Namespace', Properties: { AutoCreate: true, Namespace: 'prod' } } };
    const found: Drift = {
      ...{ subject: 'Namespace prod', what: 'differs' },
      remedy: { kind: 'restore', logicalId: 'A', property: 'AutoCreate', actual: false },
    };
    expect(asItIs({ Resources }, [found])).toEqual({
      Resources: { A: { ...Resources.A, Properties: { AutoCreate: false, Namespace: 'prod' } } },
    });
  });

  test('lets guards go that look at the same value of another stack, and of a registry what waits for what goes', () => {
    const value = { 'Fn::GetStackOutput': ['other', 'InstanceId', 'cn-hangzhou'] };
    const Resources = {
      Guard: { Type: 'ALIYUN::ROS::Assert', Properties: { Values: [value, ''] } },
      Region: { Type: 'ALIYUN::ROS::Assert', Properties: { Values: [{ Ref: 'ALIYUN::Region' }, 'cn-hangzhou'] } },
      Rule: { Type: 'ALIYUN::CR::RepoSyncRule', Properties: { InstanceId: value }, DependsOn: 'Guard' },
      Registry: { Type: 'ALIYUN::CR::Instance', Properties: {} },
      Policy: { Type: 'ALIYUN::RAM::ManagedPolicy', Properties: { PolicyDocument: [{ Ref: 'Registry' }] } },
      Attachment: { Type: 'ALIYUN::RAM::AttachPolicyToRole', Properties: {}, DependsOn: ['Policy'] },
    };
    const gone = (...logicalIds: string[]): Drift[] => [
      { subject: 'It', what: 'is gone', remedy: { kind: 'recreate', logicalIds } },
    ];
    expect([...leavingOf({ Resources }, gone('Rule'))].sort()).toEqual(['Guard', 'Rule']);
    expect([...leavingOf({ Resources }, gone('Policy'))]).toEqual(['Policy']);
    expect([...leavingOf({ Resources }, gone('Registry'))].sort()).toEqual(['Attachment', 'Policy', 'Registry']);
  });
});
