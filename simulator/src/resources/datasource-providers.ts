import type { Instance } from '../cr/model';
import type { Json, JsonMap } from '../runtime/json';
import { describeInstance } from '../cr/describe';
import { crError } from '../cr/errors';
import type { ResourceProvider, ResourceContext } from './provider';

/** A query: it makes nothing and so has nothing to remove. */
function query(
  read: (context: ResourceContext, properties: JsonMap) => { physicalId: string; attributes: JsonMap },
): ResourceProvider {
  return {
    seconds: () => 1,
    create: read,
    update: (context, _, properties) => read(context, properties).attributes,
    remove: () => undefined,
  };
}

const filter = (wanted: Json | undefined, value: string) => wanted === undefined || wanted === value;

function instancesOf(context: ResourceContext, properties: JsonMap): Instance[] {
  return Object.values(context.world.instances).filter(
    instance =>
      instance.region === context.region &&
      instance.accountId === context.world.accountId &&
      filter(properties.InstanceName, instance.name) &&
      filter(properties.ResourceGroupId, instance.resourceGroupId),
  );
}

/** These two take no instance: they list what the Personal Edition holds. */
const personalEdition = query(() => {
  throw crError('INSTANCE_ID_MISSING', 'This data source lists the Personal Edition, which is not simulated.');
});

const listedRecord = (instance: Instance): JsonMap => ({ ...describeInstance(instance), RegionId: instance.region });

export const DATASOURCES: Readonly<Record<string, ResourceProvider>> = {
  'DATASOURCE::CR::Instance': query((context, properties) => {
    const instance = context.registries.instance(String(properties.InstanceId), context.region);
    const { InstanceId, InstanceName, InstanceSpecification, CreateTime, ModifiedTime, ResourceGroupId } =
      describeInstance(instance);
    return {
      physicalId: instance.id,
      attributes: { InstanceId, InstanceName, InstanceSpecification, CreateTime, ModifiedTime, ResourceGroupId },
    };
  }),
  'DATASOURCE::CR::Instances': query((context, properties) => {
    const instances = instancesOf(context, properties);
    const ids = instances.map(instance => instance.id);
    return { physicalId: ids.join(','), attributes: { InstanceIds: ids, Instances: instances.map(listedRecord) } };
  }),
  'DATASOURCE::CR::Namespaces': personalEdition,
  'DATASOURCE::CR::Repositories': personalEdition,
};
