import { describeNamespace } from '../cr/describe';
import type { Namespace } from '../cr/model';
import { invalidParameter } from '../runtime/api-error';
import { isMap } from '../runtime/json';
import { type ActionRun, type Actions, type Call, action } from './call';
import { PAGE, instanceOf, matches, paged, repositoryType, success } from './cr-support';

type Settings = Pick<Namespace, 'autoCreate' | 'visibility' | 'tagImmutability'>;

/** What the call says of repositories that are made on push; what it leaves out stays as it was. */
function settingsOf(call: Call, before: Settings): Settings {
  const { autoCreate, visibility, tagImmutability } = before;
  const configuration = configurationOf(call);
  return {
    autoCreate: call.parameters.boolean('AutoCreateRepo', autoCreate),
    visibility: repositoryType(call, 'DefaultRepoType', configuration.visibility ?? visibility),
    tagImmutability: configuration.tagImmutability ?? tagImmutability,
  };
}

function configurationOf(call: Call): Partial<Settings> {
  const given = call.parameters.json('DefaultRepoConfiguration');
  if (given === undefined) {
    return {};
  }
  const rule = 'it is a JSON map of RepoType (PUBLIC or PRIVATE) and TagImmutability (true or false)';
  const strange = !isMap(given) || Object.keys(given).some(key => !['RepoType', 'TagImmutability'].includes(key));
  if (
    strange ||
    !['PUBLIC', 'PRIVATE'].includes(String(given.RepoType)) ||
    typeof given.TagImmutability !== 'boolean'
  ) {
    throw invalidParameter('DefaultRepoConfiguration', JSON.stringify(given), rule);
  }
  return { visibility: given.RepoType as Namespace['visibility'], tagImmutability: given.TagImmutability };
}

const createNamespace: ActionRun = (account, call) => {
  const instance = instanceOf(account, call);
  const settings = settingsOf(call, { autoCreate: false, visibility: 'PRIVATE', tagImmutability: false });
  const { autoCreate, visibility } = settings;
  const name = call.parameters.required('NamespaceName');
  Object.assign(account.registries.createNamespace(instance, name, autoCreate, visibility), settings);
  return success();
};

const listNamespace: ActionRun = (account, call) => {
  const instance = instanceOf(account, call);
  const found = Object.values(instance.namespaces).filter(
    namespace => matches(call, 'NamespaceName', namespace.name) && matches(call, 'NamespaceStatus', 'NORMAL'),
  );
  const records = found.map(namespace => describeNamespace(instance, namespace));
  return paged(call, 'Namespaces', records, 'text');
};

const getNamespace: ActionRun = (account, call) => {
  const instance = instanceOf(account, call);
  const id = call.parameters.optional('NamespaceId');
  const byId = Object.values(instance.namespaces).find(namespace => namespace.id === id);
  const namespace = byId ?? account.registries.namespace(instance, call.parameters.required('NamespaceName'));
  return success(describeNamespace(instance, namespace));
};

const NAMED = ['InstanceId', 'NamespaceName'];
const SETTINGS = ['AutoCreateRepo', 'DefaultRepoType', 'DefaultRepoConfiguration'];

export const CR_NAMESPACES: Actions = {
  CreateNamespace: action([...NAMED, ...SETTINGS], createNamespace),
  UpdateNamespace: action([...NAMED, ...SETTINGS], (account, call) => {
    const namespace = account.registries.namespace(
      instanceOf(account, call),
      call.parameters.required('NamespaceName'),
    );
    Object.assign(namespace, settingsOf(call, namespace));
    return success();
  }),
  DeleteNamespace: action(NAMED, (account, call) => {
    account.registries.removeNamespace(instanceOf(account, call), call.parameters.required('NamespaceName'));
    return success();
  }),
  GetNamespace: action([...NAMED, 'NamespaceId'], getNamespace),
  ListNamespace: action([...NAMED, 'NamespaceStatus', ...PAGE], listNamespace),
};
