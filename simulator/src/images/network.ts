import type { Instance } from '../cr/model';

/** Where a client stands: somewhere on the Internet, or inside a VPC that is linked to the instance. */
export type Door = 'internet' | 'vpc';

const MODULE = 'Registry';

/** Why a client does not reach an instance by that way; undefined where it does. */
export function unreachable(instance: Instance, door: Door, address: string): string | undefined {
  const { internet, vpcs, name, region } = instance;
  const which = `The registry ${name} in ${region}`;
  if (door === 'vpc') {
    return vpcs.some(({ module }) => module === MODULE)
      ? undefined
      : `${which} is linked to no VPC, so no client is inside one. Link the VPC of the client.`;
  }
  if (!internet.enabled) {
    return `${which} has its Internet endpoint off. Switch it on, or come from a linked VPC.`;
  }
  return internet.entries.some(({ entry, module }) => module === MODULE && contains(entry, address))
    ? undefined
    : `${which} does not let in the address ${address}, which is not on its access list. Add it to the list, or come from a linked VPC.`;
}

/** Whether an address such as `203.0.113.7` is in a block such as `203.0.113.0/24`. */
export function contains(block: string, address: string): boolean {
  const [base, bits = '32'] = block.split('/');
  const mask = Number(bits) === 0 ? 0 : (-1 << (32 - Number(bits))) >>> 0;
  return (numberOf(base) & mask) >>> 0 === (numberOf(address) & mask) >>> 0;
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => ((sum << 8) | Number(part)) >>> 0, 0);
}
