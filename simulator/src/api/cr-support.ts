import { crError } from '../cr/errors';
import type { Instance, Repository } from '../cr/model';
import type { JsonMap } from '../runtime/json';
import type { Account, Call } from './call';

/** What the actions of Container Registry share. */

/** Every reply of the CR service says so. */
export const success = (fields: JsonMap = {}): JsonMap => ({ Code: 'success', IsSuccess: true, ...fields });

/** The instance that the call names, which must be the caller's. */
export function instanceOf(account: Account, call: Call): Instance {
  const instance = account.registries.instance(call.parameters.required('InstanceId'), call.region);
  if (instance.accountId !== account.world.accountId) {
    throw crError('INSTANCE_NOT_EXIST', `The instance ${instance.id} belongs to another account.`);
  }
  return instance;
}

export const REPOSITORY = ['InstanceId', 'RepoId', 'RepoNamespaceName', 'RepoName'];

/** By id, or by namespace and name. */
export function repositoryOf(account: Account, call: Call, instance: Instance): Repository {
  const id = call.parameters.optional('RepoId');
  if (id !== undefined) {
    return account.registries.repositoryById(instance, id);
  }
  return account.registries.repository(
    instance,
    call.parameters.required('RepoNamespaceName'),
    call.parameters.required('RepoName'),
  );
}

export const PAGE = ['PageNo', 'PageSize'];

/** One page of records under a name, with the counts. Some actions write the total as text. */
export function paged(call: Call, name: string, records: JsonMap[], total: 'number' | 'text'): JsonMap {
  const number = call.parameters.integer('PageNo', 1, 100_000, 1);
  const size = call.parameters.integer('PageSize', 1, 100, 30);
  return success({
    [name]: records.slice((number - 1) * size, number * size),
    PageNo: number,
    PageSize: size,
    TotalCount: total === 'text' ? String(records.length) : records.length,
  });
}

/** Whether a record is among those that a parameter of the call, if given, leaves. */
export function matches(call: Call, parameter: string, value: string): boolean {
  return (call.parameters.optional(parameter) ?? value) === value;
}

/** PUBLIC or PRIVATE. */
export function repositoryType(call: Call, parameter: string, otherwise: Repository['type']): Repository['type'] {
  return call.parameters.oneOf(parameter, ['PUBLIC', 'PRIVATE'], otherwise);
}
