import { badRequest, invalidParameter, missingParameter } from '../runtime/api-error';
import { ROS_LIMITS } from '../runtime/facts.generated';
import type { JsonMap } from '../runtime/json';
import { type Account, type Actions, type Call, action } from './call';
import { type Tag, tagsOf } from './tags';

/** Something that carries tags. */
export interface Tagged {
  readonly id: string;
  readonly tags: readonly Tag[];
  put(tags: Tag[]): void;
}

/** What a service has tags on, and how it tells them. */
export interface TaggedKind {
  /** As ResourceType names it. */
  readonly type: string;
  /** Whether the ResourceType of a call is this one. */
  isType(type: string): boolean;
  readonly rule: string;
  /** At the beginning of a sentence, such as `A stack`. */
  readonly noun: string;
  find(account: Account, id: string, region: string): Tagged;
  listed(records: JsonMap[]): JsonMap | JsonMap[];
}

const NAMED = ['ResourceType', 'ResourceId.N'];

/** TagResources, UntagResources and ListTagResources of a service. */
export function tagActions(kind: TaggedKind): Actions {
  return {
    TagResources: action([...NAMED, 'Tag.N'], (account, call) => tag(kind, account, call)),
    UntagResources: action([...NAMED, 'TagKey.N', 'All'], (account, call) => untag(kind, account, call)),
    ListTagResources: action([...NAMED, 'Tag.N'], (account, call) => list(kind, account, call)),
  };
}

/** The resources that a call names. */
function named(kind: TaggedKind, account: Account, call: Call): Tagged[] {
  const type = call.parameters.required('ResourceType');
  if (!kind.isType(type)) {
    throw invalidParameter('ResourceType', type, kind.rule);
  }
  return call.parameters.list('ResourceId').map(id => kind.find(account, id, call.region));
}

function tag(kind: TaggedKind, account: Account, call: Call): JsonMap {
  const resources = named(kind, account, call);
  const tags = tagsOf(call.parameters, 'Tag');
  if (resources.length === 0) {
    throw missingParameter('ResourceId.1');
  }
  if (tags.length === 0) {
    throw missingParameter('Tag.1.Key');
  }
  for (const resource of resources) {
    resource.put(merged(kind, resource.tags, tags));
  }
  return {};
}

function untag(kind: TaggedKind, account: Account, call: Call): JsonMap {
  const keys = call.parameters.list('TagKey');
  const all = call.parameters.boolean('All', false);
  if (keys.length === 0 && !all) {
    throw missingParameter('TagKey.1');
  }
  for (const resource of named(kind, account, call)) {
    resource.put(resource.tags.filter(({ key }) => keys.length > 0 && !keys.includes(key)));
  }
  return {};
}

function list(kind: TaggedKind, account: Account, call: Call): JsonMap {
  const wanted = tagsOf(call.parameters, 'Tag');
  const isWanted = ({ key, value }: Tag) =>
    wanted.length === 0 || wanted.some(other => other.key === key && other.value === value);
  const records = named(kind, account, call).flatMap(({ id, tags }) =>
    tags
      .filter(isWanted)
      .map(({ key, value }) => ({ ResourceId: id, ResourceType: kind.type, TagKey: key, TagValue: value })),
  );
  return { TagResources: kind.listed(records), NextToken: '' };
}

/** The tags with others, which take the place of those with the same keys. */
function merged({ noun }: TaggedKind, before: readonly Tag[], tags: readonly Tag[]): Tag[] {
  const all = [...before.filter(old => !tags.some(tag => tag.key === old.key)), ...tags];
  if (all.length > ROS_LIMITS.tagsPerStack) {
    throw badRequest('InvalidParameter', `${noun} has at most ${ROS_LIMITS.tagsPerStack} tags.`);
  }
  return all;
}
