import { lossesOfRemoval, lossesOfUpdate } from '../../src/domain/losses';
import type { Template, TemplateResource } from '../../src/domain/model';

const resource = (type: string, more: object = {}): TemplateResource => ({ Type: `ALIYUN::${type}`, ...more });
const namespace = (more: object = {}) => resource('CR::Namespace', more);
const template = (Resources: Record<string, TemplateResource>, more: object = {}): Template => ({ Resources, ...more });
const nested = (body: Template | undefined, more: object = {}) =>
  resource('ROS::Stack', { Properties: { ...(body === undefined ? {} : { TemplateBody: body }), ...more } });

const ids = (before: Template, after: Template, valuesChange = false) =>
  lossesOfUpdate(before, after, valuesChange).map(({ logicalId }) => logicalId);

describe('what an update deletes with its images', () => {
  test.each<[string, string[], Template, Template]>([
    ['a registry that leaves', ['R'], template({ R: resource('CR::Instance') }), template({})],
    ['a registry of the other type that leaves', ['R'], template({ R: resource('CR::InstanceV2') }), template({})],
    ['a repository that leaves', ['R'], template({ R: resource('CR::Repository') }), template({})],
    ['nothing, of what is retained', [], template({ N: namespace({ DeletionPolicy: 'Retain' }) }), template({})],
    [
      'what is retained or not by a parameter, for nobody knows',
      ['N'],
      template({ N: namespace({ DeletionPolicy: { Ref: 'Policy' } }) }),
      template({}),
    ],
    ['nothing, of a rule that leaves', [], template({ S: resource('CR::RepoSyncRule') }), template({})],
    ['nothing, of what stays', [], template({ N: namespace() }), template({ N: namespace({ Properties: { a: 1 } }) })],
    ['what becomes of another type', ['N'], template({ N: namespace() }), template({ N: resource('OSS::Bucket') })],
    [
      'some of what is counted',
      ['N'],
      template({ N: namespace({ Count: 3 }) }),
      template({ N: namespace({ Count: 2 }) }),
    ],
    [
      'what a mapping may leave out',
      ['N'],
      template({ N: namespace({ Condition: 'C' }) }, { Mappings: { M: { a: { b: 1 } } } }),
      template({ N: namespace({ Condition: 'C' }) }, { Mappings: { M: { a: { b: 2 } } } }),
    ],
    [
      'what is in a nested stack that leaves',
      ['S/N'],
      template({ S: nested(template({ N: namespace() })) }),
      template({}),
    ],
    [
      'what leaves a nested stack',
      ['S/N'],
      template({ S: nested(template({ N: namespace() })) }),
      template({ S: nested(template({})) }),
    ],
    ['a nested stack whose template lies elsewhere', ['S'], template({ S: nested(undefined) }), template({})],
    [
      'what a nested stack may leave out by its parameters',
      ['S/N'],
      template({ S: nested(template({ N: namespace({ Condition: 'C' }) }), { Parameters: { With: true } }) }),
      template({ S: nested(template({ N: namespace({ Condition: 'C' }) }), { Parameters: { With: false } }) }),
    ],
  ])('is %s', (_, expected, before, after) => {
    expect(ids(before, after)).toEqual(expected);
  });

  test('is what a condition leaves out by the value of a parameter, and nothing where none has another', () => {
    const same = template({ N: namespace({ Condition: 'C' }), Always: namespace() });
    expect(ids(same, same, true)).toEqual(['N']);
    expect(ids(same, same)).toEqual([]);
  });
});

test('what a removal deletes is all that is not retained', () => {
  const all = template({
    R: resource('CR::Instance'),
    Kept: namespace({ DeletionPolicy: 'Retain' }),
    S: nested(template({ N: namespace() })),
  });
  expect(lossesOfRemoval(all).map(({ logicalId }) => logicalId)).toEqual(['R', 'S/N']);
});
