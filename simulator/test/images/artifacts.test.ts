import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from '../../src';
import { temporaryFolder } from '../registry/support/registries';
import { goTool, run } from '../registry/support/tools';
import { dockerLogin } from './clients/real-clients';
import { AWAY, HOME, eachInTwoOpenRegions, targetIn } from './support';

const oras = goTool('oras');
const withOras = oras ? test : test.skip;

let simulator: Simulator;
eachInTwoOpenRegions(started => (simulator = started));

/** oras at the artifact `prod/api:v1` of a region. */
async function orasIn(region: string) {
  const target = await targetIn(simulator, region);
  const environment = dockerLogin(target);
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'What is pushed here is pulled there.\n');
  const call = (command: string, ...args: string[]) =>
    run(oras as string, [command, '--plain-http', ...args], environment);
  const name = `${target.host}/prod/api:v1`;
  const content = ['--disable-path-validation', `${file}:text/plain`];
  return {
    push: () => call('push', name, ...content),
    tagAgain: () => call('tag', name, 'v2'),
    attach: async (...flags: string[]): Promise<string> => {
      const kind = ['--artifact-type', 'application/vnd.example.signature', '--format', 'json'];
      return JSON.parse(await call('attach', ...flags, ...kind, name, ...content)).digest;
    },
    attached: async (...flags: string[]): Promise<string[]> => {
      const { referrers } = JSON.parse(await call('discover', ...flags, '--format', 'json', name));
      return referrers.map(({ digest }: { digest: string }) => digest);
    },
  };
}

describe('What oras attaches to an artifact', () => {
  withOras('A62 is listed at once, and in Hangzhou after the next copy of the artifact', async () => {
    const [home, away] = [await orasIn(HOME), await orasIn(AWAY)];
    await home.push();
    await simulator.advance(60_000);
    const signature = await home.attach();
    await simulator.advance(60_000);
    expect([await home.attached(), await away.attached()]).toEqual([[signature], []]);
    await home.tagAgain();
    await simulator.advance(60_000);
    expect(await away.attached()).toEqual([signature]);
  });

  withOras('by a tag, as to a registry that lists nothing, is found in Hangzhou by that tag', async () => {
    const [home, away] = [await orasIn(HOME), await orasIn(AWAY)];
    const byTag = ['--distribution-spec', 'v1.1-referrers-tag'];
    await home.push();
    const signature = await home.attach(...byTag);
    await simulator.advance(60_000);
    expect(await away.attached(...byTag)).toEqual([signature]);
  });
});
