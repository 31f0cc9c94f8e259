import { LOGIN_NAME, isPassword } from '../cr/attachments';
import type { Instance } from '../cr/model';
import type { Registries } from '../cr/registries';
import { TEMPORARY_NAME, isTemporaryLogin } from '../cr/temporary-logins';
import { type Grantee, granteeOf, isAllowed, isKnown } from '../resources/permissions';
import type { Scope } from '../registry';
import { repositoryPath } from './content';
import type { ImageState } from './state';

/** Whom a client speaks for. */
export type Subject =
  | { readonly kind: 'account' | 'anonymous' }
  /** A role, user or group of RAM, which may do what its policies say. */
  | { readonly kind: 'grantee'; readonly grantee: Grantee };

type Actions = Scope['actions'];

export class Subjects {
  constructor(
    private readonly world: ImageState,
    private readonly registries: Registries,
    /** The password that the simulator gives to roles, users and groups. */
    private readonly secret: string,
  ) {}

  /** Who logs in to an instance; undefined where the password is wrong or nobody has that name. */
  of(instance: Instance, login: { user: string; password: string } | undefined): Subject | undefined {
    if (!login) {
      return { kind: 'anonymous' };
    }
    const { user, password } = login;
    const isAccount =
      (user === TEMPORARY_NAME && isTemporaryLogin(this.world, instance, password)) ||
      (user === LOGIN_NAME && isPassword(instance, password));
    if (isAccount) {
      return { kind: 'account' };
    }
    const grantee = password === this.secret ? granteeOf(user) : undefined;
    return grantee && this.mayLogIn(grantee) ? { kind: 'grantee', grantee } : undefined;
  }

  /** What of a scope a subject may do. */
  granted(instance: Instance, subject: Subject, { repository: path, actions }: Scope): Actions {
    const names = repositoryPath(path);
    const repository = names && this.registries.findRepository(instance, names.namespace, names.name);
    const may = (action: string) => subject.kind === 'grantee' && this.may(subject.grantee, action, instance, path);
    const permits = {
      pull: repository?.type === 'PUBLIC' || may('cr:PullRepository'),
      push: may('cr:PushRepository') && (repository !== undefined || may('cr:CreateRepository')),
      delete: may('cr:DeleteRepository'),
    };
    return actions.filter(action => subject.kind === 'account' || permits[action]);
  }

  private mayLogIn(grantee: Grantee): boolean {
    return isKnown(this.world, grantee) && isAllowed(this.world, grantee, 'cr:GetAuthorizationToken', '*');
  }

  private may(grantee: Grantee, action: string, { region, accountId, id }: Instance, path: string): boolean {
    return isAllowed(this.world, grantee, action, `acs:cr:${region}:${accountId}:repository/${id}/${path}`);
  }
}
