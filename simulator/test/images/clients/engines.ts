import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { atEnd, temporaryFolder } from '../../registry/support/registries';
import { debianDaemon, debianTool, run } from '../../registry/support/tools';
import { untilThere } from './containerd';
import { home } from './real-clients';

/** Runs one command of an engine, such as `push`, and gives what it printed. */
export type Engine = (...args: string[]) => Promise<string>;

/** An engine that people build and run images with. Docker takes loopback for plain HTTP by itself, podman must be told. */
export interface EngineKind {
  readonly there: boolean;
  readonly plainHttp: readonly string[];
  start(): Promise<Engine>;
}

/** A daemon of its own, which touches no network of the machine and keeps whole copies, so that it runs anywhere. */
async function startDocker(): Promise<Engine> {
  const folder = temporaryFolder();
  const socket = join(folder, 'socket');
  const flags = {
    host: `unix://${socket}`,
    'data-root': join(folder, 'root'),
    'exec-root': join(folder, 'exec'),
    pidfile: join(folder, 'pid'),
    'storage-driver': 'vfs',
    bridge: 'none',
    iptables: 'false',
  };
  const words = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
  const daemon = spawn(dockerd as string, words, { stdio: 'ignore' });
  atEnd(() => {
    const exit = new Promise<void>(resolve => daemon.once('exit', () => resolve()));
    daemon.kill();
    return exit;
  });
  await untilThere(socket, () => daemon.exitCode);
  const environment = home();
  return (...args) => run('docker', ['--host', flags.host, ...args], environment);
}

async function startPodman(): Promise<Engine> {
  const folder = temporaryFolder();
  const places = ['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'];
  const plain = ['--events-backend', 'file', '--cgroup-manager', 'cgroupfs'];
  const environment = { ...home(), REGISTRY_AUTH_FILE: join(folder, 'auth.json') };
  return (...args) => run(podman as string, [...places, ...plain, ...args], environment);
}

const dockerd = debianDaemon('dockerd', 'docker');
const podman = debianTool('podman');

export const ENGINES: Readonly<Record<string, EngineKind>> = {
  docker: { there: dockerd !== undefined, plainHttp: [], start: startDocker },
  podman: { there: podman !== undefined, plainHttp: ['--tls-verify=false'], start: startPodman },
};
