import { createHash } from 'node:crypto';
import { type JsonMap, isMap, own } from '../runtime/json';
import { Random } from '../runtime/random';
import { crError } from './errors';
import type { Attachment, Instance } from './model';
import type { CrState } from './state';

/** Rules and users that are only kept on an instance: nothing is scanned and nothing is cleaned up. */

export type AttachmentKind = 'scan rule' | 'lifecycle rule' | 'routing rule' | 'user';

const PREFIXES: Readonly<Record<AttachmentKind, string>> = {
  'scan rule': 'crscnr-',
  'lifecycle rule': 'cralr-',
  'routing rule': 'crsdr-',
  user: 'cru-',
};

/** Who logs in with the password of an `ALIYUN::CR::UserInfo`, or of ResetLoginPassword. */
export const LOGIN_NAME = 'simulator@account';

/** Keeps the properties; gives the id. */
export function attach(world: CrState, instance: Instance, kind: AttachmentKind, properties: JsonMap): string {
  const id = new Random(world).id(PREFIXES[kind]);
  instance.attachments[id] = {
    kind,
    properties: kept(kind, properties),
    created: world.now,
    modified: world.now,
  };
  return id;
}

export function attached(instance: Instance, kind: AttachmentKind, id: string): Attachment {
  const found = own(instance.attachments, id);
  if (found?.kind !== kind) {
    const code = `${kind.toUpperCase().replace(' ', '_')}_NOT_EXIST`;
    throw crError(code, `The ${kind} ${id} does not exist in ${instance.id}.`);
  }
  return found;
}

export function changeAttached(
  world: CrState,
  instance: Instance,
  kind: AttachmentKind,
  id: string,
  properties: JsonMap,
): void {
  const found = attached(instance, kind, id);
  found.properties = kept(kind, properties);
  found.modified = world.now;
}

export function detach(instance: Instance, kind: AttachmentKind, id: string): void {
  attached(instance, kind, id);
  delete instance.attachments[id];
}

/** Those of one kind, with their ids. */
export function attachments(instance: Instance, kind: AttachmentKind): [string, Attachment][] {
  return Object.entries(instance.attachments).filter(([, other]) => other.kind === kind);
}

/** Of a user, whose only property is a password, nothing is kept but what tells whether a password is the same. */
function kept(kind: AttachmentKind, properties: JsonMap): JsonMap {
  if (kind !== 'user') {
    return properties;
  }
  const password = isMap(properties.User) ? String(properties.User.Password) : '';
  return { PasswordHash: hashOf(password) };
}

/** Whether somebody was given this password on the instance. */
export function isPassword(instance: Instance, password: string): boolean {
  return attachments(instance, 'user').some(([, { properties }]) => properties.PasswordHash === hashOf(password));
}

const hashOf = (password: string) => createHash('sha256').update(password).digest('hex');
