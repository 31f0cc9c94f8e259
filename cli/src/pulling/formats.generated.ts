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
}

type Write = (registry: PullRegistry, here: PullRegion, data: PullConfigData) => string;

interface Format {
  readonly write: Write;
  /** The file that its reader expects. */
  readonly file: (name: string) => string;
}

/** What whoever pulls can be configured for. */
export const PULL_FORMATS = {
  containerd: { write: containerdHosts, file: name => `${name}/hosts.toml` },
  ack: { write: ackMirrors, file: () => 'registry-mirrors.yaml' },
  kyverno: { write: kyvernoPolicy, file: () => 'policy.yaml' },
  kustomize: { write: kustomizeComponent, file: () => 'kustomization.yaml' },
  'pull-secret': {
    write: (registry, _here, login) => pullSecret(registry, login as PullLogin),
    file: () => 'secret.yaml',
  },
  'acr-helper': { write: acrHelperConfig, file: () => 'acr-configuration.yaml' },
} satisfies Record<string, Format>;

export type PullFormat = keyof typeof PULL_FORMATS;

/** The text that configures whoever pulls in a region of the registry; the same input gives the same bytes. */
export function pullConfigText(registry: PullRegistry, region: string, data: PullConfigData): string {
  const here = regionsOf(registry).find(other => other.region === region)!;
  return (PULL_FORMATS[data.format] as Format).write(registry, here, data);
}

/** Where the text of a region goes, below a directory for all of them. */
export function pullConfigFile(registry: PullRegistry, region: string, { format, imageHost }: PullConfigData): string {
  const name = imageHost ?? registry.imageHost;
  return `${region}/${(PULL_FORMATS[format] as Format).file(name)}`;
}

/** Whether a text only says why there is nothing to configure: a file of comments is no document, and is refused by what reads it. */
export const isOnlyComments = (text: string): boolean =>
  text.split('\n').every(line => line === '' || line.startsWith('#'));
