import { listProblems, Shape, shapeProblems } from '../domain/shape';
import type { GlobalRegistryProps, NamespaceOptions, ReplicaOptions } from '../global-registry';
import { Problem } from './problem';

const SETTINGS = ['publicAccess', 'scanRules', 'retentionRules', 'loginPassword'];
const REGION = [
  ...['region', 'edition', 'instanceName', 'existingInstanceId', 'periodMonths', 'autoRenewMonths', 'imageScanner'],
  ...['storageBucketName', 'resourceGroupId', 'removalPolicy', 'vpcAccess', ...SETTINGS],
];
const NAMESPACE = [
  ...['name', 'visibility', 'autoCreateRepositories', 'repositories', 'replicateTo', 'existingIn'],
  ...['repositoriesMatching', 'tagsMatching', 'trigger'],
];

const REGISTRY_SHAPE: Shape = {
  what: 'a registry',
  example: "{ instanceName: 'acme', primary: { region: 'eu-central-1' } }",
  props: ['instanceName', 'primary', 'replicas', 'namespaces', 'stackNamePrefix', 'serviceRoles', 'tags', ...SETTINGS],
};
const PRIMARY_SHAPE: Shape = { what: 'a primary', example: "{ region: 'eu-central-1' }", props: REGION };
const REPLICA_SHAPE: Shape = {
  what: 'a replica',
  example: "{ region: 'cn-hangzhou' }",
  props: [...REGION, 'accountId'],
};
const NAMESPACE_SHAPE: Shape = { what: 'a namespace', example: "{ name: 'prod' }", props: NAMESPACE };
const REPOSITORY_SHAPE: Shape = {
  what: 'a repository',
  example: "{ name: 'api' }",
  props: ['name', 'summary', 'detail', 'visibility', 'immutableTags', 'existing'],
};

/** What is wrong with the form of what was typed; languages without types, and spread objects, let anything through. */
export function registryShapeProblems(props: GlobalRegistryProps): Problem[] {
  const problems = shapeProblems('props', props, REGISTRY_SHAPE);
  return props === null || typeof props !== 'object'
    ? problems
    : [
        ...problems,
        ...shapeProblems('primary', props.primary, PRIMARY_SHAPE),
        ...listProblems('replicas', props.replicas),
        ...listProblems('namespaces', props.namespaces),
        ...['scanRules', 'retentionRules'].flatMap(name => listProblems(name, props[name as 'scanRules'])),
      ];
}

/** The same for one replica. */
export function replicaShapeProblems(subject: string, replica: ReplicaOptions): Problem[] {
  return shapeProblems(subject, replica, REPLICA_SHAPE);
}

/** The same for one namespace. */
export function namespaceShapeProblems(subject: string, options: NamespaceOptions): Problem[] {
  const problems = shapeProblems(subject, options, NAMESPACE_SHAPE);
  if (options === null || typeof options !== 'object') {
    return problems;
  }
  const lists = ['repositories', 'replicateTo', 'existingIn'].flatMap(name =>
    listProblems(`${subject}.${name}`, options[name as 'existingIn']),
  );
  const repositories = Array.isArray(options.repositories) ? options.repositories : [];
  return [
    ...problems,
    ...lists,
    ...repositories.flatMap((repository, i) =>
      shapeProblems(`${subject}.repositories[${i}]`, repository, REPOSITORY_SHAPE),
    ),
  ];
}
