import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd, temporaryFolder } from '../../registry/support/registries';
import { run } from '../../registry/support/tools';

/** A daemon of its own, with nothing in it yet. */
export interface Containerd {
  /** Runs the program that speaks to it. */
  readonly ctr: (...args: string[]) => Promise<string>;
  /** The folder where it keeps blobs by their digests. */
  readonly blobs: string;
}

export async function startContainerd(program: string): Promise<Containerd> {
  const folder = temporaryFolder();
  const [root, address] = [join(folder, 'root'), join(folder, 'socket')];
  const settings = [
    'version = 2',
    `root = "${root}"`,
    `state = "${join(folder, 'state')}"`,
    'disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]',
    `[grpc]\naddress = "${address}"`,
  ];
  writeFileSync(join(folder, 'config.toml'), settings.join('\n'));
  const daemon = spawn(program, ['--config', join(folder, 'config.toml')], { stdio: 'ignore' });
  atEnd(() => {
    const exit = new Promise<void>(resolve => daemon.once('exit', () => resolve()));
    daemon.kill();
    return exit;
  });
  await untilThere(address, () => daemon.exitCode);
  return {
    ctr: (...args) => run('ctr', ['--address', address, ...args]),
    blobs: join(root, 'io.containerd.content.v1.content', 'blobs'),
  };
}

/** Waits for the socket of a daemon, as long as the daemon lives. */
export async function untilThere(socket: string, exitCode: () => number | null): Promise<void> {
  while (!existsSync(socket)) {
    if (exitCode() !== null) {
      throw new Error(`The daemon of ${socket} ended with ${exitCode()}.`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
