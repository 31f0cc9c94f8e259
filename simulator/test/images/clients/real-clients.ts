import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Login } from '../../../src';
import { temporaryFolder } from '../../registry/support/registries';
import { run } from '../../registry/support/tools';
import { startContainerd } from './containerd';

/** Where a client goes, and who it says it is; nobody where the login is missing. */
export interface Target {
  /** Without the scheme, as clients name a registry. */
  readonly host: string;
  readonly login?: Login;
}

/** A client that people have: how it pushes from a layout in a folder, and pulls into one. */
export interface RealClient {
  push(program: string, target: Target, path: string, tag: string, layout: string): Promise<string>;
  pull(program: string, target: Target, path: string, digest: string, folder: string): Promise<string>;
  /** What it says when it is asked to push what it may not push. */
  readonly denial: RegExp;
  /** What stops it from pushing an image by sha512; missing where it can. */
  readonly sha512Obstacle?: RegExp;
}

/** Each run has a home of its own, so that nobody's settings or logins are read or changed. */
export function home(files: Record<string, string> = {}): Record<string, string> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  return { HOME: folder, XDG_RUNTIME_DIR: folder, DOCKER_CONFIG: folder, REGCTL_CONFIG: join(folder, 'regctl.json') };
}

/** The settings of docker, which others read too. */
export function dockerLogin({ host, login }: Target): Record<string, string> {
  const auth = login && Buffer.from(`${login.user}:${login.password}`).toString('base64');
  return home({ 'config.json': JSON.stringify(auth ? { auths: { [host]: { auth } } } : {}) });
}

const NOT_ALLOWED = /role\/reader may not push prod\/api\./;

const skopeoFlags = ['--insecure-policy', 'copy', '--all', '--preserve-digests'];
const skopeoLogin = (side: 'src' | 'dest', { login }: Target) => [
  `--${side}-tls-verify=false`,
  ...(login ? [`--${side}-creds=${login.user}:${login.password}`] : []),
];

export const skopeo: RealClient = {
  denial: NOT_ALLOWED,
  sha512Obstacle: /Manifest does not match provided manifest digest sha512:/,
  push: (program, target, path, tag, layout) =>
    run(
      program,
      [
        ...skopeoFlags,
        ...skopeoLogin('dest', target),
        `oci:${layout}:${tag}`,
        `docker://${target.host}/${path}:${tag}`,
      ],
      home(),
    ),
  pull: (program, target, path, digest, folder) =>
    run(
      program,
      [
        ...skopeoFlags,
        ...skopeoLogin('src', target),
        `docker://${target.host}/${path}@${digest}`,
        `oci:${folder}:pulled`,
      ],
      home(),
    ),
};

export const crane: RealClient = {
  denial: NOT_ALLOWED,
  // It sends what it reads, but under digests by sha256.
  sha512Obstacle: /MANIFEST_BLOB_UNKNOWN: The manifest needs sha512:/,
  push: (program, target, path, tag, layout) =>
    run(program, ['push', layout, `${target.host}/${path}:${tag}`], dockerLogin(target)),
  pull: (program, target, path, digest, folder) =>
    run(program, ['pull', '--format=oci', `${target.host}/${path}@${digest}`, folder], dockerLogin(target)),
};

const regctlHost = ({ host, login }: Target) => [
  '--host',
  `reg=${host},tls=disabled${login ? `,user=${login.user},pass=${login.password}` : ''}`,
];

export const regctl: RealClient = {
  denial: NOT_ALLOWED,
  push: (program, target, path, tag, layout) => {
    const command = ['image', 'copy', `ocidir://${layout}:${tag}`, `${target.host}/${path}:${tag}`];
    return run(program, [...regctlHost(target), ...command], home());
  },
  pull: (program, target, path, digest, folder) => {
    const command = ['image', 'copy', `${target.host}/${path}@${digest}`, `ocidir://${folder}:pulled`];
    return run(program, [...regctlHost(target), ...command], home());
  },
};

const plain = ({ login }: Target) => ['--plain-http', ...(login ? ['--user', `${login.user}:${login.password}`] : [])];

export const containerd: RealClient = {
  // It keeps the reason to itself.
  denial: /403 Forbidden/,
  sha512Obstacle: /content digest sha512:\w+: not found/,
  push: async (program, target, path, tag, layout) => {
    const { ctr } = await startContainerd(program);
    const archive = join(temporaryFolder(), 'layout.tar');
    await run('tar', ['-C', layout, '-cf', archive, '.']);
    await ctr('images', 'import', '--all-platforms', '--base-name', 'local', archive);
    return ctr('images', 'push', ...plain(target), `${target.host}/${path}:${tag}`, `local:${tag}`);
  },
  pull: async (program, target, path, digest, folder) => {
    const { ctr, blobs } = await startContainerd(program);
    const name = `${target.host}/${path}@${digest}`;
    const printed = await ctr('content', 'fetch', '--all-platforms', ...plain(target), name);
    cpSync(blobs, join(folder, 'blobs'), { recursive: true });
    return printed;
  },
};
