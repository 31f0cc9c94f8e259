import { badRequest, invalidParameter, missingParameter } from '../runtime/api-error';
import { ROS_LIMITS } from '../runtime/facts.generated';
import type { Stack } from '../ros/model';
import { type Account, type Actions, type Call, action } from './call';
import { tagsOf } from './tags';

/** The stacks that a call on tags names. */
function taggedStacks(account: Account, call: Call): Stack[] {
  const type = call.parameters.required('ResourceType');
  if (type !== 'stack') {
    throw invalidParameter('ResourceType', type, 'the simulator keeps tags of "stack" only');
  }
  return call.parameters.list('ResourceId').map(id => account.values.byId(id, call.region));
}

export const ROS_TAGS: Actions = {
  TagResources: action(['ResourceType', 'ResourceId.N', 'Tag.N'], (account, call) => {
    const stacks = taggedStacks(account, call);
    const tags = tagsOf(call.parameters, 'Tag');
    if (stacks.length === 0) {
      throw missingParameter('ResourceId.1');
    }
    if (tags.length === 0) {
      throw missingParameter('Tag.1.Key');
    }
    for (const stack of stacks) {
      const merged = [...stack.tags.filter(old => !tags.some(tag => tag.key === old.key)), ...tags];
      if (merged.length > ROS_LIMITS.tagsPerStack) {
        throw badRequest('InvalidParameter', `A stack has at most ${ROS_LIMITS.tagsPerStack} tags.`);
      }
      stack.tags = merged;
    }
    return {};
  }),

  UntagResources: action(['ResourceType', 'ResourceId.N', 'TagKey.N', 'All'], (account, call) => {
    const keys = call.parameters.list('TagKey');
    const all = call.parameters.boolean('All', false);
    if (keys.length === 0 && !all) {
      throw missingParameter('TagKey.1');
    }
    for (const stack of taggedStacks(account, call)) {
      stack.tags = stack.tags.filter(tag => keys.length > 0 && !keys.includes(tag.key));
    }
    return {};
  }),

  ListTagResources: action(['ResourceType', 'ResourceId.N', 'Tag.N'], (account, call) => {
    const wanted = tagsOf(call.parameters, 'Tag');
    return {
      TagResources: taggedStacks(account, call).flatMap(stack =>
        stack.tags
          .filter(({ key, value }) => wanted.length === 0 || wanted.some(tag => tag.key === key && tag.value === value))
          .map(({ key, value }) => ({ ResourceId: stack.id, ResourceType: 'stack', TagKey: key, TagValue: value })),
      ),
      NextToken: '',
    };
  }),
};
