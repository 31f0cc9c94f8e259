import { LATE, lateName, Problem } from '../private/problem';
import { booleanProblems, choiceProblems } from './instance';
import { nameProblems, REPOSITORY_NAME } from './names';

/** Who may pull, as ROS writes it. */
export const VISIBILITIES = { PRIVATE: 'PRIVATE', PUBLIC: 'PUBLIC' };

/** Source of both limits: https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-cr-repository */
const SUMMARY_MAX = 100;
const DETAIL_MAX = 2000;

/** What is wrong with a declared repository; `prefix` comes before each prop. */
export function repositoryProblems(prefix: string, repository: Record<string, unknown>): Problem[] {
  return [
    ...(repository.name === LATE
      ? [lateName(`${prefix}name`)]
      : nameProblems(REPOSITORY_NAME, `${prefix}name`, repository.name)),
    ...lengthProblems(`${prefix}summary`, repository.summary, 1, SUMMARY_MAX),
    ...lengthProblems(`${prefix}detail`, repository.detail, 0, DETAIL_MAX),
    ...booleanProblems(`${prefix}immutableTags`, repository.immutableTags),
    ...booleanProblems(`${prefix}existing`, repository.existing),
    ...choiceProblems(`${prefix}visibility`, repository.visibility, 'Visibility', VISIBILITIES),
  ];
}

function lengthProblems(subject: string, got: unknown, min: number, max: number): Problem[] {
  if (got === undefined || got === LATE || (typeof got === 'string' && got.length >= min && got.length <= max)) {
    return [];
  }
  const excerpt = typeof got === 'string' && got.length > EXCERPT ? `${got.slice(0, EXCERPT)}...` : got;
  const length = typeof got === 'string' ? `, not ${got.length}` : '';
  return [{ subject, got: excerpt, rule: `it has ${min} to ${max} characters${length}`, fix: 'Write another text' }];
}

/** How much of a long text a message repeats. */
const EXCERPT = 20;
