import { localReason } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import type { ImageClient } from '../cloud/image-client';
import type { RepositoryPlace } from '../domain/image-records';
import { type CopyRule, whyForeign } from '../images/copy-rule';
import type { Destination } from '../images/destinations';
import type { Observation } from '../images/observation';

type AtReplica = Pick<
  Observation,
  'unreadable' | 'foreign' | 'status' | 'namespace' | 'repository' | 'found' | 'quota' | 'elsewhere'
>;

/** Looks at everything that decides whether one image is at one replica. */
export async function observe(
  image: Observation['image'],
  destination: Destination,
  rules: readonly CopyRule[],
  services: { cr: CrClient; images: ImageClient },
): Promise<Observation> {
  const { target } = destination;
  const [tasks, replica] = await Promise.all([
    services.images.copies(image, image.tag),
    whyForeign(rules[0]) === undefined
      ? atReplica(image.tag, destination, services)
      : { foreign: whyForeign(rules[0]), elsewhere: [] },
  ]);
  const mine = tasks.filter(
    task =>
      task.target.instanceId === target.instanceId &&
      task.target.namespace === target.namespace &&
      task.target.repository === target.repository,
  );
  return { image, target, destination, rules, tasks: mine, ...replica };
}

async function atReplica(
  tag: string,
  { target, elsewhere }: Destination,
  { cr, images }: { cr: CrClient; images: ImageClient },
): Promise<AtReplica> {
  try {
    const instance = await cr.getInstance(target.region, target.instanceId);
    if (instance === undefined) {
      return { elsewhere: [] };
    }
    const [namespaces, repository, quota] = await Promise.all([
      images.namespaces(target),
      images.repository(target),
      images.repositoryQuota(target),
    ]);
    const found = repository === undefined ? undefined : (await images.tag(target, repository.id, tag))?.digest;
    const others = elsewhere.map(async place => ({ place, found: await digestAt(place, tag, images) }));
    const namespace = namespaces.find(({ name }) => name === target.namespace);
    return { status: instance.status, namespace, repository, found, quota, elsewhere: await Promise.all(others) };
  } catch (error) {
    return { unreadable: localReason(error), elsewhere: [] };
  }
}

async function digestAt(place: RepositoryPlace, tag: string, images: ImageClient): Promise<string | undefined> {
  const record = await images.repository(place);
  return record === undefined ? undefined : (await images.tag(place, record.id, tag))?.digest;
}
