import { MARK_TAGS, ROS_LIMITS } from './facts.generated';
import { Problem } from './problem';
import { isPlainObject, PropRule } from './prop-rules';

/** What stacks are tagged with. Source: the models of TagResources in ROS 2019-09-10. */
export const TAGS: PropRule = { check: tagsProblems };

/** The tags that the deployer adds to every stack. */
const OF_DEPLOYER: readonly string[] = Object.values(MARK_TAGS);

function tagsProblems(subject: string, got: unknown): Problem[] {
  if (!isPlainObject(got)) {
    return [{ subject, got, rule: 'tags are written as an object', fix: "Write them like { team: 'platform' }" }];
  }
  const { tagsPerStack, tagKeyLength, tagValueLength } = ROS_LIMITS;
  const entries = Object.entries(got).filter(([, value]) => value !== undefined);
  return [
    ...(entries.length > tagsPerStack - OF_DEPLOYER.length
      ? [
          {
            subject: `the number of ${subject}`,
            got: entries.length,
            rule: `a stack takes at most ${tagsPerStack}, and the deployer adds ${OF_DEPLOYER.length}`,
            fix: 'Remove some',
          },
        ]
      : []),
    ...entries.flatMap(([key, value]) => [
      ...(OF_DEPLOYER.includes(key)
        ? [
            {
              subject: `a key of ${subject}`,
              got: key,
              rule: 'the deployer writes that tag itself, to know its stacks again',
              fix: 'Choose another key',
            },
          ]
        : []),
      ...partProblems('key', `a key of ${subject}`, key, 1, tagKeyLength),
      ...partProblems('value', `${subject}.${key}`, value, 0, tagValueLength),
    ]),
  ];
}

/** What is wrong with a key or a value. */
function partProblems(what: 'key' | 'value', subject: string, got: unknown, min: number, max: number): Problem[] {
  if (typeof got !== 'string') {
    const fix =
      got === null ? 'Write "", or leave the tag out' : isScalar(got) ? `Write it in quotes: "${got}"` : 'Write a text';
    return [{ subject, got, rule: 'the value of a tag is a text that is known at synth', fix }];
  }
  const isFine = got.length >= min && got.length <= max && !/^(?:aliyun|acs:)|https?:\/\/|\p{Cc}/u.test(got);
  const rule =
    `the ${what} of a tag has ${min} to ${max} characters, does not begin with "aliyun" or "acs:", ` +
    'and holds no "http://", no "https://" and no line break';
  return isFine ? [] : [{ subject, got, rule, fix: `Choose another ${what}` }];
}

function isScalar(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}
