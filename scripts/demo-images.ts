import OpenApi, { Config, OpenApiRequest, Params } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';
import { type Simulator, startSimulator } from '../simulator/src';
import { emptyFolder, holds } from '../simulator/test/images/clients/layouts';
import { crane, skopeo } from '../simulator/test/images/clients/real-clients';
import { bearer } from '../simulator/test/images/logins';
import { Client } from '../simulator/test/registry/support/client';
import { type TestImage, image, index, manifestsOf } from '../simulator/test/registry/support/images';
import { stopAll } from '../simulator/test/registry/support/registries';
import { onPath } from '../simulator/test/registry/support/tools';

const HERE = 'eu-central-1';
const THERE = 'cn-hangzhou';
const REPOSITORY = 'prod/api';
const LAYERS = [8_000_000, 20_000];

/** What is pushed: an image for one platform, and one that serves two. */
const IMAGES: readonly { readonly tag: string; readonly platforms: string; readonly image: TestImage }[] = [
  { tag: 'v1', platforms: 'one platform', image: image({ seed: 1, layers: LAYERS }) },
  {
    tag: 'v2',
    platforms: 'an index of two platforms',
    image: index([image({ seed: 2, layers: LAYERS }), image({ seed: 3, layers: LAYERS, architecture: 'arm64' })]),
  },
];

/** What was pulled is not what was pushed. */
export class DifferentImage extends Error {}

/** Pushes in the one region of a simulated cloud and pulls in the other, as clients do, and says how long the copies took. */
export async function showImages(stateFile: string): Promise<void> {
  const simulator = await startSimulator({ stateFile, clock: { speed: 10 } });
  try {
    process.stdout.write(`\nImages, pushed in ${HERE} and pulled in ${THERE}\n`);
    await openToInternet(simulator);
    for (const shown of IMAGES) {
      process.stdout.write(await pushedAndPulled(simulator, shown));
    }
  } finally {
    await stopAll();
    await simulator.close();
  }
}

async function pushedAndPulled(simulator: Simulator, { tag, platforms, image: whole }: (typeof IMAGES)[number]) {
  await (await client(simulator, HERE)).push(whole, tag);
  const there = await client(simulator, THERE);
  while ((await there.send('HEAD', `manifests/${tag}`)).status !== 200) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  if (!(await there.has(whole))) {
    throw new DifferentImage(`${REPOSITORY}@${whole.digest} is not in ${THERE} as it was pushed in ${HERE}.`);
  }
  const others = await pulledByOthers(simulator, whole);
  const [copy] = simulator.tasks().slice(-1);
  const seconds = ((copy.modified - copy.created) / 1000).toFixed(1);
  const bytes = manifestsOf(whole)
    .flatMap(({ blobs }) => blobs)
    .reduce((sum, { length }) => sum + length, 0);
  return (
    `  ${REPOSITORY}:${tag}  ${platforms}\n` +
    `    ${whole.digest}\n` +
    `    there after ${seconds} simulated seconds; ${(bytes / 1e6).toFixed(1)} MB, every byte the same\n` +
    others.map(name => `    pulled by ${name} too, every byte the same\n`).join('')
  );
}

/** The clients of this machine that pull it as well. */
async function pulledByOthers(simulator: Simulator, whole: TestImage): Promise<string[]> {
  const { url } = await simulator.registry(THERE);
  const target = { host: url.replace('http://', ''), login: simulator.login(THERE) };
  const pulled: string[] = [];
  for (const [name, { pull }] of Object.entries({ skopeo, crane })) {
    const program = onPath(name);
    if (!program) {
      continue;
    }
    const folder = emptyFolder();
    await pull(program, target, REPOSITORY, whole.digest, folder);
    if (!holds(folder, whole)) {
      throw new DifferentImage(`What ${name} pulled as ${REPOSITORY}@${whole.digest} is not what was pushed.`);
    }
    pulled.push(name);
  }
  return pulled;
}

/** A client that has logged in as GetAuthorizationToken lets it. */
async function client(simulator: Simulator, region: string): Promise<Client> {
  const { url } = await simulator.registry(region);
  const { headers } = await bearer(url, `repository:${REPOSITORY}:pull,push`, simulator.login(region));
  return new Client(url, REPOSITORY, headers);
}

/** The example lets nobody in from the Internet; what follows is what somebody would do in the console. */
async function openToInternet(simulator: Simulator): Promise<void> {
  for (const { id, region } of simulator.registries()) {
    const endpoint = { RegionId: region, InstanceId: id, EndpointType: 'internet' };
    await callCr(simulator, 'UpdateInstanceEndpointStatus', { ...endpoint, Enable: 'true' });
    const Entry = `${simulator.clientAddress}/32`;
    await callCr(simulator, 'CreateInstanceEndpointAclPolicy', { ...endpoint, Entry });
  }
}

async function callCr(simulator: Simulator, action: string, query: Record<string, string>): Promise<void> {
  const Api = (OpenApi as unknown as { default?: typeof OpenApi }).default ?? OpenApi;
  const api = new Api(new Config({ ...simulator.credentials, endpoint: simulator.endpoint, protocol: 'HTTP' }));
  const params = new Params({
    ...{ action, version: '2018-12-01', protocol: 'HTTP', pathname: '/', method: 'POST' },
    ...{ authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: 'json' },
  });
  await api.callApi(params, new OpenApiRequest({ query }), new RuntimeOptions({}));
}
