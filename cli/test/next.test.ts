import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { CrApi } from '../src/cloud/cr-api';
import { consoleRule } from './support/console-rule';
import { connectionTo } from './support/cloud';
import { flat } from './support/commands';
import { LibraryApp } from './support/library-app';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const REGION = 'eu-central-1';
/** A call as somebody makes it in the console. */
const console = (action: string, query: Record<string, unknown>) =>
  new CrApi(connectionTo(simulator)).call(action, REGION, query);

const bought = () => simulator.registries(REGION)[0].id;
const props = (primary: string, namespace = "{ name: 'prod' }", more = '') =>
  `{ instanceName: 'acme', primary: { region: '${REGION}', ${primary} }, namespaces: [${namespace}], ${more} }`;

/** What is to be done next, as the command says it. */
async function next(app: LibraryApp): Promise<string> {
  const { code, stdout, stderr } = await app.run('deploy', '--yes');
  expect([code, stderr]).toEqual([1, expect.any(String)]);
  return flat(stdout.slice(stdout.indexOf('Next: '))).trim();
}

/** Why nothing is deployed, as the plan says it. */
async function refusal(app: LibraryApp): Promise<string> {
  const { code, stderr } = await app.run('deploy', '--yes');
  expect([code, simulator.stacks()]).toEqual([1, []]);
  return flat(stderr);
}

const succeed = async (app: LibraryApp) => {
  const { code, stdout, stderr } = await app.run('deploy', '--yes');
  expect([code, code === 0 ? '' : `${stdout}${stderr}`]).toEqual([0, '']);
};

describe('what is said to be done next leads on, after', () => {
  test('a namespace that is there already', async () => {
    const { id } = simulator.addRegistry({ region: REGION, name: 'acme', namespaces: ['prod'] });
    const app = new LibraryApp(simulator, props(`existingInstanceId: '${id}'`));
    expect(await refusal(app)).toContain(
      `The registry cri-ID in ${REGION} has a namespace prod already, and the app makes it. Write existingIn: ['${REGION}'] for that namespace.`,
    );
    app.write(props(`existingInstanceId: '${id}'`, `{ name: 'prod', existingIn: ['${REGION}'] }, { name: 'dev' }`));
    await succeed(app);
  });

  test('a registry that a deleted stack left, with its namespaces and the entry that lets nobody in', async () => {
    const open = "publicAccess: PublicAccess.fromCidrs('203.0.113.0/24')";
    const app = new LibraryApp(simulator, props(open));
    await succeed(app);
    expect((await app.run('destroy', '--confirm', 'acme')).code).toBe(0);
    expect(flat((await app.run('plan')).stdout)).toContain(
      "Take it as it is with existingInstanceId: 'cri-ID', and as it has the namespace prod already, existingIn: ['eu-central-1'] on it; " +
        'or choose another instanceName.',
    );
    const existing = `existingInstanceId: '${bought()}'`;
    const namespace = `{ name: 'prod', existingIn: ['${REGION}'] }`;
    app.write(props(`${existing}, ${open}`, namespace));
    expect(await next(app)).toContain(
      'Next: Access to the registry in eu-central-1 was closed before, and its entry 127.0.0.2/32 is still there. ' +
        'Say so in the app, for that region, behind what its publicAccess is: .reopened(1), such as PublicAccess.fromCidrs(...).reopened(1). Then run: ',
    );
    app.write(props(`${existing}, ${open}.reopened(1)`, namespace));
    await succeed(app);
    expect(simulator.registries(REGION)).toHaveLength(1);
  });

  test('a repository that is there already', async () => {
    const { id } = simulator.addRegistry({ region: REGION, name: 'acme', namespaces: ['prod'] });
    await console('CreateRepository', {
      InstanceId: id,
      RepoNamespaceName: 'prod',
      RepoName: 'api',
      RepoType: 'PRIVATE',
      Summary: 'x',
    });
    const app = (repository: string) =>
      props(
        `existingInstanceId: '${id}'`,
        `{ name: 'prod', existingIn: ['${REGION}'], autoCreateRepositories: false, repositories: [${repository}, { name: 'web' }] }`,
      );
    const mine = new LibraryApp(simulator, app("{ name: 'api' }"));
    expect(await next(mine)).toContain(
      "Next: The repository api is in eu-central-1 already. Say so in the app: existingIn: ['eu-central-1'] on that repository. Then run: ",
    );
    mine.write(app(`{ name: 'api', existingIn: ['${REGION}'] }`));
    await succeed(mine);
  });

  test('an address block that somebody let in', async () => {
    const open = "publicAccess: PublicAccess.fromCidrs('203.0.113.0/24')";
    const { id } = simulator.addRegistry({ region: REGION, name: 'acme' });
    const endpoint = { InstanceId: id, EndpointType: 'Internet', ModuleName: 'Registry' };
    const entry = { ...endpoint, Entry: '203.0.113.0/24' };
    await console('UpdateInstanceEndpointStatus', { ...endpoint, Enable: true });
    await console('CreateInstanceEndpointAclPolicy', entry);
    const app = new LibraryApp(simulator, props(`existingInstanceId: '${id}', ${open}`));
    expect(await next(app)).toContain(
      'Next: 203.0.113.0/24 was let in to the registry in eu-central-1 by somebody else. Remove that entry in the console of Container Registry, ' +
        'but none of 127.0.0.0/8; or leave it out of publicAccess. Then run: ',
    );
    await console('DeleteInstanceEndpointAclPolicy', entry);
    await succeed(app);
  });

  test('a VPC that somebody linked', async () => {
    const { id } = simulator.addRegistry({ region: REGION, name: 'acme' });
    await console('CreateInstanceVpcEndpointLinkedVpc', {
      InstanceId: id,
      ModuleName: 'Registry',
      VpcId: 'vpc-1a',
      VswitchId: 'vsw-1a',
    });
    const link = "vpcAccess: [{ vpcId: 'vpc-1a', vswitchId: 'vsw-1a' }]";
    const app = new LibraryApp(simulator, props(`existingInstanceId: '${id}', ${link}`));
    expect(await next(app)).toContain(
      'Next: The VPC vpc-1a was linked to the registry in eu-central-1 by somebody else. Remove that link in the console of Container Registry ' +
        '(Access Control > VPC), or leave the VPC out of vpcAccess. Then run: ',
    );
    app.write(props(`existingInstanceId: '${id}'`));
    await succeed(app);
  });

  test('a sync rule of that name', async () => {
    const app = new LibraryApp(simulator, props('', undefined, "replicas: [{ region: 'cn-hangzhou' }]"));
    await succeed(app);
    const [{ rule, ...arrow }] = simulator.arrows();
    const stack = 'acme-eu-central-1-to-cn-hangzhou';
    expect((await app.run('destroy', '--confirm', 'acme', '--only', stack)).code).toBe(0);
    const { SyncRuleId: id } = await console('CreateRepoSyncRule', {
      InstanceId: arrow.fromInstanceId,
      ...consoleRule(rule.name, { region: arrow.to, id: arrow.toInstanceId }),
    });
    const { code, stderr } = await app.run('deploy', '--yes');
    expect([code, flat(stderr)]).toEqual([
      1,
      expect.stringContaining(
        `A sync rule called ${rule.name} is in eu-central-1 already (${String(id)}), and no stack that was looked at has it. ` +
          'Delete it in the console of Container Registry (Distribution > Instance Replication), so that it is made anew; ' +
          "or keep it, with existingRulesTo: ['cn-hangzhou'] on its namespace. ",
      ),
    ]);
    await console('DeleteRepoSyncRule', { InstanceId: arrow.fromInstanceId, SyncRuleId: id });
    await succeed(app);
  });

  test('an existingInstanceId that is wrong', async () => {
    const { id } = simulator.addRegistry({ region: REGION, name: 'acme' });
    const app = new LibraryApp(simulator, props("existingInstanceId: 'cri-0000000000000000'"));
    expect(await refusal(app)).toContain(
      `There is no registry cri-ID in ${REGION}, as the app says. ` +
        'Look in the console of Container Registry where it is, and correct existingInstanceId or the region.',
    );
    app.write(props(`existingInstanceId: '${id}'`));
    await succeed(app);
  });

  test('a namespace that is not there although the app says so', async () => {
    const app = new LibraryApp(
      simulator,
      props('', `{ name: 'prod', existingIn: ['${REGION}'] }`, "replicas: [{ region: 'cn-hangzhou' }]"),
    );
    const said = await next(app);
    expect(said).toContain(
      'Take its region out of existingIn, so that it is made, or make it in the console. Then run: ',
    );
    app.write(props('', "{ name: 'prod' }", "replicas: [{ region: 'cn-hangzhou' }]"));
    await succeed(app);
  });

  describe('a namespace that still has repositories', () => {
    const doomed = (...names: string[]) =>
      props('removalPolicy: ros.RemovalPolicy.DESTROY', names.map(name => `{ name: '${name}' }`).join(', '));
    const FULL =
      'Next: The namespace dev in eu-central-1 still has repositories, which hold images. ' +
      'To lose them, delete the repositories of that namespace in the console of Container Registry (Repositories). ';
    const consent = ['--allow-delete', 'acme'];
    const namespaces = () => Object.keys(simulator.registries(REGION)[0].namespaces).sort();

    async function pushed(): Promise<LibraryApp> {
      const app = new LibraryApp(simulator, doomed('prod', 'dev'));
      await succeed(app);
      await console('CreateRepository', {
        InstanceId: bought(),
        RepoNamespaceName: 'dev',
        RepoName: 'api',
        RepoType: 'PRIVATE',
        Summary: 'x',
      });
      return app;
    }

    async function lost(app: LibraryApp): Promise<string> {
      app.write(doomed('prod'));
      const { code, stdout } = await app.run('deploy', '--yes', ...consent);
      expect(code).toBe(1);
      return flat(stdout.slice(stdout.indexOf('Next: '))).trim();
    }

    test('and leaves the app: it is kept', async () => {
      const app = await pushed();
      expect(await lost(app)).toContain(
        `${FULL}To keep it with all images, put it back into the app, leave removalPolicy out in eu-central-1 and deploy; then take it out again. ` +
          'Then run: global-registry deploy --yes --allow-delete acme',
      );
      app.write(props('', "{ name: 'prod' }, { name: 'dev' }"));
      await succeed(app);
      app.write(props('', "{ name: 'prod' }"));
      await succeed(app);
      expect(namespaces()).toEqual(['dev', 'prod']);
    });

    test('and leaves the app: it is lost', async () => {
      const app = await pushed();
      await lost(app);
      await console('DeleteRepository', { InstanceId: bought(), RepoId: repository() });
      expect((await app.run('deploy', '--yes', ...consent)).code).toBe(0);
      expect(namespaces()).toEqual(['prod']);
    });

    test('and is destroyed: it is kept', async () => {
      const app = await pushed();
      const { code, stdout } = await app.run('destroy', '--confirm', 'acme', ...consent);
      const keep = 'global-registry destroy --retain --only acme-eu-central-1 --confirm acme';
      expect([code, flat(stdout)]).toEqual([
        1,
        expect.stringContaining(
          `${FULL}To keep them with all images: ${keep} Then run: global-registry destroy --confirm acme`,
        ),
      ]);
      const [, command, ...parameters] = keep.split(' ');
      expect((await app.run(command, ...parameters)).code).toBe(0);
      expect([simulator.stacks(), namespaces()]).toEqual([[], ['dev']]);
    });

    const repository = () => Object.values(simulator.registries(REGION)[0].repositories)[0].id;
  });
});
