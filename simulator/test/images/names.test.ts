import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from '../../src';
import { image } from '../registry/support/images';
import { temporaryFolder } from '../registry/support/registries';
import { run } from '../registry/support/tools';
import { startContainerd } from './clients/containerd';
import { emptyFolder, holds, layoutOf } from './clients/layouts';
import { REAL_CLIENTS } from './clients/found-clients';
import { home } from './clients/real-clients';
import { AWAY, HOME, eachInTwoOpenRegions, targetIn } from './support';

const NAME = 'acme-registry.eu-central-1.cr.aliyuncs.com';
const { regctl, containerd } = REAL_CLIENTS;
const WHOLE = image({ layers: [300_000, 10] });

let simulator: Simulator;
eachInTwoOpenRegions(started => (simulator = started));

const withRegctl = regctl.program ? test : test.skip;
const withContainerd = containerd.program ? test : test.skip;

describe('The name that a registry has in the cloud', () => {
  withRegctl('leads to it where the simulator is the proxy of the client', async () => {
    const { user, password } = simulator.login(HOME);
    const copy = (from: string, to: string) =>
      run(
        regctl.program as string,
        ['--host', `reg=${NAME},tls=disabled,user=${user},pass=${password}`, 'image', 'copy', from, to],
        { ...home(), HTTP_PROXY: `http://${simulator.endpoint}` },
      );
    const folder = emptyFolder();
    await copy(`ocidir://${layoutOf(WHOLE, 'v1')}:v1`, `${NAME}/prod/api:v1`);
    await copy(`${NAME}/prod/api@${WHOLE.digest}`, `ocidir://${folder}:pulled`);
    expect(holds(folder, WHOLE)).toBe(true);
  });

  withContainerd('is answered by Hangzhou where hosts.toml names that as a mirror', async () => {
    const program = containerd.program as string;
    await containerd.push(program, await targetIn(simulator, HOME), 'prod/api', 'v1', layoutOf(WHOLE, 'v1'));
    await simulator.advance(60_000);
    const { host, login } = await targetIn(simulator, AWAY);
    const hosts = temporaryFolder();
    mkdirSync(join(hosts, NAME));
    const mirror = `server = "https://${NAME}"\n[host."http://${host}"]\n  capabilities = ["pull", "resolve"]\n`;
    writeFileSync(join(hosts, NAME, 'hosts.toml'), mirror);
    const { ctr, blobs } = await startContainerd(program);
    const flags = ['--hosts-dir', hosts, '--user', `${login?.user}:${login?.password}`, '--snapshotter', 'native'];
    await ctr('images', 'pull', ...flags, `${NAME}/prod/api@${WHOLE.digest}`);
    expect(holds(join(blobs, '..'), WHOLE)).toBe(true);
  });
});
