import { NAMESPACE_NAME, nameProblems, REPOSITORY_NAME } from '../names';
import { allOf, Problem, Words } from '../problem';
import { PullRegistry, regionsOf } from './registry';

/** What is wrong with a host by which images are to be named. Source: https://github.com/distribution/reference */
export function imageHostProblems(subject: string, got: unknown): Problem[] {
  if (typeof got !== 'string' || !IMAGE_HOST.test(got) || !isPort(got.split(':')[1])) {
    const rule =
      'the host of an image is a name with a dot in it, in lower case, and a port from 1 to 65535 if need be';
    return [
      { subject, got, rule, fix: 'Write it like "registry.acme.example", without "https://" and without a path' },
    ];
  }
  if (!isName(got.split(':')[0])) {
    const rule = 'a host has at most 253 characters, and 63 between two dots';
    return [{ subject, got, rule, fix: 'Choose a shorter one' }];
  }
  return PUBLIC_HOSTS.includes(got)
    ? [
        {
          subject,
          got,
          rule: 'that is a registry of everybody, and all of its images would be asked of yours',
          fix: 'Choose a name of your own, such as "registry.acme.example"',
        },
      ]
    : [];
}

/** Registries of which every node pulls something, if only its pause container. */
const PUBLIC_HOSTS = [
  'docker.io',
  'gcr.io',
  'ghcr.io',
  'index.docker.io',
  'k8s.gcr.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
  'quay.io',
  'registry-1.docker.io',
  'registry.k8s.io',
];

/** Source: RFC 1035, section 2.3.4 */
const isName = (name: string): boolean => name.length <= 253 && name.split('.').every(label => label.length <= 63);

const isPort = (port: string | undefined): boolean =>
  port === undefined || (Number(port) >= 1 && Number(port) <= LARGEST_PORT);

const LARGEST_PORT = 65_535;

const IMAGE_HOST = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?::[0-9]{1,5})?$/;

/** What is wrong with a repository that is named by its namespace and its name. */
export function repositoryPathProblems(subject: string, got: unknown): Problem[] {
  const parts = typeof got === 'string' ? got.split('/') : [];
  const [namespace = '', repository = ''] = parts;
  if (parts.length !== 2 || /[:@]/.test(got as string)) {
    const rule = 'a repository is named by its namespace and its name';
    return [{ subject, got, rule, fix: 'Write it like "prod/api", without a host and without a tag' }];
  }
  return [...nameProblems(NAMESPACE_NAME, subject, namespace), ...nameProblems(REPOSITORY_NAME, subject, repository)];
}

/** What is wrong with repositories of a registry that the registry cannot have. */
export function strayRepositoryProblems(
  subject: string,
  repositories: readonly string[],
  { namespaces }: PullRegistry,
): Problem[] {
  const has = namespaces.length === 0 ? 'no namespaces' : `the namespaces ${namespaces.join(', ')}`;
  return repositories.flatMap((path, i) =>
    namespaces.includes(path.split('/')[0])
      ? []
      : [
          {
            subject: `${subject}[${i}]`,
            got: path,
            rule: `the registry declares ${has}`,
            fix: 'Declare its namespace',
          },
        ],
  );
}

/** What is wrong with the name of somebody who logs in. */
export function usernameProblems(subject: string, got: unknown): Problem[] {
  const rule = 'a user name is a text without a colon and without control characters';
  const fix = 'Write the name that docker login takes, such as "robot@1234567890123456"';
  return typeof got === 'string' && /^[^:\p{Cc}]+$/u.test(got) ? [] : [{ subject, got, rule, fix }];
}

/** What is wrong with what stands for a password: whatever a text of synth holds, many can read. */
export function passwordReferenceProblems(subject: string, got: unknown): Problem[] {
  return typeof got === 'string' && REFERENCE.test(got)
    ? []
    : [
        {
          subject,
          got: new Words('not a reference'),
          rule: 'the text is kept where many can read it',
          fix: 'Write what stands for it: "${NAME}", "$(NAME)" or "{{resolve:kms-secret:NAME}}"',
        },
      ];
}

const REFERENCE =
  /^(?:\$\{[A-Za-z_][A-Za-z0-9_]*\}|\$\([A-Za-z_][A-Za-z0-9_]*\)|\{\{resolve:kms-secret:[^{}\s"\\]+\}\})$/;

/** What is wrong with a region that somebody pulls in. */
export function pullRegionProblems(subject: string, got: unknown, registry: PullRegistry): Problem[] {
  const regions = regionsOf(registry).map(({ region }) => region);
  return regions.includes(got as string)
    ? []
    : [
        {
          subject,
          got,
          rule: `the registry is in ${allOf(regions)}`,
          fix: 'Name one of these',
        },
      ];
}
