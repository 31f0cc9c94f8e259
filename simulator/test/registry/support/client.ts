import { digestOf } from '../../../src/registry/protocol/digest';
import type { TestImage } from './images';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface Sent {
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array | string;
}

/** Sends one request and gives what came back, whatever it is. */
export async function send(base: string, method: string, path: string, { headers, body }: Sent = {}): Promise<Reply> {
  const response = await fetch(new URL(path, base), { method, headers, body });
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}

export const json = (reply: Reply) => JSON.parse(reply.body.toString());

/** The code and the sentence of a refusal. */
export function refusal(reply: Reply): { status: number; code: string; message: string } {
  const [{ code, message }] = json(reply).errors;
  return { status: reply.status, code, message };
}

/** A client of ours: pushes and pulls whole images, and minds every status. */
export class Client {
  constructor(
    private readonly url: string,
    private readonly repository: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  send(method: string, path: string, { headers, body }: Sent = {}): Promise<Reply> {
    return send(this.url, method, path.startsWith('/') ? path : `/v2/${this.repository}/${path}`, {
      headers: { ...this.headers, ...headers },
      body,
    });
  }

  async start(): Promise<string> {
    const reply = await this.send('POST', 'blobs/uploads/');
    expectStatus(reply, 202);
    return reply.headers.get('location') as string;
  }

  async pushBlob(bytes: Buffer, digest: string = digestOf(bytes)): Promise<void> {
    const location = await this.start();
    expectStatus(await this.send('PUT', `${location}?digest=${digest}`, { body: bytes }), 201);
  }

  /** Pushes what the image consists of, then the image, by its tag or else by its digest. */
  async push(image: TestImage, tag: string = image.digest): Promise<void> {
    for (const child of image.children) {
      await this.push(child);
    }
    for (const bytes of image.blobs) {
      await this.pushBlob(bytes, digestOf(bytes, image.algorithm));
    }
    expectStatus(await this.put(image, tag), 201);
  }

  put(image: TestImage, reference: string = image.digest): Promise<Reply> {
    const headers = { 'content-type': image.mediaType };
    return this.send('PUT', `manifests/${reference}`, { headers, body: image.bytes });
  }

  /** Whether the image is there, with the very bytes, and all that it consists of. */
  async has(image: TestImage, reference: string = image.digest): Promise<boolean> {
    const manifest = await this.send('GET', `manifests/${reference}`);
    if (manifest.status !== 200 || !manifest.body.equals(image.bytes)) {
      return false;
    }
    for (const bytes of image.blobs) {
      const blob = await this.send('GET', `blobs/${digestOf(bytes, image.algorithm)}`);
      if (blob.status !== 200 || !blob.body.equals(bytes)) {
        return false;
      }
    }
    for (const child of image.children) {
      if (!(await this.has(child))) {
        return false;
      }
    }
    return true;
  }
}

function expectStatus(reply: Reply, status: number): void {
  if (reply.status !== status) {
    throw new Error(`Got ${reply.status} instead of ${status}: ${reply.body.toString()}`);
  }
}
