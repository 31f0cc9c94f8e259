import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { CrApi } from '../src/cloud/cr-api';
import { connectionTo } from './support/cloud';
import { flat } from './support/commands';
import { LibraryApp } from './support/library-app';
import { schemaProblems } from './support/schema';

let simulator: Simulator;
/** A key whose parts stand in nothing else that is told. */
const credentials = { accessKeyId: 'LTAI-of-this-test', accessKeySecret: 'secret-of-this-test' };
beforeEach(async () => void (simulator = await startSimulator({ credentials })));
afterEach(() => simulator.close());

/** Times and ids are of the moment. */
const still = (text: string) => text.replace(/^It took .*/m, 'It took AGES.').replaceAll(/cri-[a-z0-9]{16}/g, 'cri-ID');

async function end(app: LibraryApp, ...parameters: string[]): Promise<string> {
  const { code, stdout } = await app.run('deploy', '--yes', ...parameters);
  expect(code).toBe(0);
  return still(stdout);
}

/** The end of a deployment that leaves something to a person. */
async function endNotAsDeclared(app: LibraryApp): Promise<string> {
  const { code, stdout } = await app.run('deploy', '--yes');
  expect([code, stdout]).toEqual([
    1,
    expect.stringContaining('Not everything is as it is declared. What is not:\n  global-registry status --'),
  ]);
  return still(stdout);
}

const PASSWORD = [
  'The password is the AuthorizationToken in the answer of this command, good for',
  'an hour; for another registry, put in its region and id:',
  '  aliyun cr GetAuthorizationToken --region eu-central-1 \\',
  '    --InstanceId cri-ID',
];

describe('the end of a deployment', () => {
  test('tells whole, at 80 columns, the logins that can work, with the user name, and where nobody can get in yet', async () => {
    const app = new LibraryApp(
      simulator,
      `{ instanceName: 'acme', namespaces: [{ name: 'prod' }],
         publicAccess: PublicAccess.fromCidrs('203.0.113.0/24', '198.51.100.7/32'),
         primary: { region: 'eu-central-1' },
         replicas: [
           { region: 'cn-hangzhou', publicAccess: PublicAccess.none(), vpcAccess: [{ vpcId: 'vpc-1a', vswitchId: 'vsw-1a' }] },
           { region: 'us-east-1', publicAccess: PublicAccess.none() },
         ] }`,
    );
    expect(await end(app)).toBe(
      [
        '5 stacks deployed, 0 unchanged.',
        '',
        'eu-central-1  primary  cri-ID',
        '  docker login --username=cr_temp_user \\',
        '      acme-registry.eu-central-1.cr.aliyuncs.com',
        '    from 198.51.100.7/32, 203.0.113.0/24',
        '',
        'cn-hangzhou  replica  cri-ID',
        '  docker login --username=cr_temp_user \\',
        '      acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com',
        '    inside vpc-1a',
        '',
        'us-east-1  replica  cri-ID',
        '  Nobody can get in yet: its Internet access is off, and no VPC is linked.',
        '',
        'To let somebody in, give that region publicAccess:',
        "PublicAccess.fromCidrs('203.0.113.0/24'), with the addresses of your clients, or",
        "vpcAccess: [{ vpcId: 'vpc-...', vswitchId: 'vsw-...' }]; then deploy again.",
        '',
        ...PASSWORD,
        '',
        'It took AGES.',
        '',
      ].join('\n'),
    );
  });

  test('leads to a login by what it says of a registry that nobody can get in to', async () => {
    const app = new LibraryApp(simulator, "{ instanceName: 'acme', primary: { region: 'eu-central-1' } }");
    const [opening] = /publicAccess: ?\s?PublicAccess\.fromCidrs\('[^']*'\)/.exec(await end(app)) ?? [];
    app.write(`{ instanceName: 'acme', primary: { region: 'eu-central-1', ${opening} } }`);
    expect(await end(app)).toContain(
      '  docker login --username=cr_temp_user \\\n      acme-registry.eu-central-1.cr.aliyuncs.com\n    from 203.0.113.0/24\n',
    );
  });

  test('names who logs in with the password of the app, and keeps to its schema', async () => {
    const app = new LibraryApp(
      simulator,
      `{ instanceName: 'acme', primary: { region: 'eu-central-1', publicAccess: PublicAccess.fromCidrs('203.0.113.0/24') },
         loginPassword: '{{resolve:kms-secret:password}}' }`,
    );
    const text = await end(app);
    expect(text).toContain('docker login --username=simulator@account');
    expect(text).toContain('\nThe password is the loginPassword of the app.\n');
    const document = JSON.parse((await app.run('deploy', '--yes', '--json')).stdout);
    expect(schemaProblems('deploy', document)).toEqual([]);
    expect(document.registries[0].login).toEqual({ user: 'simulator@account', password: 'app' });
    expect(document.registries[0].access).toMatchObject({ reachable: true, vpcs: [] });
  });

  test('warns of a list that somebody emptied, which lets everybody in', async () => {
    const { id } = simulator.addRegistry({ region: 'eu-central-1', name: 'acme' });
    const query = { InstanceId: id, EndpointType: 'Internet', ModuleName: 'Registry' };
    const console = new CrApi(connectionTo(simulator));
    await console.call('UpdateInstanceEndpointStatus', 'eu-central-1', { ...query, Enable: true });
    const app = new LibraryApp(
      simulator,
      `{ instanceName: 'acme', namespaces: [{ name: 'prod' }], primary: { region: 'eu-central-1', existingInstanceId: '${id}' } }`,
    );
    expect(flat(await end(app))).toContain(
      'Nobody can get in yet: its list lets in nobody from the Internet, and no VPC is linked.',
    );
    await console.call('DeleteInstanceEndpointAclPolicy', 'eu-central-1', { ...query, Entry: '127.0.0.1/32' });
    expect(await endNotAsDeclared(app)).toContain('    from everywhere: its list is empty\n');
  });

  test('says where it is not known who can get in, so that it is not known either whether all is as declared', async () => {
    const app = new LibraryApp(simulator, "{ instanceName: 'acme', primary: { region: 'eu-central-1' } }");
    simulator.faults.add({ kind: 'unsuccessful', action: 'GetInstanceEndpoint', code: 'Forbidden', message: 'No.' });
    const { code, stdout, stderr } = await app.run('deploy', '--yes');
    expect([code, flat(stderr).trim()]).toEqual([
      1,
      expect.stringContaining('error: No. Which permissions are missing: global-registry doctor --'),
    ]);
    expect(still(stdout)).toContain('eu-central-1  primary  cri-ID\n  Who can get in is not known: No.\n');
  });

  test('shows no name where the service tells none', async () => {
    const app = new LibraryApp(
      simulator,
      "{ instanceName: 'acme', primary: { region: 'eu-central-1', publicAccess: PublicAccess.fromCidrs('203.0.113.0/24') } }",
    );
    simulator.faults.add({ kind: 'unsuccessful', action: 'GetAuthorizationToken', code: 'Forbidden', message: 'No.' });
    const text = await end(app);
    expect(text).toContain('docker login --username=YOUR_USER_NAME');
    expect(text).toContain('  Who would log in is not known: No.\n');
  });
});
