import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { directory } from './support/assemblies';
import { flat } from './support/commands';
import { HOME, consoleOf } from './support/images';
import { globalRegistryCommand } from './support/process';

const OTHER = '9876543210987654';
let simulator: Simulator;
let instanceId: string;
let foreignId: string;
beforeAll(async () => {
  simulator = await startSimulator();
  instanceId = simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] }).id;
  const foreign = { region: 'cn-hangzhou', name: 'theirs', accountId: OTHER, namespaces: ['prod'] };
  foreignId = simulator.addRegistry(foreign).id;
  await consoleOf(simulator)('CreateRepoSyncRule', HOME, {
    InstanceId: instanceId,
    SyncRuleName: 'to-them',
    SyncScope: 'NAMESPACE',
    SyncTrigger: 'PASSIVE',
    NamespaceName: 'prod',
    TagFilter: '.*',
    TargetInstanceId: foreignId,
    TargetRegionId: 'cn-hangzhou',
    TargetNamespaceName: 'prod',
    TargetUserId: OTHER,
  });
  await simulator.pushImage({ region: HOME, instanceId, namespace: 'prod', repository: 'api', tag: 'v1' });
});
afterAll(() => simulator.close());

async function told(...parameters: string[]) {
  const at = ['--registry', `${instanceId}@${HOME}`, '--endpoint', simulator.endpoint];
  const { code, stdout, stderr } = await globalRegistryCommand([...parameters, ...at], {
    cwd: directory(),
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.credentials.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.credentials.accessKeySecret,
      GLOBAL_REGISTRY_PACE: '0.01',
    },
  });
  return { code, stderr, text: flat(stdout) };
}

const WORDS = 'the instance cri-ID belongs to another account, into which these credentials do not see';

describe('a target in another account', () => {
  test('is named by verify as what could not be read', async () => {
    const { code, text } = await told('verify');
    expect(text).toContain(`cn-hangzhou could not be read: ${WORDS}`);
    expect(code).toBe(1);
  });

  test('is not waited for, unless it is asked for, which fails', async () => {
    const all = await told('wait', 'prod/api:v1');
    expect(all.text).toContain(`cn-hangzhou: not waited for, since ${WORDS}.`);
    expect(all.text).toContain(
      'A rule copies it there; whether it has arrived, only the owner of that account can tell.',
    );
    expect(all.code).toBe(1);
    const one = await told('wait', 'prod/api:v1', '--in', 'cn-hangzhou');
    expect(one.text).toContain(WORDS);
    expect(one.code).toBe(1);
  });

  test('is explained by its last copy, and by who can tell more', async () => {
    const { code, text } = await told('explain', 'prod/api:v1', '--in', 'cn-hangzhou');
    expect(text).toContain(`Whether it is there is not known: ${WORDS}; its last copy `);
    expect(text).toContain('Ask the owner of that account to look at it.');
    expect(code).toBe(1);
  });

  test('is left alone by backfill, which says so', async () => {
    const { text, stderr } = await told('backfill', '--dry-run');
    expect(flat(`${stderr} ${text}`)).toContain(WORDS);
  });

  test('is no place whose hosts are asked for', async () => {
    const { text } = await told('wait', 'theirs-registry.cn-hangzhou.cr.aliyuncs.com/prod/api:v1');
    expect(text).toContain('theirs-registry.cn-hangzhou.cr.aliyuncs.com is no host of cri-ID in eu-central-1');
  });
});

describe('a registry', () => {
  test('is named by its region and name as well as by its id, as in pull-config', async () => {
    const run = (registry: string) =>
      globalRegistryCommand(['verify', '--registry', registry, '--endpoint', simulator.endpoint], {
        cwd: directory(),
        env: {
          ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.credentials.accessKeyId,
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.credentials.accessKeySecret,
          GLOBAL_REGISTRY_PACE: '0.01',
        },
      });
    const [byId, byName] = [await run(`${instanceId}@${HOME}`), await run(`${HOME}/acme`)];
    expect(byName).toEqual(byId);
    expect((await run(`${HOME}/nobody`)).stderr).toBe(
      'error: The registry nobody does not exist in eu-central-1. Look at the name.\n',
    );
    expect((await run('acme')).stderr).toContain('It has the form cri-...@REGION or REGION/NAME');
  });
});
