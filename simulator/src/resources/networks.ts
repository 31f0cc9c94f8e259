import { crError } from '../cr/errors';
import type { JsonMap } from '../runtime/json';
import type { Existing, Made, ResourceContext, ResourceProvider } from './provider';
import type { Network } from './state';

type Where = Pick<ResourceContext, 'region' | 'world'>;

/** States that were kept by an earlier release have none. */
function networksOf({ world }: Where): Record<string, Network> {
  return (world.networks ??= {});
}

/** A stand-in that is remembered as a network, by its id. */
export function asNetwork(provider: ResourceProvider): ResourceProvider {
  const remember = (context: ResourceContext, id: string, { VpcId }: JsonMap): void => {
    const vpcId = typeof VpcId === 'string' ? VpcId : undefined;
    networksOf(context)[id] = { region: context.region, ...(vpcId !== undefined && { vpcId }) };
  };
  return {
    ...provider,
    create(context: ResourceContext, properties: JsonMap): Made {
      const made = provider.create(context, properties);
      remember(context, made.physicalId, properties);
      return made;
    },
    update(context: ResourceContext, existing: Existing, properties: JsonMap): JsonMap {
      remember(context, existing.physicalId, properties);
      return provider.update!(context, existing, properties);
    },
    remove(context: ResourceContext, existing: Existing): void {
      delete networksOf(context)[existing.physicalId];
      provider.remove(context, existing);
    },
  };
}

/** Refuses a link of which it is known that it cannot be: what no stack has made is taken as it is. */
export function checkLink(context: Where, vpcId: string, vswitchId: string): void {
  const networks = networksOf(context);
  for (const [id, network] of [vpcId, vswitchId].map(key => [key, networks[key] as Network | undefined] as const)) {
    if (network !== undefined && network.region !== context.region) {
      throw crError('VPC_INVALID', `${id} is in ${network.region}, but the instance is in ${context.region}.`);
    }
  }
  const home = (networks[vswitchId] as Network | undefined)?.vpcId;
  if (home !== undefined && home !== vpcId) {
    throw crError('VSWITCH_INVALID', `The vSwitch ${vswitchId} is in the VPC ${home}, not in ${vpcId}.`);
  }
}
