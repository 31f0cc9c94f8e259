import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../../simulator/test/registry/support/tools';
import { temporaryDirectory } from '../../test/support/assembly';

/** A containerd of its own, with nothing in it yet, as a node has it. */
export interface Node {
  /** Runs the program that comes with containerd; it reads hosts.toml as the daemon does. */
  ctr(...args: string[]): Promise<string>;
  /** The address at which a kubelet speaks to it. */
  readonly socket: string;
  stop(): Promise<void>;
}

/**
 * Starts the containerd of a node.
 *
 * @param hosts the texts of hosts.toml, by the name of a registry
 * @param env how the Internet is reached
 */
export async function startNode(
  program: string,
  hosts: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<Node> {
  const folder = temporaryDirectory('node-');
  const [socket, config, certs] = ['socket', 'config.toml', 'certs.d'].map(name => join(folder, name));
  writeFileSync(config, settings(folder, socket, certs));
  Object.entries(hosts).forEach(([name, text]) => writeInto(join(certs, name, 'hosts.toml'), text));
  const daemon = spawn(program, ['--config', config], { stdio: 'ignore', env: { ...process.env, ...env } });
  const ended = new Promise<void>(resolve => daemon.once('exit', () => resolve()));
  while (!existsSync(socket)) {
    if (daemon.exitCode !== null) {
      throw new Error(`containerd ended with ${daemon.exitCode}.`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return {
    ctr: (...args) =>
      run(
        'ctr',
        ['--address', socket, ...args].map(arg => arg.replace('CERTS', certs)),
        { ...env },
      ),
    socket: `unix://${socket}`,
    stop: () => (daemon.kill(), ended),
  };
}

/** Overlays and systemd are not everywhere; the other settings are those of a node. */
const settings = (folder: string, socket: string, certs: string) => `version = 2
root = "${folder}/root"
state = "${folder}/state"
disabled_plugins = ["io.containerd.internal.v1.opt"]
[grpc]
address = "${socket}"
[plugins."io.containerd.grpc.v1.cri"]
  stream_server_port = "0"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "native"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${folder}/cni"
    conf_dir = "${folder}/cni"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${certs}"
`;

function writeInto(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
