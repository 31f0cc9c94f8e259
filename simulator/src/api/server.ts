import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { ApiError } from '../runtime/api-error';
import type { CallFault, Faults } from '../runtime/faults';
import type { JsonMap } from '../runtime/json';
import { StateError } from '../runtime/store';
import type { Doors } from '../images/doors';
import type { Account } from './call';
import type { CallRouter, RoutedCall } from './call-router';
import { type ApiRequest, readRequest } from './request';
import { refuseTunnel, refuseUnreadable, takeAddress } from './request-line';

export interface ServerParts {
  readonly account: Account;
  readonly router: CallRouter;
  readonly faults: Faults;
  readonly doors: Doors;
  /** Called before any answer leaves: what it tells of must be on disk. */
  readonly save: () => void;
  readonly page: () => string;
  readonly log: (line: string) => void;
  readonly requestId: () => string;
  readonly latency: Readonly<Record<string, number>>;
}

interface Answer {
  readonly status: number;
  readonly body: JsonMap;
  readonly dropConnection?: boolean;
}

/** Node.js reads no more than this of a request line with its headers; a query that is too long is told so sooner. */
const LONGEST_HEAD = 1024 * 1024;

/** Serves the API and the page on a socket. */
export function createApiServer(parts: ServerParts): Server {
  const server = createServer({ maxHeaderSize: LONGEST_HEAD }, (message, response) => {
    takeAddress(message);
    if (parts.doors.handle(message, response)) {
      return;
    }
    void serve(parts, message, response).catch(error => {
      parts.log(`unexpected: ${String((error as Error).stack)}`);
      response.destroy();
    });
  });
  server.on('connect', (_, socket) => refuseTunnel(socket));
  server.on('clientError', (error, socket) => refuseUnreadable(error, socket, LONGEST_HEAD));
  server.keepAliveTimeout = 30_000;
  // A large layer may take its time.
  server.requestTimeout = 0;
  return server;
}

async function serve(parts: ServerParts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { clock } = parts.account;
  const started = performance.now();
  clock.requestStarted();
  try {
    if (isPageRequest(message)) {
      return sendPage(parts, message, response);
    }
    const requestId = parts.requestId().toUpperCase();
    let call: RoutedCall | undefined;
    const answer = kept(parts, await answerTo(parts, message, routed => (call = routed)));
    const what = call ? `${call.service}.${call.action} ${call.region || '-'}` : 'refused -';
    parts.log(
      `${what} ${answer.dropConnection ? 'RESET' : answer.status} ${String(answer.body.Code ?? 'OK')} ${(performance.now() - started).toFixed(1)}ms ${requestId}`,
    );
    if (answer.dropConnection) {
      return void message.socket.destroy();
    }
    send(message, response, answer, requestId);
  } finally {
    clock.requestEnded();
  }
}

/** A browser asks for the page without naming an action. */
function isPageRequest(message: IncomingMessage): boolean {
  const plain = message.url === '/' || message.url?.startsWith('/page') === true;
  return message.method === 'GET' && plain && message.headers['x-acs-action'] === undefined;
}

function sendPage(parts: ServerParts, message: IncomingMessage, response: ServerResponse): void {
  if (!isLoopbackHost(message.headers.host)) {
    response.writeHead(403, { 'content-type': 'text/plain' }).end('The simulator answers on loopback only.\n');
    return;
  }
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  };
  response.writeHead(200, headers).end(parts.page());
}

/** A web page elsewhere must not read this one by a host name that it lets point here. */
function isLoopbackHost(host: string | undefined): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
}

async function answerTo(
  parts: ServerParts,
  message: IncomingMessage,
  routed: (call: RoutedCall) => void,
): Promise<Answer> {
  try {
    const request: ApiRequest = await readRequest(message);
    const call = parts.router.route(request);
    routed(call);
    await parts.account.clock.pass(parts.latency[call.action] ?? 0);
    const fault = parts.faults.forCall(call.action, call.region);
    const instead = fault && answerInstead(fault);
    if (instead) {
      return instead;
    }
    const body = call.handler.run(parts.account, call);
    return { status: 200, body, dropConnection: fault?.kind === 'reset-after' };
  } catch (error) {
    return errorAnswer(parts, error, message.headers.host ?? '');
  }
}

/** The answer, once what it tells of is kept; else why it is not, for no call is answered that a restart would forget. */
function kept(parts: ServerParts, answer: Answer): Answer {
  try {
    parts.save();
    return answer;
  } catch (error) {
    if (!(error instanceof StateError)) {
      throw error;
    }
    return { status: 500, body: { Code: 'StateNotKept', Message: error.message, IsSuccess: false } };
  }
}

/** What a fault answers in the place of the action, which then has no effect. */
function answerInstead({ kind, code, message }: CallFault): Answer | undefined {
  switch (kind) {
    case 'throttle':
      throw new ApiError(400, 'Throttling.User', 'Request was denied due to user flow control.');
    case 'unavailable':
      throw new ApiError(503, 'ServiceUnavailable', 'The request has failed due to a temporary failure of the server.');
    case 'reset-before':
      return { status: 0, body: {}, dropConnection: true };
    case 'unsuccessful':
      return { status: 200, body: { Code: code, Message: message, IsSuccess: false } };
    default:
      return undefined;
  }
}

/** What we did not foresee is told to the log, never to the caller. */
function errorAnswer(parts: ServerParts, error: unknown, host: string): Answer {
  if (error instanceof ApiError) {
    return { status: error.status, body: { Code: error.code, Message: error.message, HostId: host, IsSuccess: false } };
  }
  parts.log(`unexpected: ${String((error as Error).stack)}`);
  return {
    status: 500,
    body: {
      Code: 'InternalError',
      Message: 'The request processing has failed due to some unknown error.',
      HostId: host,
      IsSuccess: false,
    },
  };
}

function send(message: IncomingMessage, response: ServerResponse, answer: Answer, requestId: string): void {
  const body = Buffer.from(JSON.stringify({ RequestId: requestId, ...answer.body }));
  const headers: Record<string, string | number> = {
    'content-type': 'application/json;charset=utf-8',
    'content-length': body.length,
    'x-acs-request-id': requestId,
  };
  // A body that was not read to its end cannot be followed by another request.
  if (!message.complete) {
    headers.connection = 'close';
  }
  response.writeHead(answer.status, headers).end(body);
}
