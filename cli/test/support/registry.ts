import type { Instance, Simulator } from 'ros-cdk-simulator';
import { bearer } from '../../../simulator/test/images/logins';
import { Client } from '../../../simulator/test/registry/support/client';

export { type TestImage, image, index, referrer } from '../../../simulator/test/registry/support/images';

/** A client that has logged in to the registry of an instance, as docker does; the instance lets the Internet in. */
export async function clientOf(simulator: Simulator, { region, name }: Instance, repository: string): Promise<Client> {
  const { url } = await simulator.registry(region, name);
  const scope = `repository:${repository}:pull,push,delete`;
  const { headers } = await bearer(url, scope, simulator.login(region, name));
  return new Client(url, repository, headers);
}
