import { tagActions } from './tag-actions';

export const ROS_TAGS = tagActions({
  type: 'stack',
  isType: type => type === 'stack',
  rule: 'the simulator keeps tags of "stack" only',
  noun: 'A stack',
  find({ values }, id, region) {
    const stack = values.byId(id, region);
    return { id: stack.id, tags: stack.tags, put: tags => (stack.tags = tags) };
  },
  listed: records => records,
});
