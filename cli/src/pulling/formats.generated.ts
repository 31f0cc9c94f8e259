// Copied by `npm run generate` from lib/domain/pulling/formats.ts. Do not edit: it is changed there.

import { acrHelperConfig, PullLogin, pullSecret } from './credentials.generated';
import { kustomizeComponent, kyvernoPolicy } from './manifests.generated';
import { ackMirrors, containerdHosts } from './nodes.generated';
import { Naming, PullRegion, PullRegistry, regionsOf } from './registry.generated';

/** What one is written for, and what it is written with. */
export interface PullConfigData extends Naming {
  readonly format: PullFormat;
  readonly repositories?: readonly string[];
  readonly username?: string;
  readonly password?: string;
  readonly auth?: string;
}

type Write = (registry: PullRegistry, here: PullRegion, data: PullConfigData) => string;

interface Format {
  readonly write: Write;
  /** The file that its reader expects, by the name of the registry and the host of its images. */
  readonly file: (name: string, host: string) => string;
}

/** What whoever pulls can be configured for. */
export const PULL_FORMATS = {
  containerd: { write: containerdHosts, file: (_name, host) => `${host}/hosts.toml` },
  ack: { write: ackMirrors, file: name => `${name}/registry-mirrors.yaml` },
  kyverno: { write: kyvernoPolicy, file: name => `${name}/policy.yaml` },
  kustomize: { write: kustomizeComponent, file: name => `${name}/kustomization.yaml` },
  'pull-secret': {
    write: (registry, _here, login) => pullSecret(registry, login as PullLogin),
    file: name => `${name}/secret.yaml`,
  },
  'acr-helper': { write: acrHelperConfig, file: name => `${name}/acr-configuration.yaml` },
} satisfies Record<string, Format>;

export type PullFormat = keyof typeof PULL_FORMATS;

/** The text that configures whoever pulls in a region of the registry; the same input gives the same bytes. */
export function pullConfigText(registry: PullRegistry, region: string, data: PullConfigData): string {
  const here = regionsOf(registry).find(other => other.region === region)!;
  return (PULL_FORMATS[data.format] as Format).write(registry, here, data);
}

/** Where the text of a region goes, below a directory for all of them and beside those of other registries. */
export const pullConfigFile = (registry: PullRegistry, region: string, { format, imageHost }: PullConfigData): string =>
  `${region}/${(PULL_FORMATS[format] as Format).file(registry.name, imageHost ?? registry.imageHost)}`;

/** Whether a text only says why there is nothing to configure: a file of comments is refused by all that read it. */
export const isOnlyComments = (text: string): boolean =>
  text.split('\n').every(line => line === '' || line.startsWith('#'));
