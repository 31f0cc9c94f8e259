import type { IncomingMessage } from 'node:http';
import { ApiError, badRequest } from '../runtime/api-error';

/** Larger bodies are refused while they arrive: a template of 512 KB, form-encoded, is at most three times as long. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Longer queries are refused; nobody says where the service ends. */
const MAX_QUERY_BYTES = 16 * 1024;
const MAX_PARAMETERS = 2_000;

/** One call as it came in. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parameters of the query, in order. */
  readonly query: readonly (readonly [string, string])[];
  /** Parameters of a form body, in order. */
  readonly form: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

export async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const query = mark < 0 ? '' : url.slice(mark + 1);
  if (query.length > MAX_QUERY_BYTES) {
    throw new ApiError(
      414,
      'RequestUriTooLong',
      `The query of a request has at most ${MAX_QUERY_BYTES} bytes, but this one has ${query.length}. Send parameters in the body, by POST.`,
    );
  }
  const body = await readBody(message);
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return {
    method: message.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    headers,
    query: pairs(query),
    form: isForm ? pairs(body.toString('utf8')) : [],
    body,
  };
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new ApiError(413, 'RequestEntityTooLarge', `The body of a request has at most ${MAX_BODY_BYTES} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function pairs(encoded: string): [string, string][] {
  const parts = encoded.split('&').filter(Boolean);
  if (parts.length > MAX_PARAMETERS) {
    throw badRequest('InvalidParameter', `A request has at most ${MAX_PARAMETERS} parameters.`);
  }
  return parts.map(part => {
    const equals = part.indexOf('=');
    return equals < 0 ? [decode(part), ''] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest('InvalidParameter', 'A parameter of the request is not valid percent-encoded UTF-8.');
  }
}
