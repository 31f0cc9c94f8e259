import { shortHash } from '../short-hash';

/** The instance of a region, as those see it who pull from it. A host that cannot be reached is not there. */
export interface PullRegion {
  readonly region: string;
  readonly instanceName: string;
  /** Undefined as long as it is not known. */
  readonly instanceId?: string;
  /** The account that owns the instance, where that is another one; empty where a deployment decides which. */
  readonly accountId?: string;
  /** Whether it was there before the app, so that somebody else may have opened it. */
  readonly isExisting?: boolean;
  /** The host inside a VPC; undefined where no VPC is linked. */
  readonly vpcHost?: string;
  /** The host on the Internet; undefined where access is closed. */
  readonly internetHost?: string;
  /** What is copied there whole and by itself: namespaces such as `prod`, and repositories such as `tools/builder`. */
  readonly copied: readonly string[];
}

/** A registry that spans regions, as those see it who pull from it. */
export interface PullRegistry {
  /** The name of the primary instance. */
  readonly name: string;
  /** The host by which images are named: that of the primary on the Internet, whether it can be reached or not. */
  readonly imageHost: string;
  readonly primary: PullRegion;
  readonly replicas: readonly PullRegion[];
  /** The namespaces that are declared. */
  readonly namespaces: readonly string[];
  /** The repositories that are declared, such as `prod/api`. */
  readonly repositories: readonly string[];
}

/** By which host images are named. */
export interface Naming {
  /** The host, where it is not that of the primary. */
  readonly imageHost?: string;
}

/** A name of an object of Kubernetes: of its own for each host by which images are named, since one must not replace the other. */
export function nameFor(registry: PullRegistry, host: string, rest: string): string {
  const own = host === registry.imageHost ? [] : [shortHash(host)];
  return [registry.name, rest, ...own].join('-');
}

/** Every region, the primary first. */
export const regionsOf = ({ primary, replicas }: PullRegistry): PullRegion[] => [primary, ...replicas];

/** The hosts that reach an instance, the nearest first. */
export const hostsOf = ({ vpcHost, internetHost }: PullRegion): string[] =>
  [vpcHost, internetHost].filter(host => host !== undefined);

/** Where a region falls back to: the primary, seen from the Internet. */
export const fallbackOf = ({ primary }: PullRegistry): string | undefined => primary.internetHost;

/** The host from which an image is pulled by those who try no other; undefined where none reaches it. */
export function hostOf(registry: PullRegistry, here: PullRegion, repository: string): string | undefined {
  const [nearest] = hostsOf(here);
  return here === registry.primary || isCopied(here, repository)
    ? (nearest ?? fallbackOf(registry))
    : fallbackOf(registry);
}

function isCopied({ copied }: PullRegion, repository: string): boolean {
  return copied.includes(repository) || copied.includes(repository.split('/')[0]);
}

/** What is not opened, each as a sentence; a host that does not exist is named nowhere. */
export function unopened(registry: PullRegistry, here: PullRegion): string[] {
  const { primary } = registry;
  const hasFallback = here === primary || fallbackOf(registry) !== undefined;
  return [
    ...closedIn(here),
    ...(hasFallback
      ? []
      : [
          `No fallback: the app opens no Internet access to the primary in ${primary.region} (publicAccess)${unknownOf(primary)}.`,
        ]),
  ];
}

/** What an app does not open in a region, each as a sentence. */
export function closedIn(here: PullRegion): string[] {
  const { region, accountId, vpcHost, internetHost } = here;
  return accountId !== undefined
    ? [
        `No host in ${region}: the instance there belongs to ${accountId === '' ? 'another account' : `account ${accountId}`}, and what that account opens is not known to the app.`,
      ]
    : [
        ...(vpcHost === undefined
          ? [`No VPC host in ${region}: the app links no VPC there (vpcAccess)${unknownOf(here)}.`]
          : []),
        ...(internetHost === undefined
          ? [`No Internet host in ${region}: the app opens no Internet access there (publicAccess)${unknownOf(here)}.`]
          : []),
      ];
}

/** The app knows all that is open of an instance that it makes, and of no other. */
const unknownOf = ({ isExisting }: PullRegion): string =>
  isExisting ? '; what else is open is not known to it, for the instance existed before' : '';

/** What every text begins with, so that it is known again. */
export const headerOf = ({ name }: PullRegistry): string =>
  `# Written from the declaration of ${name}. Change it there.\n`;

/** Lines that say something to whoever reads the file. */
export const comment = (registry: PullRegistry, lines: readonly string[]): string =>
  headerOf(registry) + lines.map(line => `# ${line}\n`).join('');
