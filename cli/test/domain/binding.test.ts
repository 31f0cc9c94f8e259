import { changedAfter } from '../../src/domain/binding';

describe('a stack after a step that others follow', () => {
  const Resources = { Prod: { Type: 'ALIYUN::CR::Namespace' }, Tools: { Type: 'ALIYUN::CR::Namespace' } };
  const sent = { ROSTemplateFormatVersion: '2015-09-01', Resources };

  test('is as the step left it, whatever the order of its parts', () => {
    const { Prod, Tools } = Resources;
    const template = { Resources: { Tools, Prod }, ROSTemplateFormatVersion: '2015-09-01' };
    expect(changedAfter(sent, { template })).toBeUndefined();
  });

  test('is not, where somebody else has changed it', () => {
    const template = { ...sent, Description: 'By the stock tools', Resources: { Prod: Resources.Prod } };
    expect(changedAfter(sent, { template })).toBe(
      'Somebody else changed its template while this was at work on it: Description, Tools. Nothing more was done with it.',
    );
  });
});
