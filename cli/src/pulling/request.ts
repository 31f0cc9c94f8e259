import {
  imageHostProblems,
  passwordReferenceProblems,
  pullRegionProblems,
  repositoryPathProblems,
  strayRepositoryProblems,
  usernameProblems,
} from './checks.generated';
import type { PullConfigData, PullFormat } from './formats.generated';
import { GIVEN, type Problem, sentence } from './problem.generated';
import { type PullRegistry, regionsOf } from './registry.generated';

/** A configuration that somebody asks for on the command line. */
export interface Request extends PullConfigData {
  readonly region?: string;
  readonly passwordStdin?: boolean;
}

/** What only some formats have a use for. */
const OF_FORMATS: readonly [option: string, prop: keyof Request, formats: readonly PullFormat[]][] = [
  ['--image-host', 'imageHost', ['containerd', 'ack', 'kyverno', 'kustomize', 'pull-secret']],
  ['--repository', 'repositories', ['kustomize']],
  ['--username', 'username', ['pull-secret']],
  ['--password-reference', 'password', ['pull-secret']],
  ['--password-stdin', 'passwordStdin', ['pull-secret']],
];

/** What is wrong with a request, each as a sentence in the words of the options. */
export function requestProblems(registry: PullRegistry, request: Request): string[] {
  const { format, region, imageHost, repositories = [], username, password } = request;
  const isSecret = format === 'pull-secret';
  return [
    ...uselessProblems(request),
    ...(region === undefined ? [] : pullRegionProblems('--region', region, registry)),
    ...(imageHost === undefined ? [] : imageHostProblems('--image-host', imageHost)),
    ...repositories.flatMap(path => repositoryPathProblems('--repository', path)),
    ...strayRepositoryProblems('--repository', repositories, registry),
    ...(isSecret ? usernameProblems('--username', username) : []),
    ...(password === undefined ? [] : passwordReferenceProblems('--password-reference', password)),
  ].map(sentence);
}

function uselessProblems(request: Request): Problem[] {
  return OF_FORMATS.filter(([, prop, formats]) => request[prop] !== undefined && !formats.includes(request.format)).map(
    ([subject]) => ({
      subject,
      got: GIVEN,
      rule: `--format ${request.format} has no use for it`,
      fix: 'Leave it out',
    }),
  );
}

const idOf = ({ primary, name }: PullRegistry): string => `${primary.region}/${name}`;

/** Of a replica too, which leads to its primary. */
const idsOf = (registry: PullRegistry): string[] => [
  idOf(registry),
  ...regionsOf(registry).map(({ region, instanceName }) => `${region}/${instanceName}`),
];

/** The registry that is meant: the only one, or the one of that id. */
export function chosenRegistry(registries: readonly PullRegistry[], id: string | undefined): PullRegistry {
  const ids = registries.map(idOf).sort();
  if (ids.length === 0) {
    throw new Error('The app declares no GlobalRegistry, so nothing tells what is pulled from where.');
  }
  if (id === undefined && ids.length > 1) {
    throw new Error(`The app declares several registries. Name one with --registry: ${ids.join(', ')}.`);
  }
  const found = registries.find(registry => id === undefined || idsOf(registry).includes(id));
  if (found === undefined) {
    throw new Error(`--registry is ${JSON.stringify(id)}, but the app declares ${ids.join(', ')}. Name one of these.`);
  }
  return found;
}
