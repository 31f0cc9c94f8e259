import { GlobalRegistry, Grantee, PublicAccess } from '../lib';
import { type Simulator, startSimulator } from '../simulator/src';
import { bearer } from '../simulator/test/images/logins';
import { Client, refusal } from '../simulator/test/registry/support/client';
import { image, writeLayout } from '../simulator/test/registry/support/images';
import { debianTool, run } from '../simulator/test/registry/support/tools';
import { synth, temporaryDirectory } from './support/assembly';
import { deployAll } from './support/deployment';
import { acme } from './support/registries';

const HOME = 'eu-central-1';
const AWAY = 'cn-hangzhou';
const PASSWORD = 'simulator-secret';
const IMAGE = image();

let simulator: Simulator;
afterEach(() => simulator.close());

/** Deploys a registry whose access the test declares, which the Internet reaches. */
async function deployed(declare: (registry: GlobalRegistry) => void): Promise<void> {
  const assembly = synth(app =>
    declare(
      acme(app, {
        publicAccess: PublicAccess.fromCidrs('203.0.113.0/24'),
        namespaces: [{ name: 'prod' }, { name: 'team' }],
      }),
    ),
  );
  simulator = await startSimulator();
  await deployAll(simulator, assembly);
  await new Client(
    await urlOf(HOME),
    'prod/api',
    (await bearerOf(HOME, 'prod/api', simulator.login(HOME))).headers,
  ).push(IMAGE, 'v1');
  await simulator.advance(3_600_000);
}

const urlOf = async (region: string) => (await simulator.registry(region)).url;
const bearerOf = async (region: string, repository: string, login: { user: string; password: string }) =>
  bearer(await urlOf(region), `repository:${repository}:pull,push`, login);

/** What somebody may do, as the registry answers when it is tried. */
async function tried(user: string, region: string, repository: string): Promise<string> {
  const { status, headers } = await bearerOf(region, repository, { user, password: PASSWORD });
  if (status !== 200) {
    return 'is not let in';
  }
  const client = new Client(await urlOf(region), repository, headers);
  const pull = await client.send('GET', `manifests/${IMAGE.digest}`);
  const push = await client.send('POST', 'blobs/uploads/');
  const does = [pull.status !== 403 && 'pulls', push.status === 202 && 'pushes'].filter(Boolean).join(' and ');
  return does === '' ? refusal(push).message : does;
}

describe('with the policies that a grant makes', () => {
  test.each(['role', 'user', 'group'] as const)(
    'a %s pulls what grantPull lets it pull, and pushes nothing',
    async kind => {
      await deployed(registry => registry.grantPull(Grantee[kind]('reader')));
      expect(await tried(`${kind}/reader`, HOME, 'prod/api')).toBe('pulls');
      expect(await tried(`${kind}/reader`, AWAY, 'prod/api')).toBe('pulls');
      expect(await tried(`${kind}/other`, HOME, 'prod/api')).toBe('is not let in');
    },
  );

  test('a builder pushes to the primary alone with grantPush, and reads nothing', async () => {
    await deployed(registry => registry.grantPush(Grantee.user('builder')));
    expect(await tried('user/builder', HOME, 'prod/api')).toBe('pushes');
    expect(await tried('user/builder', HOME, 'prod/new')).toBe('pushes');
    expect(await tried('user/builder', AWAY, 'prod/api')).toBe('user/builder may not push prod/api.');
    const { headers } = await bearerOf(HOME, 'prod/new', { user: 'user/builder', password: PASSWORD });
    const client = new Client(await urlOf(HOME), 'prod/new', headers);
    await client.push(IMAGE, 'v1');
    expect(refusal(await client.send('GET', 'manifests/v1')).message).toBe('user/builder may not pull prod/new.');
  });

  test('a build pushes and pulls in its namespace with grantPullPush, and nowhere else', async () => {
    await deployed(registry => registry.namespaces[0].grantPullPush(Grantee.role('ci')));
    expect(await tried('role/ci', HOME, 'prod/api')).toBe('pulls and pushes');
    expect(await tried('role/ci', AWAY, 'prod/api')).toBe('pulls');
    expect(await tried('role/ci', HOME, 'team/api')).toBe('role/ci may not push team/api.');
  });

  const skopeo = debianTool('skopeo');
  (skopeo ? test : test.skip)('skopeo pushes and pulls as they say, and is refused with the reason', async () => {
    await deployed(registry => {
      registry.grantPull(Grantee.role('reader'));
      registry.grantPullPush(Grantee.user('ci'));
    });
    const layout = temporaryDirectory('layout-');
    writeLayout(layout, 'v2', IMAGE);
    const host = async (region: string) => (await urlOf(region)).replace('http://', '');
    const copy = (...rest: string[]) =>
      run(skopeo as string, ['--insecure-policy', 'copy', '--preserve-digests', ...rest]);
    const push = async (user: string) =>
      copy(
        '--dest-tls-verify=false',
        `--dest-creds=${user}:${PASSWORD}`,
        `oci:${layout}:v2`,
        `docker://${await host(HOME)}/prod/api:v2`,
      );
    await expect(push('role/reader')).rejects.toThrow(/role\/reader may not push prod\/api\./);
    await push('user/ci');
    await simulator.advance(3_600_000);
    const pulled = temporaryDirectory('pulled-');
    const source = `docker://${await host(AWAY)}/prod/api@${IMAGE.digest}`;
    await copy('--src-tls-verify=false', `--src-creds=role/reader:${PASSWORD}`, source, `oci:${pulled}:v2`);
    expect(simulator.tasks().map(({ status }) => status)).toEqual(['SUCCESS', 'SUCCESS']);
  });
});
