import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { GlobalRegistry, PullConfig } from '../lib';
import { Simulator, startSimulator } from '../simulator/src';
import { bearer } from '../simulator/test/images/logins';
import { Client } from '../simulator/test/registry/support/client';
import { image, TestImage } from '../simulator/test/registry/support/images';
import { debianDaemon, debianTool, goTool, run } from '../simulator/test/registry/support/tools';
import { Assembly, newApp, temporaryDirectory } from '../test/support/assembly';
import { Node, startNode } from './support/containerd';
import { deployAll } from '../test/support/deployment';
import { Internet, startInternet } from './support/internet';
import { PRIMARY_HOST, pulled } from '../test/support/pulled';

const PASSWORD = '{{resolve:kms-secret:registry}}'; // the simulator keeps the reference itself as the password
const LOGIN = ['--user', `simulator@account:${PASSWORD}`];
const IMAGE = `${PRIMARY_HOST}/prod/api`;

const program = debianDaemon('containerd', 'ctr')!;
const withContainerd = program && debianTool('openssl') ? describe : describe.skip;

withContainerd('One image reference, pulled by containerd', () => {
  let registry: GlobalRegistry;
  let simulator: Simulator;
  let internet: Internet;
  const log: string[] = [];
  const nodes: Node[] = [];

  beforeAll(async () => {
    const app = newApp();
    registry = pulled(app, { loginPassword: PASSWORD });
    simulator = await startSimulator({ log: line => log.push(line) });
    await deployAll(simulator, new Assembly(app.synth().directory));
    internet = await startInternet(simulator.endpoint);
    await push('v1', image({ seed: 1 }));
  });

  afterEach(() => simulator.faults.clear());
  afterEach(() => Promise.all(nodes.splice(0).map(node => node.stop())));

  afterAll(async () => {
    await internet?.close();
    await simulator?.close();
  });

  /** Pushes to the primary, and waits until it is copied or was not to be. */
  async function push(tag: string, whole: TestImage): Promise<void> {
    const { url } = await simulator.registry('eu-central-1');
    const { headers } = await bearer(url, 'repository:prod/api:pull,push', simulator.login('eu-central-1'));
    await new Client(url, 'prod/api', headers).push(whole, tag);
    await simulator.advance(3_600_000);
  }

  async function nodeIn(region: string, imageHost?: string): Promise<Node> {
    const text = registry.pullConfig(region, PullConfig.containerd({ imageHost }));
    const node = await startNode(program, { [imageHost ?? PRIMARY_HOST]: text }, internet.env);
    nodes.push(node);
    return node;
  }

  /** Pulls as a node of a region does; the digest, and which registries answered what, in their order. */
  async function pull(region: string, reference: string): Promise<{ digest: string; answers: string[] }> {
    const node = await nodeIn(region, reference.startsWith(PRIMARY_HOST) ? undefined : reference.split('/')[0]);
    log.length = 0;
    await node.ctr('images', 'pull', '--hosts-dir', 'CERTS', '--snapshotter', 'native', ...LOGIN, reference);
    const [digest] = /sha256:[0-9a-f]{64}/.exec(await node.ctr('images', 'list'))!;
    return { digest, answers: answers() };
  }

  /** Who answered requests for manifests and blobs, and how, leaving out the challenges of a login. */
  function answers(): string[] {
    const found = log.flatMap(line => {
      const [, where, status] = /^registry acme (\S+ \S+) \S+ \/v2\/.*(?:manifests|blobs)\S* (\d+)$/.exec(line) ?? [];
      return where === undefined || status === '401' ? [] : [`${where} ${status}`];
    });
    return [...new Set(found)];
  }

  test.each([
    ['cn-hangzhou', 'vpc'],
    ['us-east-1', 'vpc'],
    ['ap-southeast-1', 'internet'],
  ])('is answered in %s by its own replica, with the digest that was pushed', async (region, way) => {
    const { digest } = image({ seed: 1 });
    expect(await pull(region, `${IMAGE}:v1`)).toEqual({ digest, answers: [`${region} ${way} 200`] });
  });

  test('is answered by the replica under a name that does not exist', async () => {
    const { digest } = image({ seed: 1 });
    const reference = `registry.acme.example/prod/api@${digest}`;
    expect(await pull('cn-hangzhou', reference)).toEqual({ digest, answers: ['cn-hangzhou vpc 200'] });
  });

  test('is answered by the primary in its own region, where no mirror comes before it, under a name that does not exist', async () => {
    const { digest } = image({ seed: 1 });
    const reference = `registry.acme.example/prod/api@${digest}`;
    expect(await pull('eu-central-1', reference)).toEqual({ digest, answers: ['eu-central-1 internet 200'] });
  });

  test('is answered by the primary where the replica is down', async () => {
    simulator.faults.add({ kind: 'region-down', region: 'us-east-1' });
    const { digest } = image({ seed: 1 });
    expect(await pull('us-east-1', `${IMAGE}:v1`)).toEqual({
      digest,
      answers: ['us-east-1 vpc 503', 'us-east-1 internet 503', 'eu-central-1 internet 200'],
    });
  });

  test('is answered by the primary as long as its tag is not copied', async () => {
    simulator.faults.add({ kind: 'fail-sync', region: 'cn-hangzhou', issue: 'NETWORK_ERROR' });
    const whole = image({ seed: 2 });
    await push('v2', whole);
    expect(await pull('cn-hangzhou', `${IMAGE}:v2`)).toEqual({
      digest: whole.digest,
      answers: ['cn-hangzhou vpc 404', 'eu-central-1 internet 200'],
    });
  });

  test('ends with a message that says why, where replica and primary are down', async () => {
    simulator.faults.add({ kind: 'region-down', region: 'cn-hangzhou' });
    simulator.faults.add({ kind: 'region-down', region: 'eu-central-1' });
    await expect(pull('cn-hangzhou', `${IMAGE}:v1`)).rejects.toThrow(
      /failed to resolve reference "acme-registry\.eu-central-1\.cr\.aliyuncs\.com\/prod\/api:v1": .* 503 Service Unavailable/,
    );
    expect(answers()).toEqual(['cn-hangzhou vpc 503', 'eu-central-1 internet 503']);
  });

  test('is pushed to the primary alone', async () => {
    const node = await nodeIn('cn-hangzhou');
    const flags = ['--hosts-dir', 'CERTS', ...LOGIN];
    await node.ctr('images', 'pull', '--snapshotter', 'native', ...flags, `${IMAGE}:v1`);
    log.length = 0;
    await node.ctr('images', 'push', ...flags, `${IMAGE}:v3`, `${IMAGE}:v1`);
    const pushes = log.filter(line => /(PUT|POST|PATCH) /.test(line));
    expect(pushes.filter(line => line.includes('/manifests/v3 201'))).toHaveLength(1);
    expect(pushes.every(line => line.startsWith('registry acme eu-central-1 internet '))).toBe(true);
  });

  describe('by the pull secret alone', () => {
    const skopeo = debianTool('skopeo')!;
    const crictl = goTool('crictl')!;
    const [withSkopeo, withCrictl] = [skopeo, crictl].map(found => (found ? test : test.skip));

    /** What a kubelet finds in the secret. */
    function auths(): Record<string, { username: string; password: string }> {
      const config = PullConfig.pullSecret({ username: 'simulator@account', password: PASSWORD });
      const secret = parse(registry.pullConfig('cn-hangzhou', config));
      return JSON.parse(secret.stringData['.dockerconfigjson']).auths;
    }

    withSkopeo('is answered to skopeo from every host that the secret names', async () => {
      const authfile = join(temporaryDirectory('auth-'), 'config.json');
      const encoded = Object.entries(auths()).map(([host, { username, password }]) => [
        host,
        { auth: Buffer.from(`${username}:${password}`).toString('base64') },
      ]);
      writeFileSync(authfile, JSON.stringify({ auths: Object.fromEntries(encoded) }));
      const hosts = Object.keys(auths());
      expect(hosts).toHaveLength(5);
      for (const host of hosts) {
        const flags = ['inspect', '--authfile', authfile, '--format', '{{.Digest}}'];
        const digest = await run(skopeo, [...flags, `docker://${host}/prod/api:v1`], { ...internet.env });
        expect([host, digest.trim()]).toEqual([host, image({ seed: 1 }).digest]);
      }
    });

    withCrictl('is answered to a kubelet by the replica, which gets what the secret says of the primary', async () => {
      const node = await nodeIn('cn-hangzhou');
      const { username, password } = auths()[PRIMARY_HOST];
      const kubelet = (...args: string[]) => run(crictl, ['--image-endpoint', node.socket, ...args]);
      await expect(kubelet('pull', `${IMAGE}:v1`)).rejects.toThrow(/: 403 Forbidden/);
      log.length = 0;
      await kubelet('pull', '--creds', `${username}:${password}`, `${IMAGE}:v1`);
      const images = await node.ctr('--namespace', 'k8s.io', 'images', 'list', `name==${IMAGE}:v1`);
      expect(images).toContain(` ${image({ seed: 1 }).digest} `);
      expect(answers()).toEqual(['cn-hangzhou vpc 200']);
    });
  });
});
