import type { Descriptor, RegistryClient } from '../cloud/registry-client';
import type { Content, Part } from '../images/content';

/** Reads what an image consists of: the manifests of an index, their blobs, and all that refers to any of them. */
export async function readContent(registry: RegistryClient, path: string, digest: string): Promise<Content> {
  const parts = new Map<string, Part>();
  await collect({ digest }, { kind: 'manifest', what: '' });
  return { digest, parts: [...parts.values()] };

  async function collect(descriptor: Descriptor, { kind, what, of }: Omit<Part, 'digest'>): Promise<void> {
    const { digest: name } = descriptor;
    if (parts.has(name)) {
      return;
    }
    parts.set(name, { kind, digest: name, what, of });
    const manifest = await registry.manifest(path, name);
    const blobs = [manifest?.config, ...(manifest?.layers ?? [])].filter(blob => blob !== undefined);
    blobs.forEach(
      blob => parts.has(blob.digest) || parts.set(blob.digest, { kind: 'blob', digest: blob.digest, what, of }),
    );
    const children = (manifest?.manifests ?? []).map(child =>
      collect(child, { kind, what: platform(child) ?? what, of }),
    );
    const referring = (await registry.referrers(path, name)).map(one =>
      collect(one, { kind: 'referrer', what: one.artifactType ?? one.mediaType ?? '', of: one.digest }),
    );
    await Promise.all([...children, ...referring]);
  }
}

function platform({ platform: on }: Descriptor): string | undefined {
  return on === undefined ? undefined : [on.os, on.architecture, on.variant].filter(Boolean).join('/');
}
