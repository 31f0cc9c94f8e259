import { describeNamespace, describeRepository, listedTags } from '../cr/describe';
import { type Actions, action } from './call';
import { PAGE, REPOSITORY, instanceOf, matches, paged, repositoryOf, success } from './cr-support';

export const CR_REPOSITORIES: Actions = {
  GetNamespace: action(['InstanceId', 'NamespaceId', 'NamespaceName'], (account, call) => {
    const instance = instanceOf(account, call);
    const id = call.parameters.optional('NamespaceId');
    const byId = Object.values(instance.namespaces).find(namespace => namespace.id === id);
    const namespace = byId ?? account.registries.namespace(instance, call.parameters.required('NamespaceName'));
    return success(describeNamespace(instance, namespace));
  }),

  ListNamespace: action(['InstanceId', 'NamespaceName', 'NamespaceStatus', ...PAGE], (account, call) => {
    const instance = instanceOf(account, call);
    const found = Object.values(instance.namespaces).filter(
      namespace => matches(call, 'NamespaceName', namespace.name) && matches(call, 'NamespaceStatus', 'NORMAL'),
    );
    return paged(
      call,
      'Namespaces',
      found.map(namespace => describeNamespace(instance, namespace)),
      'text',
    );
  }),

  GetRepository: action(REPOSITORY, (account, call) => {
    const instance = instanceOf(account, call);
    const repository = repositoryOf(account, call, instance);
    return success({ ...describeRepository(instance, repository), Detail: repository.detail });
  }),

  ListRepository: action(['InstanceId', 'RepoNamespaceName', 'RepoName', 'RepoStatus', ...PAGE], (account, call) => {
    const instance = instanceOf(account, call);
    const all = call.parameters.oneOf('RepoStatus', ['ALL', 'NORMAL', 'DELETING'], 'ALL') !== 'DELETING';
    const found = Object.values(instance.repositories).filter(
      repository =>
        all && matches(call, 'RepoNamespaceName', repository.namespace) && matches(call, 'RepoName', repository.name),
    );
    return paged(
      call,
      'Repositories',
      found.map(repository => describeRepository(instance, repository)),
      'text',
    );
  }),

  ListRepoTag: action(['InstanceId', 'RepoId', ...PAGE], (account, call) => {
    const instance = instanceOf(account, call);
    const repository = account.registries.repositoryById(instance, call.parameters.required('RepoId'));
    return paged(call, 'Images', listedTags(repository), 'text');
  }),
};
