import { ApiError } from '../runtime/api-error';
import type { Instance } from '../cr/model';
import type { Faults } from '../runtime/faults';
import { own } from '../runtime/json';
import {
  ALLOWED,
  type Access,
  type AccessRequest,
  RegistryError,
  type RegistryRules,
  type Standing,
  bearerAccess,
} from '../registry';
import { repositoryPath } from './content';
import type { Images } from './images';
import { type Door, unreachable } from './network';
import { actionOf } from './request-action';
import type { ImageState } from './state';
import type { SyncTasks } from './sync-tasks';
import { type TokenService, realmAt } from './token-service';

export interface RuleParts {
  readonly world: ImageState;
  readonly images: Images;
  readonly tasks: SyncTasks;
  readonly tokens: TokenService;
  readonly faults: Faults;
  /** Whether clients have to be let in; otherwise everybody may do everything from everywhere. */
  readonly login: boolean;
  /** Whether what refers to an image is copied when it comes after the image was. */
  readonly lateReferrers: boolean;
  /** The address of whoever comes by the Internet. */
  readonly clientAddress: () => string;
}

/** What Container Registry decides about requests to one instance that come by one way. */
export function rulesOf(parts: RuleParts, instanceId: string, door: Door): RegistryRules {
  const instance = () => runningInstance(parts.world, instanceId);
  return {
    authorize: request => authorize(parts, instance(), door, request),
    repository: path => standingOf(parts.images, instance(), path),
    immutable: path => {
      const names = repositoryPath(path);
      const repository = names && parts.images.registries.findRepository(instance(), names.namespace, names.name);
      return repository?.tagImmutability === true;
    },
    onManifestPut: ({ repository: path, digest }) => {
      const { namespace, name } = repositoryPath(path) ?? { namespace: path, name: '' };
      for (const tag of parts.lateReferrers ? parts.images.tagsTaking(instanceId, path, digest) : []) {
        parts.tasks.pushed(instance(), namespace, name, tag);
      }
    },
    onTagPut: ({ repository: path, tag }) => {
      const { namespace, name } = repositoryPath(path) ?? { namespace: path, name: '' };
      parts.tasks.pushed(instance(), namespace, name, tag);
    },
  };
}

function runningInstance(world: ImageState, id: string): Instance {
  const found = own(world.instances, id);
  if (found?.status !== 'RUNNING') {
    throw new RegistryError('UNAVAILABLE', `The instance ${id} is ${found?.status ?? 'gone'}, but it must be RUNNING.`);
  }
  return found;
}

function authorize(parts: RuleParts, instance: Instance, door: Door, request: AccessRequest): Access {
  if (!parts.login) {
    return ALLOWED;
  }
  const message = unreachable(instance, door, parts.clientAddress());
  if (message !== undefined) {
    return { kind: 'denied', message };
  }
  // Whoever may only push sends what he has, and needs to read nothing for it.
  const scopes = request.scopes.map(scope =>
    scope.actions.includes('push') ? { ...scope, actions: ['push'] as const } : scope,
  );
  const settings = parts.tokens.settings(instance.region, instance.id);
  const now = hasExpired(parts, instance, request) ? () => Number.POSITIVE_INFINITY : settings.now;
  const realm = realmAt(String(request.headers.host));
  return bearerAccess({ ...settings, realm, now }, { ...request, scopes });
}

/** Whether a fault rule lets the token expire that the request brings. */
function hasExpired({ faults }: RuleParts, { region }: Instance, { headers, method, path }: AccessRequest): boolean {
  const bringsToken = /^Bearer /i.test(String(headers.authorization ?? ''));
  return bringsToken && faults.expiresToken(actionOf(method, path), region);
}

function standingOf({ registries }: Images, instance: Instance, path: string): Standing {
  const names = repositoryPath(path);
  if (!names) {
    const message = `Images lie at a namespace and a name, such as prod/api, but ${path} is not these two.`;
    return { kind: 'refused', message };
  }
  if (registries.findRepository(instance, names.namespace, names.name)) {
    return { kind: 'exists' };
  }
  try {
    registries.checkMadeOnPush(instance, names.namespace, names.name);
    return { kind: 'creatable' };
  } catch (error) {
    if (error instanceof ApiError) {
      return { kind: 'refused', message: error.message };
    }
    throw error;
  }
}
