import { createHash } from 'node:crypto';
import { conflict, invalidParameter } from '../runtime/api-error';
import { type JsonMap, own } from '../runtime/json';
import type { Account, Call } from './call';
import { OF_EVERY_REQUEST } from './parameters';

const REMEMBERED_MILLISECONDS = 24 * 3_600_000;

/** Does a call once per ClientToken: the same call again gets the same answer, another call is refused. */
export function once(account: Account, call: Call, action: () => JsonMap): JsonMap {
  const token = call.parameters.optional('ClientToken');
  if (token === undefined) {
    return action();
  }
  if (!/^[\x21-\x7e]{1,64}$/.test(token)) {
    throw invalidParameter('ClientToken', token, 'it is 1 to 64 printable ASCII characters');
  }
  const { calls, now } = account.world;
  const key = `${call.action}/${call.region}/${token}`;
  const meaning = [...call.parameters.all]
    .filter(([name]) => name !== 'ClientToken' && !OF_EVERY_REQUEST.test(name))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const fingerprint = createHash('sha256').update(JSON.stringify(meaning)).digest('hex');
  const remembered = own(calls, key);
  if (remembered && now - remembered.at < REMEMBERED_MILLISECONDS) {
    if (remembered.fingerprint === fingerprint) {
      return remembered.reply;
    }
    throw conflict(
      'InvalidIdempotenceParameter',
      `The ClientToken ${token} was used for a call with other parameters. Use a new one.`,
    );
  }
  const reply = action();
  calls[key] = { fingerprint, reply, at: now };
  for (const [old, other] of Object.entries(calls)) {
    if (now - other.at >= REMEMBERED_MILLISECONDS) {
      delete calls[old];
    }
  }
  return reply;
}
