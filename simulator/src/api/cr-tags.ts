import type { Instance } from '../cr/model';
import { badRequest, invalidParameter, missingParameter } from '../runtime/api-error';
import { ROS_LIMITS } from '../runtime/facts.generated';
import { type Account, type Actions, type Call, action } from './call';
import { tagsOf } from './tags';

/** The instances that a call on tags names. Its answers have neither Code nor IsSuccess. */
function taggedInstances(account: Account, call: Call): Instance[] {
  const type = call.parameters.required('ResourceType');
  if (type.toLowerCase() !== 'instance') {
    throw invalidParameter('ResourceType', type, 'only an instance has tags');
  }
  return call.parameters.list('ResourceId').map(id => account.registries.instance(id, call.region));
}

export const CR_TAGS: Actions = {
  TagResources: action(['ResourceType', 'ResourceId.N', 'Tag.N'], (account, call) => {
    const instances = taggedInstances(account, call);
    const tags = tagsOf(call.parameters, 'Tag');
    if (instances.length === 0) {
      throw missingParameter('ResourceId.1');
    }
    if (tags.length === 0) {
      throw missingParameter('Tag.1.Key');
    }
    for (const instance of instances) {
      const merged = { ...instance.tags, ...Object.fromEntries(tags.map(({ key, value }) => [key, value])) };
      if (Object.keys(merged).length > ROS_LIMITS.tagsPerStack) {
        throw badRequest('InvalidParameter', `An instance has at most ${ROS_LIMITS.tagsPerStack} tags.`);
      }
      instance.tags = merged;
    }
    return {};
  }),

  UntagResources: action(['ResourceType', 'ResourceId.N', 'TagKey.N', 'All'], (account, call) => {
    const keys = call.parameters.list('TagKey');
    const all = call.parameters.boolean('All', false);
    if (keys.length === 0 && !all) {
      throw missingParameter('TagKey.1');
    }
    for (const instance of taggedInstances(account, call)) {
      const left = Object.entries(instance.tags).filter(([key]) => keys.length > 0 && !keys.includes(key));
      instance.tags = Object.fromEntries(left);
    }
    return {};
  }),

  ListTagResources: action(['ResourceType', 'ResourceId.N', 'Tag.N'], (account, call) => {
    const wanted = tagsOf(call.parameters, 'Tag');
    const records = taggedInstances(account, call).flatMap(instance =>
      Object.entries(instance.tags)
        .filter(([key, value]) => wanted.length === 0 || wanted.some(tag => tag.key === key && tag.value === value))
        .map(([TagKey, TagValue]) => ({ ResourceId: instance.id, ResourceType: 'instance', TagKey, TagValue })),
    );
    return { TagResources: { TagResource: records }, NextToken: '' };
  }),
};
