import { Account } from '../account';
import { FOREIGN, NAMESPACES, PRIMARY, REPOSITORIES } from './world';

/** The instances that were bought in the console, by region. */
export const BOUGHT: Readonly<Record<string, string>> = {
  [PRIMARY]: 'cri-0000primary',
  'cn-hangzhou': 'cri-000hangzhou',
  [FOREIGN]: 'cri-0000foreign',
};
export const FOREIGN_ACCOUNT = '2222222222222222';

/** What is in an instance that was bought in the console: one namespace, or all of them where the owner has prepared it. */
export function preparedNamespaces(region: string): string[] {
  return region === FOREIGN ? NAMESPACES : ['old'];
}

/** An account as it is before the first deployment. */
export async function openAccount(): Promise<Account> {
  const registries = Object.entries(BOUGHT).map(([region, instanceId]) => ({
    region,
    instanceId,
    name: 'bought',
    namespaces: preparedNamespaces(region),
    accountId: region === FOREIGN ? FOREIGN_ACCOUNT : undefined,
  }));
  const account = await Account.open(registries);
  for (const { region, instanceId, namespaces } of registries) {
    for (const [namespace, repository] of namespaces.flatMap(name => REPOSITORIES.map(other => [name, other]))) {
      await account.simulator.pushImage({ region, instanceId, namespace, repository, tag: 'v1' });
    }
  }
  return account;
}
