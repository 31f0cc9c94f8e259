import type { Cloud } from '../cloud/cloud';
import { sideBySide } from '../cloud/side-by-side';
import { type RegistryAccess, isReachable } from '../domain/access';
import type { LiveStack } from '../domain/model';
import type { StackOutcome } from './events';

/** How one logs in to a registry. */
export interface Door {
  readonly access: RegistryAccess;
  /** Who logs in, with which password: the one that the app sets, or a token of the service. Left out where nobody can reach it. */
  readonly login?: { readonly user: string; readonly password: 'app' | 'token' };
  /** Why it is not known who logs in. */
  readonly unnamed?: string;
}

/** The doors of registries by the keys of their stacks; a text says why one is not known. */
export type Doors = ReadonlyMap<string, Door | string>;

const PASSWORD = 'ALIYUN::CR::UserInfo';

/** Asks each registry that is there who can reach it, and who would log in. Nothing of it is needed, so nothing is thrown. */
export async function doorsOf(outcomes: readonly StackOutcome[], cloud: Cloud): Promise<Doors> {
  const there = outcomes.filter(({ result, live }) => result !== 'failed' && live?.outputs.InstanceId);
  return new Map(await sideBySide(there, async ({ stack, live }) => [stack.key, await doorOf(live!, cloud)] as const));
}

async function doorOf(live: LiveStack, cloud: Cloud): Promise<Door | string> {
  try {
    const access = await accessTo(live, cloud);
    return { access, ...(isReachable(access) ? await loginOf(live, cloud) : {}) };
  } catch (error) {
    return (error as Error).message;
  }
}

async function accessTo({ region, outputs }: LiveStack, { cr }: Cloud): Promise<RegistryAccess> {
  const internet = await cr.internet(region, outputs.InstanceId);
  const links = await cr.vpcLinks(region, outputs.InstanceId);
  return { internet, vpcs: links.map(({ vpcId }) => vpcId) };
}

async function loginOf(live: LiveStack, { ros, images }: Cloud): Promise<Pick<Door, 'login' | 'unnamed'>> {
  const place = { region: live.region, instanceId: live.outputs.InstanceId };
  try {
    const [id] = Object.entries(live.template?.Resources ?? {}).find(([, { Type }]) => Type === PASSWORD) ?? [];
    const named = id === undefined ? undefined : await ros.getAttribute(live.region, live.id, id, 'LoginName');
    return {
      login: named ? { user: named, password: 'app' } : { user: (await images.login(place)).user, password: 'token' },
    };
  } catch (error) {
    return { unnamed: (error as Error).message };
  }
}
