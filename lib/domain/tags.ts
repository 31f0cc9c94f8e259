import { ROS_LIMITS } from './facts.generated';
import { Problem } from './problem';
import { isPlainObject, PropRule } from './prop-rules';

/** What stacks are tagged with. Source: the models of TagResources in ROS 2019-09-10. */
export const TAGS: PropRule = { check: tagsProblems };

function tagsProblems(subject: string, got: unknown): Problem[] {
  if (!isPlainObject(got)) {
    return [{ subject, got, rule: 'tags are written as an object', fix: "Write them like { team: 'platform' }" }];
  }
  const { tagsPerStack, tagKeyLength, tagValueLength } = ROS_LIMITS;
  const entries = Object.entries(got).filter(([, value]) => value !== undefined);
  const part = (what: string, here: string, value: unknown, min: number, max: number): Problem[] =>
    typeof value === 'string' &&
    value.length >= min &&
    value.length <= max &&
    !/^(?:aliyun|acs:)|https?:\/\//.test(value)
      ? []
      : [
          {
            subject: here,
            got: value,
            rule: `the ${what} of a tag has ${min} to ${max} characters, does not begin with "aliyun" or "acs:" and holds no "http://" or "https://"`,
            fix: `Choose another ${what}`,
          },
        ];
  return [
    ...(entries.length > tagsPerStack
      ? [
          {
            subject: `the number of ${subject}`,
            got: entries.length,
            rule: `a stack takes at most ${tagsPerStack}`,
            fix: 'Remove some',
          },
        ]
      : []),
    ...entries.flatMap(([key, value]) => [
      ...part('key', `a key of ${subject}`, key, 1, tagKeyLength),
      ...part('value', `${subject}.${key}`, value, 0, tagValueLength),
    ]),
  ];
}
