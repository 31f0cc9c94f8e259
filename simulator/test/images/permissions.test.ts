import { type Simulator, startSimulator } from '../../src';
import { Client } from '../registry/support/client';
import type { Map } from '../support/clients';
import { bearer } from './logins';
import { HOME, allow, deployRole, openToInternet } from './support';

let simulator: Simulator;
let url: string;
let instanceId: string;
beforeEach(async () => {
  simulator = await startSimulator();
  const registry = simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] });
  await openToInternet(simulator, registry, '203.0.113.10/32');
  ({ url, instanceId } = await simulator.registry(HOME));
  await simulator.pushImage({ region: HOME, instanceId, namespace: 'prod', repository: 'api', tag: 'v1' });
});
afterEach(() => simulator.close());

const on = (path: string) => `acs:cr:eu-central-1:${simulator.accountId}:repository/${instanceId}/${path}`;
const role = (statements: readonly Map[], attached?: Map) => deployRole(simulator, 'ci', statements, attached);

/** What the role may do with a repository. */
async function may(repository: string): Promise<string[]> {
  const login = { user: 'role/ci', password: 'simulator-secret' };
  const { headers } = await bearer(url, `repository:${repository}:pull,push,delete`, login);
  const client = new Client(url, repository, headers);
  const tried = {
    pull: await client.send('GET', 'tags/list'),
    push: await client.send('POST', 'blobs/uploads/'),
    delete: await client.send('DELETE', 'manifests/none'),
  };
  return Object.entries(tried).flatMap(([action, { status }]) => (status === 403 ? [] : [action]));
}

describe('a role', () => {
  test('A63 pulls, pushes, creates and deletes by the action of each', async () => {
    await role([
      allow(['cr:PullRepository', 'cr:PushRepository'], on('prod/*')),
      allow(['cr:CreateRepository'], on('prod/new')),
      allow(['cr:DeleteRepository'], on('prod/api')),
    ]);
    expect(await may('prod/api')).toEqual(['pull', 'push', 'delete']);
    expect(await may('prod/new')).toEqual(['pull', 'push']);
    expect(await may('prod/other')).toEqual(['pull']);
  });

  test('may not what one statement denies, whatever others allow', async () => {
    await role([allow(['cr:*'], '*'), { ...allow(['cr:PushRepository'], on('prod/a?i')), Effect: 'Deny' }]);
    expect(await may('prod/api')).toEqual(['pull', 'delete']);
  });

  test('gets nothing by a statement with a condition, for there is nothing to look it up in', async () => {
    await role([
      { ...allow(['cr:PullRepository'], '*'), Condition: { IpAddress: { 'acs:SourceIp': ['203.0.113.0/24'] } } },
    ]);
    expect(await may('prod/api')).toEqual([]);
  });

  test('reads by the system policy for reading', async () => {
    await role([], { System: ['AliyunContainerRegistryReadOnlyAccess'] });
    expect(await may('prod/api')).toEqual(['pull']);
  });
});
