import fc from 'fast-check';
import { valueProblems } from '../../src/domain/constraints';
import type { DeclaredStack, JsonMap } from '../../src/domain/model';

const problemsOf = (declared: JsonMap, value: string): string[] =>
  valueProblems({
    name: 'acme',
    parameters: { P: value },
    template: { Parameters: { P: declared } },
  } as never as DeclaredStack);
const told = (value: string, rule: string) => [
  `The parameter P is ${JSON.stringify(value)}, but ${rule}. Correct the value that is given for acme:P.`,
];

describe('a value of a parameter', () => {
  test.each<[JsonMap, string, string]>([
    [{ Type: 'Number' }, '', 'it is a number'],
    [{ Type: 'Number' }, '1e999', 'it is a number'],
    [{ Type: 'Number', MinValue: 2 }, '1.5', 'it is at least 2'],
    [{ Type: 'Number', MaxValue: '2' }, '3', 'it is at most 2'],
    [{ Type: 'Number', AllowedValues: [1, 2] }, '3', 'it is one of 1, 2'],
    [{ Type: 'Boolean' }, 'yes', 'it is true or false'],
    [{ Type: 'Json' }, '{', 'it is a JSON object or list'],
    [{ Type: 'Json' }, '3', 'it is a JSON object or list'],
    [{ Type: 'String', MaxLength: 2 }, 'abc', 'it has at most 2 characters'],
    [{ Type: 'String', AllowedValues: ['a'] }, 'b', 'it is one of a'],
    [{ Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, 'a,c', 'it is one of a, b'],
  ])('refuses what is not as %j says: %s', (declared, value, rule) => {
    expect(problemsOf(declared, value)).toEqual(told(value, rule));
  });

  test.each<[JsonMap, string]>([
    [{ Type: 'Number', MinValue: 1, MaxValue: 2 }, '1.50'],
    [{ Type: 'Number', AllowedValues: [1, '2'] }, '2.0'],
    [{ Type: 'Boolean' }, 'True'],
    [{ Type: 'Json' }, '[1]'],
    [{ Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, 'b,a'],
    [{ Type: 'String', AllowedPattern: 'a+' }, 'left to ROS'],
    [{ Type: 'ALIYUN::OOS::Parameter::Value', MinLength: 99 }, 'name'],
  ])('is taken where it is as %j says: %s', (declared, value) => {
    expect(problemsOf(declared, value)).toEqual([]);
  });

  test('is never told where it is hidden', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 9 }), value => {
        const [problem] = problemsOf({ Type: 'String', NoEcho: true, MaxLength: 3 }, value);
        expect(problem).toBe(
          'The parameter P is a value that is hidden, but it has at most 3 characters. Correct the value that is given for acme:P.',
        );
      }),
    );
  });
});
