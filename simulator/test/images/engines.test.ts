import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Login, Simulator } from '../../src';
import { noise } from '../registry/support/images';
import { temporaryFolder } from '../registry/support/registries';
import { run } from '../registry/support/tools';
import { ENGINES, type Engine } from './clients/engines';
import { AWAY, HOME, eachInTwoOpenRegions, targetIn } from './support';

let simulator: Simulator;
eachInTwoOpenRegions(started => (simulator = started));

/** A file system of one file, as engines import one. */
async function fileSystem(): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), noise(300_000, 1));
  const archive = join(temporaryFolder(), 'layer.tar');
  await run('tar', ['-C', folder, '-cf', archive, '.']);
  return archive;
}

async function logIn(
  engine: Engine,
  region: string,
  flags: readonly string[] = [],
  password?: string,
): Promise<string> {
  const { host, login } = await targetIn(simulator, region);
  const { user, password: right } = login as Login;
  await engine('login', ...flags, '--username', user, '--password', password ?? right, host);
  return host;
}

describe.each(Object.entries(ENGINES))('With %s', (_, { there, plainHttp, start }) => {
  const withEngine = there ? test : test.skip;

  withEngine('an image is pushed in Germany after a login, and pulled in Hangzhou by its digest', async () => {
    const engine = await start();
    await expect(logIn(engine, HOME, plainHttp, 'guessed')).rejects.toThrow(/unauthorized|invalid username\/password/);
    const home = await logIn(engine, HOME, plainHttp);
    await engine('import', await fileSystem(), `${home}/prod/api:v1`);
    await engine('push', ...plainHttp, `${home}/prod/api:v1`);
    await simulator.advance(60_000);
    const [{ digest, status }] = simulator.tasks();
    expect(status).toBe('SUCCESS');

    const away = await logIn(engine, AWAY, plainHttp);
    await engine('pull', ...plainHttp, `${away}/prod/api@${digest}`);
    const digests = await engine(
      'inspect',
      '--type',
      'image',
      '--format',
      '{{json .RepoDigests}}',
      `${away}/prod/api@${digest}`,
    );
    expect(JSON.parse(digests)).toContain(`${away}/prod/api@${digest}`);
  });

  withEngine('a push is refused with the reason', async () => {
    const engine = await start();
    const home = await logIn(engine, HOME, plainHttp);
    await engine('import', await fileSystem(), `${home}/team/api:v1`);
    await expect(engine('push', ...plainHttp, `${home}/team/api:v1`)).rejects.toThrow(
      /denied: The namespace team does not exist in cri-\w+\./,
    );
  });
});

const { docker } = ENGINES;
const withDocker = docker.there ? test : test.skip;

withDocker('Docker does not send again for one repository what another one holds', async () => {
  const engine = await docker.start();
  const home = await logIn(engine, HOME);
  await engine('import', await fileSystem(), `${home}/prod/api:v1`);
  await engine('push', `${home}/prod/api:v1`);
  await engine('tag', `${home}/prod/api:v1`, `${home}/prod/web:v1`);
  expect(await engine('push', `${home}/prod/web:v1`)).toMatch(/Mounted from prod\/api/);
});
