import { PullConfig } from '../../lib';
import { acme } from '../support/registries';
import { LATE, Said, Subject, wrong } from './refusal';

const made = (what: string, make: () => unknown, ...messages: string[]): Said => ({ what, declare: make, messages });

const asked = (what: string, region: unknown, config: unknown, ...messages: string[]): Said => ({
  what,
  declare: app => acme(app).pullConfig(region as string, config as PullConfig),
  messages,
});

/** Refusals about what those are configured with who pull. */
export const PULLING: Subject = {
  title: 'Pulling',
  cases: [
    asked(
      'a region that the registry is not in',
      'us-east-1',
      PullConfig.containerd(),
      '[Acme] region is "us-east-1", but the registry is in eu-central-1 and cn-hangzhou. Name one of these.',
    ),
    asked(
      'a region that is decided at deploy time',
      LATE,
      PullConfig.containerd(),
      '[Acme] region is decided at deploy time, but the registry is in eu-central-1 and cn-hangzhou. Name one of these.',
    ),
    asked(
      'a configuration that PullConfig did not make',
      'cn-hangzhou',
      { format: 'containerd' },
      '[Acme] config is {"format":"containerd"}, but it is made by PullConfig. Write PullConfig.containerd().',
    ),
    asked(
      'repositories of a namespace that the registry does not have',
      'cn-hangzhou',
      PullConfig.kustomize({ repositories: ['prod/api', 'team/web'] }),
      '[Acme] repositories[1] is "team/web", but the registry declares the namespaces prod. Declare its namespace.',
    ),
    {
      what: 'repositories of a registry without namespaces',
      declare: app =>
        acme(app, { namespaces: [] }).pullConfig('cn-hangzhou', PullConfig.kustomize({ repositories: ['prod/api'] })),
      messages: [
        '[Acme] repositories[0] is "prod/api", but the registry declares no namespaces. Declare its namespace.',
      ],
    },
    made(
      'a URL where a host belongs',
      () => PullConfig.containerd({ imageHost: 'https://registry.acme.example' }),
      '[PullConfig.containerd] imageHost is "https://registry.acme.example", but the host of an image is a name with a dot in it, in lower case, and a port from 1 to 65535 if need be. Write it like "registry.acme.example", without "https://" and without a path.',
    ),
    made(
      'a word that Docker takes for a namespace',
      () => PullConfig.kyverno({ imageHost: 'acme' }),
      '[PullConfig.kyverno] imageHost is "acme", but the host of an image is a name with a dot in it, in lower case, and a port from 1 to 65535 if need be. Write it like "registry.acme.example", without "https://" and without a path.',
    ),
    made(
      'a port that there is not',
      () => PullConfig.containerd({ imageHost: 'registry.acme.example:99999' }),
      '[PullConfig.containerd] imageHost is "registry.acme.example:99999", but the host of an image is a name with a dot in it, in lower case, and a port from 1 to 65535 if need be. Write it like "registry.acme.example", without "https://" and without a path.',
    ),
    made(
      'a label of a host that is too long',
      () => PullConfig.containerd({ imageHost: `${'a'.repeat(64)}.example` }),
      `[PullConfig.containerd] imageHost is "${'a'.repeat(64)}.example", but a host has at most 253 characters, and 63 between two dots. Choose a shorter one.`,
    ),
    made(
      'the host of a registry that everybody uses',
      () => PullConfig.containerd({ imageHost: 'docker.io' }),
      '[PullConfig.containerd] imageHost is "docker.io", but that is a registry of everybody, and all of its images would be asked of yours. Choose a name of your own, such as "registry.acme.example".',
    ),
    made(
      'a host that is decided at deploy time',
      () => PullConfig.ack({ imageHost: LATE }),
      '[PullConfig.ack] imageHost is decided at deploy time, but the text is written at synth. Write the value itself.',
    ),
    made(
      'a repository with a tag',
      () => PullConfig.kustomize({ repositories: ['prod/api:v1'] }),
      '[PullConfig.kustomize] repositories[0] is "prod/api:v1", but a repository is named by its namespace and its name. Write it like "prod/api", without a host and without a tag.',
    ),
    made(
      'a repository whose name is too short',
      () => PullConfig.kustomize({ repositories: ['prod/y'] }),
      '[PullConfig.kustomize] repositories[0] is "y", but a repository name has 2 to 64 characters, uses only lowercase letters, digits, dots, hyphens and underscores, and begins and ends with a letter or a digit. Choose a name of at least 2 characters.',
    ),
    made(
      'a secret without a user',
      () => PullConfig.pullSecret(wrong({})),
      '[PullConfig.pullSecret] username is missing, but a user name is a text without a colon and without control characters. Write the name that docker login takes, such as "robot@1234567890123456".',
    ),
    made(
      'a user and a password in one',
      () => PullConfig.pullSecret({ username: 'robot:secret' }),
      '[PullConfig.pullSecret] username is "robot:secret", but a user name is a text without a colon and without control characters. Write the name that docker login takes, such as "robot@1234567890123456".',
    ),
    made(
      'the password itself',
      () => PullConfig.pullSecret({ username: 'robot', password: 'Secret123' }),
      '[PullConfig.pullSecret] password is not a reference, but the text is kept where many can read it. Write what stands for it: "${NAME}", "$(NAME)" or "{{resolve:kms-secret:NAME}}".',
    ),
    made(
      'a password where there is nobody to log in',
      () => PullConfig.containerd(wrong({ password: '${PASSWORD}' })),
      '[PullConfig.containerd] password is given, but a pull configuration has no such prop. Remove it; a pull configuration takes imageHost.',
    ),
  ],
};
