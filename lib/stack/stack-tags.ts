import * as ros from '@alicloud/ros-cdk-core';
import { described } from '../core/tokens';
import { Problem } from '../domain/problem';
import { TAGS } from '../domain/tags';

/** What is wrong with the tags of a stack, which others may set as well. */
export function stackTagsProblems({ tags }: ros.Stack): Problem[] {
  return tags.hasTags() ? TAGS.check('tags', described(tags.tagValues())) : [];
}
