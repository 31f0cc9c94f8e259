import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BlobStore, BlobsOnDisk, type Place, contentAsJson, copyImage } from '../../src/registry';
import { algorithmOf, digestOf, hexOf } from '../../src/registry/protocol/digest';
import { type TestImage, image, index, manifestsOf, referrer, writeLayout } from './support/images';
import {
  type TestRegistry,
  type User,
  atEnd,
  startRegistry,
  startRegistryWithLogin,
  stopAll,
  temporaryFolder,
} from './support/registries';
import { debianDaemon, debianTool, goTool, run } from './support/tools';

afterEach(stopAll);

/** A client that people have: how it pushes from a layout in a folder, and pulls into one. */
interface RealClient {
  readonly program: string | undefined;
  /** How it tells that a push was denied. */
  readonly denial: RegExp;
  push(program: string, host: string, layout: string, tag: string, login?: string): Promise<string>;
  pull(program: string, host: string, digest: string, folder: string, login?: string): Promise<string>;
}

/** Each run has a home of its own, so that nobody's settings or logins are read or changed. */
function home(files: Record<string, string> = {}): Record<string, string> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  return { HOME: folder, XDG_RUNTIME_DIR: folder, DOCKER_CONFIG: folder, REGCTL_CONFIG: join(folder, 'regctl.json') };
}

const dockerLogin = (host: string, login?: string) =>
  home({
    'config.json': JSON.stringify(login ? { auths: { [host]: { auth: Buffer.from(login).toString('base64') } } } : {}),
  });

const skopeoFlags = ['--insecure-policy', 'copy', '--all', '--preserve-digests'];
const regctlHost = (host: string, login?: string) => {
  const [user, password] = login?.split(':') ?? [];
  return ['--host', `reg=${host},tls=disabled${login ? `,user=${user},pass=${password}` : ''}`];
};

const CLIENTS: Record<'skopeo' | 'crane' | 'regctl' | 'containerd', RealClient> = {
  skopeo: {
    program: debianTool('skopeo'),
    denial: /reader may not push prod\/api\./,
    push: (program, host, layout, tag, login) => {
      const flags = [...skopeoFlags, '--dest-tls-verify=false', ...(login ? [`--dest-creds=${login}`] : [])];
      return run(program, [...flags, `oci:${layout}:${tag}`, `docker://${host}/prod/api:${tag}`], home());
    },
    pull: (program, host, digest, folder, login) => {
      const flags = [...skopeoFlags, '--src-tls-verify=false', ...(login ? [`--src-creds=${login}`] : [])];
      return run(program, [...flags, `docker://${host}/prod/api@${digest}`, `oci:${folder}:pulled`], home());
    },
  },
  crane: {
    program: goTool('crane'),
    denial: /reader may not push prod\/api\./,
    push: (program, host, layout, tag, login) =>
      run(program, ['push', layout, `${host}/prod/api:${tag}`], dockerLogin(host, login)),
    pull: (program, host, digest, folder, login) =>
      run(program, ['pull', '--format=oci', `${host}/prod/api@${digest}`, folder], dockerLogin(host, login)),
  },
  regctl: {
    program: goTool('regctl'),
    denial: /reader may not push prod\/api\./,
    push: (program, host, layout, tag, login) => {
      const command = ['image', 'copy', '--referrers', `ocidir://${layout}:${tag}`, `${host}/prod/api:${tag}`];
      return run(program, [...regctlHost(host, login), ...command], home());
    },
    pull: (program, host, digest, folder, login) => {
      const command = ['image', 'copy', '--referrers', `${host}/prod/api@${digest}`, `ocidir://${folder}:pulled`];
      return run(program, [...regctlHost(host, login), ...command], home());
    },
  },
  containerd: {
    program: debianDaemon('containerd', 'ctr'),
    // It keeps the reason to itself.
    denial: /403 Forbidden/,
    push: async (program, host, layout, tag, login) => {
      const { ctr } = await containerd(program);
      const archive = join(temporaryFolder(), 'layout.tar');
      await run('tar', ['-C', layout, '-cf', archive, '.']);
      await ctr('images', 'import', '--all-platforms', '--base-name', 'local', archive);
      return ctr('images', 'push', ...plain(login), `${host}/prod/api:${tag}`, `local:${tag}`);
    },
    pull: async (program, host, digest, folder, login) => {
      const { ctr, root } = await containerd(program);
      const printed = await ctr('content', 'fetch', '--all-platforms', ...plain(login), `${host}/prod/api@${digest}`);
      cpSync(join(root, 'io.containerd.content.v1.content', 'blobs'), join(folder, 'blobs'), { recursive: true });
      return printed;
    },
  },
};

function plain(login?: string): string[] {
  return ['--plain-http', ...(login ? ['--user', login] : [])];
}

/** A containerd of its own, with nothing in it yet, and the program that speaks to it. */
async function containerd(program: string) {
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
  const ctr = (...args: string[]) => run('ctr', ['--address', address, ...args]);
  while (!existsSync(address)) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return { ctr, root };
}

const IMAGES: Record<string, TestImage> = {
  'an image': image({ layers: [300_000, 10] }),
  'an index of two platforms': index([image({ seed: 1 }), image({ seed: 2, architecture: 'arm64' })]),
};
const SHA512 = index([image({ seed: 1, algorithm: 'sha512' }), image({ seed: 2, algorithm: 'sha512' })]);

/** Two registries with one store, as two regions have. */
async function twoRegions() {
  const blobs: BlobStore = await BlobsOnDisk.open(join(temporaryFolder(), 'blobs'));
  const [near, far] = [await startRegistry({ blobs }), await startRegistry({ blobs, content: contentAsJson({}) })];
  const place = ({ content }: TestRegistry): Place => ({ blobs, content, repository: 'prod/api' });
  return { near, far, copy: (tag: string) => copyImage(place(near), place(far), tag, { referrers: true }) };
}

function layoutOf(whole: TestImage, referrers: readonly TestImage[] = []): string {
  const folder = temporaryFolder();
  writeLayout(folder, 'v1', whole, referrers);
  return folder;
}

/** Whether a layout holds everything, byte for byte. */
function holds(folder: string, whole: TestImage): boolean {
  return manifestsOf(whole).every(one =>
    [one.bytes, ...one.blobs].every(bytes => {
      const digest = digestOf(bytes, one.algorithm);
      return readFileSync(join(folder, 'blobs', algorithmOf(digest), hexOf(digest))).equals(bytes);
    }),
  );
}

function emptyFolder(): string {
  const folder = join(temporaryFolder(), 'pulled');
  mkdirSync(folder);
  return folder;
}

const readerAndWriter: Record<string, User> = {
  ci: { password: 'secret', may: ({ actions }) => actions },
  reader: { password: 'secret', may: ({ actions }) => actions.filter(action => action === 'pull') },
};

describe.each(Object.entries(CLIENTS))('With %s', (name, client) => {
  const withClient = client.program ? test : test.skip;
  const program = client.program as string;

  withClient.each(Object.entries(IMAGES))(
    '%s that is pushed here is pulled there by the same digest',
    async (_, whole) => {
      const { near, far, copy } = await twoRegions();
      await client.push(program, near.host, layoutOf(whole), 'v1');
      expect((await copy('v1')).digest).toBe(whole.digest);
      const folder = emptyFolder();
      await client.pull(program, far.host, whole.digest, folder);
      expect(holds(folder, whole)).toBe(true);
      expect([...near.reported, ...far.reported]).toEqual([]);
    },
  );

  withClient('pushing and pulling need the login, and are refused with the reason where it is not enough', async () => {
    const whole = IMAGES['an image'];
    const registry = await startRegistryWithLogin(readerAndWriter);
    const layout = layoutOf(whole);
    await expect(client.push(program, registry.host, layout, 'v1', 'reader:secret')).rejects.toThrow(client.denial);
    await client.push(program, registry.host, layout, 'v1', 'ci:secret');
    const folder = emptyFolder();
    await client.pull(program, registry.host, whole.digest, folder, 'reader:secret');
    expect(holds(folder, whole)).toBe(true);
    await expect(client.pull(program, registry.host, whole.digest, emptyFolder())).rejects.toThrow(/401|unauthorized/i);
    expect(registry.reported).toEqual([]);
  });

  if (name !== 'regctl') {
    return;
  }

  withClient('an image goes with what refers to it', async () => {
    const { near, far, copy } = await twoRegions();
    const whole = IMAGES['an image'];
    const signature = referrer(whole, { annotations: { by: 'me' } });
    await client.push(program, near.host, layoutOf(whole, [signature]), 'v1');
    await copy('v1');
    const folder = emptyFolder();
    await client.pull(program, far.host, whole.digest, folder);
    expect(holds(folder, whole) && holds(folder, signature)).toBe(true);
  });

  withClient('an image by sha512 keeps its digest, and its tag', async () => {
    const { near, far, copy } = await twoRegions();
    await client.push(program, near.host, layoutOf(SHA512), 'v1');
    expect((await copy('v1')).digest).toBe(SHA512.digest);
    const folder = emptyFolder();
    await client.pull(program, far.host, SHA512.digest, folder);
    expect(holds(folder, SHA512)).toBe(true);
  });
});
