import { badRequest, invalidParameter } from '../runtime/api-error';
import { ROS_LIMITS } from '../runtime/facts.generated';
import type { Parameters } from './parameters';

const RESERVED = /^(acs:|aliyun)|https?:\/\//;

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The tags of a call. A tag may have a key without a value. */
export function tagsOf(parameters: Parameters, list = 'Tags'): Tag[] {
  const tags = parameters.records(list, ['Key'], ['Value']).map(({ Key: key, Value: value = '' }) => ({ key, value }));
  if (tags.length > ROS_LIMITS.tagsPerStack) {
    throw badRequest('InvalidParameter', `A stack has at most ${ROS_LIMITS.tagsPerStack} tags.`);
  }
  for (const { key, value } of tags) {
    check(`${list}.N.Key`, key, 1, ROS_LIMITS.tagKeyLength);
    check(`${list}.N.Value`, value, 0, ROS_LIMITS.tagValueLength);
  }
  const twice = tags.find((tag, index) => tags.findIndex(other => other.key === tag.key) < index);
  if (twice) {
    throw invalidParameter(`${list}.N.Key`, twice.key, 'each key is given once');
  }
  return tags;
}

function check(name: string, text: string, least: number, most: number): void {
  if (text.length < least || text.length > most || RESERVED.test(text)) {
    throw invalidParameter(
      name,
      text,
      `it has ${least} to ${most} characters, does not begin with "acs:" or "aliyun" and holds no "http://" or "https://"`,
    );
  }
}
