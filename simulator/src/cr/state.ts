import type { Instance, SyncTask } from './model';

/** What Container Registry keeps, with the account, the time and the chance that it works with. */
export interface CrState {
  readonly accountId: string;
  now: number;
  random: number;
  instances: Record<string, Instance>;
  tasks: Record<string, SyncTask>;
  /** The passwords that GetAuthorizationToken gave. */
  logins: Record<string, TemporaryLogin>;
}

/** A password that opens one instance for a while. */
export interface TemporaryLogin {
  readonly instanceId: string;
  readonly expires: number;
}

/** It is time for the next step of a copy. */
export interface TaskDue {
  readonly kind: 'task';
  readonly taskId: string;
}
