import { describeRepository, describeTag, listedTags } from '../cr/describe';
import { crError } from '../cr/errors';
import type { Repository, Tag } from '../cr/model';
import { own } from '../runtime/json';
import { type ActionRun, type Actions, type Call, action } from './call';
import { PAGE, REPOSITORY, instanceOf, matches, paged, repositoryOf, repositoryType, success } from './cr-support';

const createRepository: ActionRun = (account, call) => {
  const { parameters } = call;
  parameters.required('RepoType');
  const repository = account.registries.createRepository(instanceOf(account, call), {
    namespace: parameters.required('RepoNamespaceName'),
    name: parameters.required('RepoName'),
    type: repositoryType(call, 'RepoType', 'PRIVATE'),
    summary: parameters.required('Summary'),
    detail: parameters.optional('Detail'),
    tagImmutability: parameters.boolean('TagImmutability', false),
  });
  return success({ RepoId: repository.id });
};

/** What the call leaves out stays as it was. */
const updateRepository: ActionRun = (account, call) => {
  const { parameters } = call;
  const repository = repositoryOf(account, call, instanceOf(account, call));
  parameters.required('RepoType');
  repository.type = repositoryType(call, 'RepoType', repository.type);
  repository.summary = parameters.required('Summary');
  repository.detail = parameters.optional('Detail') ?? repository.detail;
  repository.tagImmutability = parameters.boolean('TagImmutability', repository.tagImmutability);
  repository.modified = account.world.now;
  return success();
};

const listRepository: ActionRun = (account, call) => {
  const instance = instanceOf(account, call);
  const all = call.parameters.oneOf('RepoStatus', ['ALL', 'NORMAL', 'DELETING'], 'ALL') !== 'DELETING';
  const found = Object.values(instance.repositories).filter(
    repository =>
      all && matches(call, 'RepoNamespaceName', repository.namespace) && matches(call, 'RepoName', repository.name),
  );
  const records = found.map(repository => describeRepository(instance, repository));
  return paged(call, 'Repositories', records, 'text');
};

/** The tag that the call names. */
function tagOf(call: Call, repository: Repository): [string, Tag] {
  const name = call.parameters.required('Tag');
  const found = own(repository.tags, name);
  if (!found) {
    throw crError('TAG_NOT_EXIST', `The tag ${name} does not exist in ${repository.namespace}/${repository.name}.`);
  }
  return [name, found];
}

const SETTINGS = ['RepoType', 'Summary', 'Detail', 'TagImmutability'];

export const CR_REPOSITORIES: Actions = {
  CreateRepository: action(['InstanceId', 'RepoNamespaceName', 'RepoName', ...SETTINGS], createRepository),
  UpdateRepository: action([...REPOSITORY, ...SETTINGS], updateRepository),
  DeleteRepository: action(REPOSITORY, (account, call) => {
    const instance = instanceOf(account, call);
    account.registries.removeRepository(instance, repositoryOf(account, call, instance).id);
    return success();
  }),
  GetRepository: action(REPOSITORY, (account, call) => {
    const instance = instanceOf(account, call);
    const repository = repositoryOf(account, call, instance);
    return success({ ...describeRepository(instance, repository), Detail: repository.detail });
  }),
  ListRepository: action(['InstanceId', 'RepoNamespaceName', 'RepoName', 'RepoStatus', ...PAGE], listRepository),
  ListRepoTag: action(['InstanceId', 'RepoId', ...PAGE], (account, call) => {
    const repository = account.registries.repositoryById(instanceOf(account, call), call.parameters.required('RepoId'));
    return paged(call, 'Images', listedTags(repository), 'text');
  }),
  GetRepoTag: action(['InstanceId', 'RepoId', 'Tag'], (account, call) => {
    const id = call.parameters.required('RepoId');
    return success(describeTag(...tagOf(call, account.registries.repositoryById(instanceOf(account, call), id))));
  }),
  DeleteRepoTag: action(['InstanceId', 'RepoId', 'Tag'], (account, call) => {
    const id = call.parameters.required('RepoId');
    const repository = account.registries.repositoryById(instanceOf(account, call), id);
    const [name] = tagOf(call, repository);
    delete repository.tags[name];
    return success();
  }),
};
