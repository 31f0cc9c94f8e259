import { type Login, type Simulator, startSimulator } from '../../src';
import { json, send } from '../registry/support/client';
import { type TestImage, image, index, referrer } from '../registry/support/images';
import { stopAll } from '../registry/support/registries';
import { run } from '../registry/support/tools';
import { emptyFolder, holds, layoutOf } from './clients/layouts';
import { REAL_CLIENTS } from './clients/found-clients';
import { type Target, home as homeFolder } from './clients/real-clients';
import { bearer } from './logins';
import { AWAY, HOME, allow, deployRole, targetIn, twoOpenRegions } from './support';

const PATH = 'prod/api';
const IMAGES: readonly (readonly [string, TestImage])[] = [
  ['an image', image({ layers: [300_000, 10] })],
  ['an index of two platforms', index([image({ seed: 1 }), image({ seed: 2, architecture: 'arm64' })])],
];
const SHA512 = index([image({ seed: 1, algorithm: 'sha512' }), image({ seed: 2, algorithm: 'sha512' })]);

let simulator: Simulator;
/** What nobody foresaw. */
let unexpected: string[];
beforeEach(async () => {
  unexpected = [];
  simulator = await startSimulator({ log: line => line.startsWith('unexpected') && unexpected.push(line) });
  await twoOpenRegions(simulator);
});
afterEach(stopAll);
afterEach(async () => {
  await simulator.close();
  expect(unexpected).toEqual([]);
});

const at = (region: string) => targetIn(simulator, region);

/** The digests of what refers to an image in Hangzhou, as the registry there lists them. */
async function referrersAway(whole: TestImage): Promise<string[]> {
  const { url } = await simulator.registry(AWAY);
  const { headers } = await bearer(url, `repository:${PATH}:pull`, simulator.login(AWAY));
  const reply = await send(url, 'GET', `/v2/${PATH}/referrers/${whole.digest}`, { headers });
  return json(reply).manifests.map(({ digest }: { digest: string }) => digest);
}

describe.each(Object.entries(REAL_CLIENTS))('With %s', (name, client) => {
  const withClient = client.program ? test : test.skip;
  const program = client.program as string;

  async function push(whole: TestImage, tag: string, target?: Target): Promise<string> {
    return client.push(program, target ?? (await at(HOME)), PATH, tag, layoutOf(whole, tag));
  }
  async function pullsWhole(whole: TestImage, target?: Target): Promise<boolean> {
    const folder = emptyFolder();
    await client.pull(program, target ?? (await at(AWAY)), PATH, whole.digest, folder);
    return holds(folder, whole);
  }
  async function expectCopies(count: number): Promise<void> {
    await simulator.advance(60_000);
    expect(simulator.tasks().map(({ status }) => status)).toEqual(Array(count).fill('SUCCESS'));
  }

  withClient.each(IMAGES)('%s pushed in Germany is pulled in Hangzhou by its digest', async (_, whole) => {
    await push(whole, 'v1');
    await expectCopies(1);
    expect(await pullsWhole(whole)).toBe(true);
  });

  withClient('an artifact that refers to an image is found by it in Hangzhou, and pulled', async () => {
    const [[, whole]] = IMAGES;
    const signature = referrer(whole, { annotations: { by: 'me' } });
    await push(whole, 'v1');
    await push(signature, 'v1-signature');
    await expectCopies(2);
    expect(await referrersAway(whole)).toEqual([signature.digest]);
    expect(await pullsWhole(signature)).toBe(true);
  });

  if (client.sha512Obstacle) {
    withClient(`an image by sha512 is not pushed, for ${name} cannot`, async () => {
      await expect(push(SHA512, 'v1')).rejects.toThrow(client.sha512Obstacle);
    });
  } else {
    withClient('an image by sha512 pushed in Germany is pulled in Hangzhou by its digest', async () => {
      await push(SHA512, 'v1');
      await expectCopies(1);
      expect(await pullsWhole(SHA512)).toBe(true);
    });
  }

  // The two others begin a stream that they cannot send again.
  if (name === 'crane' || name === 'regctl') {
    withClient('a push goes on with another token when its token expires in its middle', async () => {
      const [[, whole]] = IMAGES;
      simulator.faults.add({ kind: 'expired-token', action: 'push', skip: 2, times: 1 });
      await push(whole, 'v1');
      await expectCopies(1);
      expect(await pullsWhole(whole)).toBe(true);
    });
  }

  withClient('whoever may only pull pulls, and is refused with the reason when pushing', async () => {
    const [[, whole]] = IMAGES;
    await deployRole(simulator, 'reader', [allow(['cr:PullRepository'], '*')]);
    const home = await at(HOME);
    const reader = { ...home, login: { user: 'role/reader', password: 'simulator-secret' } };
    await expect(push(whole, 'v1', reader)).rejects.toThrow(client.denial);
    await push(whole, 'v1');
    expect(await pullsWhole(whole, reader)).toBe(true);
    await expect(pullsWhole(whole, { host: home.host })).rejects.toThrow(/401|403|unauthorized|denied/i);
  });
});

const { skopeo } = REAL_CLIENTS;
const withSkopeo = skopeo.program ? test : test.skip;

withSkopeo('What skopeo deletes is gone for the API too, and its copy stays', async () => {
  const [[, whole]] = IMAGES;
  const home = await at(HOME);
  await skopeo.push(skopeo.program as string, home, PATH, 'v1', layoutOf(whole, 'v1'));
  await simulator.advance(60_000);
  const { user, password } = home.login as Login;
  const flags = ['delete', '--tls-verify=false', `--creds=${user}:${password}`];
  await run(skopeo.program as string, [...flags, `docker://${home.host}/${PATH}:v1`], homeFolder());
  const tags = (region: string) => Object.keys(Object.values(simulator.registries(region)[0].repositories)[0].tags);
  expect([tags(HOME), tags(AWAY)]).toEqual([[], ['v1']]);
});
