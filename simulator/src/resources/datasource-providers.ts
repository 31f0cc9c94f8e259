import type { Instance } from '../cr/model';
import type { Json, JsonMap } from '../runtime/json';
import { describeInstance } from '../cr/describe';
import { crError } from '../cr/registries';
import type { ResourceProvider, Site } from './provider';

/** A query: it makes nothing and so has nothing to remove. */
function query(
  read: (site: Site, properties: JsonMap) => { physicalId: string; attributes: JsonMap },
): ResourceProvider {
  return {
    seconds: () => 1,
    create: read,
    update: (site, _, properties) => read(site, properties).attributes,
    remove: () => undefined,
  };
}

const filter = (wanted: Json | undefined, value: string) => wanted === undefined || wanted === value;

function instancesOf(site: Site, properties: JsonMap): Instance[] {
  return Object.values(site.world.instances).filter(
    instance =>
      instance.region === site.stack.region &&
      instance.accountId === site.world.accountId &&
      filter(properties.InstanceName, instance.name) &&
      filter(properties.ResourceGroupId, instance.resourceGroupId),
  );
}

/** These two take no instance: they list what the Personal Edition holds. */
const personalEdition = query(() => {
  throw crError('INSTANCE_ID_MISSING', 'This data source lists the Personal Edition, which is not simulated.');
});

export const DATASOURCES: Readonly<Record<string, ResourceProvider>> = {
  'DATASOURCE::CR::Instance': query((site, properties) => {
    const instance = site.registries.instance(String(properties.InstanceId), site.stack.region);
    const { InstanceId, InstanceName, InstanceSpecification, CreateTime, ModifiedTime, ResourceGroupId } =
      describeInstance(instance);
    return {
      physicalId: instance.id,
      attributes: { InstanceId, InstanceName, InstanceSpecification, CreateTime, ModifiedTime, ResourceGroupId },
    };
  }),
  'DATASOURCE::CR::Instances': query((site, properties) => {
    const instances = instancesOf(site, properties);
    const ids = instances.map(instance => instance.id);
    return { physicalId: ids.join(','), attributes: { InstanceIds: ids, Instances: instances.map(describeInstance) } };
  }),
  'DATASOURCE::CR::Namespaces': personalEdition,
  'DATASOURCE::CR::Repositories': personalEdition,
};
