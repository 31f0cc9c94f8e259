import { tagActions } from './tag-actions';

/** The answers of these have neither Code nor IsSuccess. */
export const CR_TAGS = tagActions({
  type: 'instance',
  isType: type => type.toLowerCase() === 'instance',
  rule: 'only an instance has tags',
  noun: 'An instance',
  find({ registries }, id, region) {
    const instance = registries.instance(id, region);
    const tags = Object.entries(instance.tags).map(([key, value]) => ({ key, value }));
    return {
      id: instance.id,
      tags,
      put: left => (instance.tags = Object.fromEntries(left.map(({ key, value }) => [key, value]))),
    };
  },
  listed: records => ({ TagResource: records }),
});
