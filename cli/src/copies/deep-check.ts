import { localReason } from '../cloud/cloud-error';
import type { RegistryClients } from '../cloud/registry-clients';
import type { Place, RepositoryPlace } from '../domain/image-records';
import type { Content, Part } from '../images/content';
import { platformOf } from '../images/content';
import type { Finding } from '../images/compare';
import { covers, targetOf } from '../images/copy-rule';
import { byPath, pathOf } from '../images/holdings';
import { isInScope, type Scope } from '../images/reference';
import type { ReadRegistry } from './read-holdings';
import { readContent } from './read-content';

/** A part of an image that is not where its tag is. */
export interface LostPart {
  readonly namespace: string;
  readonly repository: string;
  readonly tag: string;
  /** The replica, or the primary itself. */
  readonly target: RepositoryPlace;
  readonly part: Part;
}

export interface DeepFindings {
  readonly lost: readonly LostPart[];
  /** Findings whose tag gives one platform of the image, by the finding. */
  readonly platforms: ReadonlyMap<Finding, string>;
  /** Registries that could not be asked, and why. */
  readonly unasked: readonly { readonly place: Place; readonly reason: string }[];
}

/** A tag that is at a place by the digest of the primary. */
interface Held {
  readonly namespace: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  readonly target: RepositoryPlace;
}

/** Asks the registries themselves whether all of every image is where its tag is. */
export async function checkDeeply(
  read: ReadRegistry,
  findings: readonly Finding[],
  scope: Scope,
  registries: RegistryClients,
): Promise<DeepFindings> {
  const contents = new ContentReader(read.registry.primary, registries);
  const checker = new PartChecker(registries);
  const lost = await Promise.all(heldIn(read, scope).map(held => checker.check(held, contents)));
  const platforms = await Promise.all(
    findings
      .filter(({ kind, found }) => kind === 'different' && found !== undefined)
      .map(async finding => {
        const content = await contents.of(`${finding.namespace}/${finding.repository}`, finding.wanted!);
        const platform = content && platformOf(content, finding.found!);
        return platform === undefined ? [] : [[finding, platform] as const];
      }),
  );
  const unasked = [...contents.failures, ...checker.failures].map(([, failure]) => failure);
  return { lost: lost.flat(), platforms: new Map(platforms.flat()), unasked };
}

/** The tags that a rule copies, at the primary and wherever they give the same digest. */
function heldIn({ registry, primary, replicas }: ReadRegistry, scope: Scope): Held[] {
  const there = new Map(replicas.map(replica => [replica.place.instanceId, byPath(replica)]));
  return primary.repositories.flatMap(({ record: { namespace, name: repository }, tags }) =>
    [...tags.values()].flatMap(({ tag, digest }) => {
      const rules = registry.rules.filter(rule => covers(rule, namespace, repository, tag));
      if (rules.length === 0 || !isInScope(scope, namespace, repository)) {
        return [];
      }
      const image = { namespace, repository, tag, digest };
      const targets = rules
        .map(rule => targetOf(rule, repository))
        .filter(at => there.get(at.instanceId)?.get(pathOf(at))?.tags.get(tag)?.digest === digest);
      const places = new Map([{ ...primary.place, namespace, repository }, ...targets].map(at => [keyOf(at), at]));
      return [...places.values()].map(target => ({ ...image, target }));
    }),
  );
}

const keyOf = (at: RepositoryPlace): string => `${at.instanceId}/${pathOf(at)}`;

type Failures = Map<string, { place: Place; reason: string }>;

async function unlessClosed<T>(place: Place, failures: Failures, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return failures.has(place.instanceId) ? undefined : await ask();
  } catch (error) {
    const { region, instanceId } = place;
    failures.set(instanceId, { place: { region, instanceId }, reason: localReason(error) });
    return undefined;
  }
}

/** Reads the content of each image of the primary once. */
class ContentReader {
  readonly failures: Failures = new Map();
  private readonly read = new Map<string, Promise<Content | undefined>>();

  constructor(
    private readonly primary: Place,
    private readonly registries: RegistryClients,
  ) {}

  of(path: string, digest: string): Promise<Content | undefined> {
    const key = `${path}@${digest}`;
    const known = this.read.get(key);
    if (known !== undefined) {
      return known;
    }
    const registry = this.registries.at(this.primary);
    const reading = unlessClosed(this.primary, this.failures, () => readContent(registry, path, digest));
    this.read.set(key, reading);
    return reading;
  }
}

/** Asks for each part of each repository once. */
class PartChecker {
  readonly failures: Failures = new Map();
  private readonly asked = new Map<string, Promise<boolean | undefined>>();

  constructor(private readonly registries: RegistryClients) {}

  async check({ digest, ...image }: Held, contents: ContentReader): Promise<LostPart[]> {
    const content = await contents.of(`${image.namespace}/${image.repository}`, digest);
    const parts = content?.parts ?? [];
    const found = await Promise.all(parts.map(part => this.has(image.target, part)));
    return parts.filter((_, index) => found[index] === false).map(part => ({ ...image, part }));
  }

  private has(target: RepositoryPlace, { kind, digest }: Part): Promise<boolean | undefined> {
    const key = `${keyOf(target)}@${digest}`;
    const known = this.asked.get(key);
    if (known !== undefined) {
      return known;
    }
    const registry = this.registries.at(target);
    const asking = unlessClosed(target, this.failures, () =>
      registry.has(pathOf(target), kind === 'blob' ? 'blobs' : 'manifests', digest),
    );
    this.asked.set(key, asking);
    return asking;
  }
}
