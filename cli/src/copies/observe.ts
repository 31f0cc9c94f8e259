import { localReason } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import type { ImageClient } from '../cloud/image-client';
import type { RepositoryPlace } from '../domain/image-records';
import { type CopyRule, whyForeign } from '../images/copy-rule';
import type { Observation } from '../images/observation';

type AtReplica = Pick<
  Observation,
  'unreadable' | 'foreign' | 'status' | 'namespace' | 'repository' | 'found' | 'quota'
>;

/** Looks at everything that decides whether one image is at one replica. */
export async function observe(
  image: Observation['image'],
  target: RepositoryPlace,
  rules: readonly CopyRule[],
  services: { cr: CrClient; images: ImageClient },
): Promise<Observation> {
  const [tasks, replica] = await Promise.all([
    services.images.copies(image, image.tag),
    whyForeign(rules[0]) === undefined ? atReplica(image.tag, target, services) : { foreign: whyForeign(rules[0]) },
  ]);
  const mine = tasks.filter(
    task =>
      task.target.instanceId === target.instanceId &&
      task.target.namespace === target.namespace &&
      task.target.repository === target.repository,
  );
  return { image, target, rules, tasks: mine, ...replica };
}

async function atReplica(
  tag: string,
  target: RepositoryPlace,
  { cr, images }: { cr: CrClient; images: ImageClient },
): Promise<AtReplica> {
  try {
    const instance = await cr.getInstance(target.region, target.instanceId);
    if (instance === undefined) {
      return {};
    }
    const [namespaces, repository, quota] = await Promise.all([
      images.namespaces(target),
      images.repository(target),
      images.repositoryQuota(target),
    ]);
    const found = repository === undefined ? undefined : (await images.tag(target, repository.id, tag))?.digest;
    const namespace = namespaces.find(({ name }) => name === target.namespace);
    return { status: instance.status, namespace, repository, found, quota };
  } catch (error) {
    return { unreadable: localReason(error) };
  }
}
