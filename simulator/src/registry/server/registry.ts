import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BlobStore } from '../blobs/blob-store';
import type { RegistryContent } from '../content/registry-content';
import { RegistryError } from '../protocol/errors';
import { deleteBlob, getBlob } from './blob-requests';
import { type Answer, type Call, type Handler, type RegistryParts, jsonAnswer } from './exchange';
import { admit } from './gate';
import { deleteManifest, getManifest, putManifest } from './manifest-requests';
import { listReferrers } from './referrer-requests';
import { type Route, checkMethod, routeOf, targetOf } from './routes';
import { OPEN_RULES, type RegistryRules } from './rules';
import { listTags } from './tag-requests';
import { appendToUpload, cancelUpload, finishUpload, startUpload, uploadStatus } from './upload-requests';
import { Uploads } from './uploads';

export interface RegistryOptions {
  /** One for all registries together. */
  readonly blobs: BlobStore;
  readonly content: RegistryContent;
  /** @default - everybody may do everything */
  readonly rules?: RegistryRules;
  /** Makes the id of an upload, a UUID that no other upload has. */
  readonly newUploadId: () => string;
  /** Is told of what nobody foresaw; the client is not. */
  readonly report: (error: unknown) => void;
}

const HANDLERS: { readonly [Kind in Route['kind']]: Readonly<Record<string, Handler<Kind>>> } = {
  registry: { GET: () => jsonAnswer(200, {}) },
  tags: { GET: listTags },
  manifest: { GET: getManifest, HEAD: getManifest, PUT: putManifest, DELETE: deleteManifest },
  blob: { GET: getBlob, DELETE: deleteBlob },
  uploads: { POST: startUpload },
  upload: { GET: uploadStatus, PATCH: appendToUpload, PUT: finishUpload, DELETE: cancelUpload },
  referrers: { GET: listReferrers },
};

/** A registry of the OCI distribution specification 1.1: answers requests under `/v2/`. */
export class Registry {
  private readonly parts: RegistryParts;
  private readonly report: RegistryOptions['report'];

  constructor({ blobs, content, rules = OPEN_RULES, newUploadId, report }: RegistryOptions) {
    this.parts = { blobs, content, rules, uploads: new Uploads(blobs, newUploadId) };
    this.report = report;
  }

  async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const answer = await this.answer(message);
      await send(response, answer, message.method === 'HEAD');
    } catch (error) {
      // What has begun to leave cannot become another answer.
      if (!isGone(message)) {
        this.report(error);
      }
      response.destroy();
    } finally {
      // What was not read of the request stands before the next one of the connection.
      message.resume();
    }
  }

  private async answer(message: IncomingMessage): Promise<Answer> {
    try {
      return await answerTo(this.parts, message);
    } catch (error) {
      if (error instanceof RegistryError) {
        return jsonAnswer(error.status, error.body, error.headers);
      }
      if (isGone(message)) {
        throw error;
      }
      this.report(error);
      const { status, body } = new RegistryError('UNKNOWN', 'The registry failed, and has noted why.');
      return jsonAnswer(status, body);
    }
  }
}

/** A client that went away has not failed us. */
function isGone(message: IncomingMessage): boolean {
  return message.socket.destroyed;
}

async function answerTo(parts: RegistryParts, message: IncomingMessage): Promise<Answer> {
  const method = message.method ?? 'GET';
  const { pathname, searchParams: query } = targetOf(message.url ?? '/');
  const route = routeOf(pathname);
  checkMethod(route, method);
  const { headers } = message;
  const address = message.socket.remoteAddress ?? '';
  const access = await admit(parts.rules, route, query, { method, path: pathname, headers, address });
  const header = (name: string) => headers[name]?.toString();
  // An answer must reach the client though its body was not read to the end.
  const body = message.iterator({ destroyOnReturn: false });
  const handlers = HANDLERS[route.kind] as Readonly<Record<string, Handler<Route['kind']>>>;
  const handler = handlers[method] ?? handlers.GET;
  return handler(parts, { route, method, query, header, body, access } as Call);
}

async function send(response: ServerResponse, { status, headers, body }: Answer, head: boolean): Promise<void> {
  response.writeHead(status, { 'docker-distribution-api-version': 'registry/2.0', ...headers });
  if (!head && typeof body === 'function') {
    await body(response);
  }
  response.end(head || typeof body === 'function' ? undefined : body);
}
