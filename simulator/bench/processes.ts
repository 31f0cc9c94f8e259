import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../src';
import { HOME, replica } from '../test/images/support';

/** A registry as a process of its own, with a folder for what it keeps. */
export interface Measured {
  readonly pid: number;
  /** Where each region is reached; the first is where images are pushed. */
  readonly urls: readonly string[];
  readonly folder: string;
  end(): Promise<void>;
}

/** The compiled simulator with a state file, and registries in Germany and in these regions, to which it copies. */
export async function startOurs(regions: readonly string[] = []): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'ros-cdk-simulator-'));
  const stateFile = join(folder, 'world.json');
  const urls = await prepare(stateFile, regions);
  const program = join(__dirname, '..', 'bin', 'ros-cdk-simulator.mjs');
  const flags = ['--port', '0', '--speed', 'virtual', '--state', stateFile, '--no-login', '--quiet'];
  const child = spawn(process.execPath, [program, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', code => reject(new Error(`The simulator ended with ${code}. Is it built?`)));
  });
  return measured(child, urls, folder);
}

async function prepare(stateFile: string, regions: readonly string[]): Promise<string[]> {
  const simulator = await startSimulator({ stateFile, login: false });
  const source = simulator.addRegistry({ region: HOME, name: 'acme', namespaces: ['prod'] });
  for (const region of regions) {
    await replica(simulator, source, region);
  }
  const registries = await Promise.all([HOME, ...regions].map(region => simulator.registry(region)));
  await simulator.close();
  return registries.map(({ url }) => url);
}

/** Debian's registry with its usual settings: files, no cache of descriptors, no logging of requests. */
export async function startDebian(program: string): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'docker-registry-'));
  const address = `127.0.0.1:${await freePort()}`;
  const settings = [
    'version: 0.1',
    'log: { level: error, accesslog: { disabled: true } }',
    `storage: { filesystem: { rootdirectory: ${join(folder, 'data')} } }`,
    `http: { addr: ${address} }`,
  ];
  writeFileSync(join(folder, 'config.yml'), settings.join('\n'));
  const child = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  const url = `http://${address}`;
  await untilAnswered(url);
  return measured(child, [url], folder);
}

function measured(child: ChildProcess, urls: readonly string[], folder: string): Measured {
  const end = async () => {
    const exit = new Promise(resolve => child.once('exit', resolve));
    child.kill();
    await exit;
    rmSync(folder, { recursive: true });
  };
  return { pid: child.pid as number, urls, folder, end };
}

async function untilAnswered(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const there = await fetch(`${url}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (there) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('docker-registry does not answer.');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
