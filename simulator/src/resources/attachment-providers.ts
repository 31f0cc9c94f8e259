import { type AttachmentKind, LOGIN_NAME, attach, attached, changeAttached, detach } from '../cr/attachments';
import type { Instance } from '../cr/model';
import type { JsonMap } from '../runtime/json';
import { rosTime } from '../runtime/time';
import { instanceOf } from './cr-providers';
import { inside } from './cr-readers';
import { type ResourceProvider, type ResourceReader, ignoringAbsence } from './provider';

/** Rules and users that are only kept: what is asked for comes back as attributes. */
interface Kept {
  readonly kind: AttachmentKind;
  /** The attribute that gives the id. */
  readonly id: string;
  attributes(id: string, properties: JsonMap, created: string, modified: string): JsonMap;
}

const KEPT: Readonly<Record<string, Kept>> = {
  'ALIYUN::CR::ScanRule': {
    kind: 'scan rule',
    id: 'ScanRuleId',
    attributes: (id, properties, created, modified) => ({
      ...properties,
      ScanRuleId: id,
      Namespaces: properties.Namespaces ?? [],
      RepoNames: properties.RepoNames ?? [],
      CreateTime: created,
      UpdateTime: modified,
    }),
  },
  'ALIYUN::CR::ArtifactLifecycleRule': {
    kind: 'lifecycle rule',
    id: 'ArtifactLifecycleRuleId',
    attributes: (id, properties, created, modified) => ({
      NamespaceName: '',
      RepoName: '',
      RetentionTagCount: null,
      ScheduleTime: '',
      Scope: '',
      TagRegexp: '',
      ...properties,
      ArtifactLifecycleRuleId: id,
      CreateTime: created,
      ModifiedTime: modified,
    }),
  },
  'ALIYUN::CR::StorageDomainRoutingRule': {
    kind: 'routing rule',
    id: 'RuleId',
    attributes: (id, properties, created, modified) => ({
      RuleId: id,
      Routes: properties.Routes,
      CreateTime: created,
      ModifyTime: modified,
    }),
  },
  'ALIYUN::CR::UserInfo': {
    kind: 'user',
    id: 'UserId',
    attributes: id => ({ LoginName: LOGIN_NAME, UserId: id }),
  },
};

function describe({ kind, attributes }: Kept, id: string, instance: Instance, properties: JsonMap): JsonMap {
  const { created, modified } = attached(instance, kind, id);
  return attributes(id, properties, rosTime(created), rosTime(modified));
}

function providerOf(kept: Kept): ResourceProvider {
  const { kind } = kept;
  return {
    seconds: () => 2,
    create(context, properties) {
      const instance = instanceOf(context, properties);
      const id = attach(context.world, instance, kind, properties);
      return { physicalId: id, attributes: describe(kept, id, instance, properties) };
    },
    update(context, { physicalId }, properties) {
      const instance = instanceOf(context, properties);
      changeAttached(context.world, instance, kind, physicalId, properties);
      return describe(kept, physicalId, instance, properties);
    },
    remove: (context, { physicalId, properties }) =>
      ignoringAbsence(() => detach(instanceOf(context, properties), kind, physicalId)),
  };
}

function readerOf(kept: Kept): ResourceReader {
  const { kind, id: key } = kept;
  return inside({
    key,
    byId: true,
    pick: (_, instance, id) => attached(instance, kind, id),
    made: (_, instance, properties, id) => ({ physicalId: id, attributes: describe(kept, id, instance, properties) }),
    // Passwords are told by nobody.
    read: ({ properties }) => (kind === 'user' ? {} : properties),
  });
}

const each = <T>(make: (kept: Kept) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(KEPT).map(([type, kept]) => [type, make(kept)]));

export const ATTACHMENT_PROVIDERS: Readonly<Record<string, ResourceProvider>> = each(providerOf);
export const ATTACHMENT_READERS: Readonly<Record<string, ResourceReader>> = each(readerOf);
