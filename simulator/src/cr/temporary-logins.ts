import { own } from '../runtime/json';
import { Random } from '../runtime/random';
import type { Instance } from './model';
import type { CrState } from './state';

/** Who logs in with what GetAuthorizationToken gave. */
export const TEMPORARY_NAME = 'cr_temp_user';

/** Makes a password for an instance, good until the moment; those whose time is over are forgotten. */
export function newLogin(world: CrState, instance: Instance, expires: number): string {
  for (const [old, login] of Object.entries(world.logins)) {
    if (login.expires <= world.now) {
      delete world.logins[old];
    }
  }
  const password = new Random(world).id(`${instance.id}.`, 40);
  world.logins[password] = { instanceId: instance.id, expires };
  return password;
}

export function isTemporaryLogin(world: CrState, instance: Instance, password: string): boolean {
  const login = own(world.logins, password);
  return login?.instanceId === instance.id && world.now < login.expires;
}
