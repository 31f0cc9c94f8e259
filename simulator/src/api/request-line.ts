import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * A client that takes this server for its proxy names the whole address in the request line: `GET http://host/path`. From
 * here on it is as if the client had come to that host: RFC 9112 (3.2.2) lets the address outweigh the header Host.
 */
export function takeAddress(message: IncomingMessage): void {
  const [, host, path] = /^http:\/\/([^/?#]+)([^#]*)/i.exec(message.url ?? '') ?? [];
  if (host !== undefined) {
    message.headers.host = host;
    message.url = path.startsWith('/') ? path : `/${path}`;
  }
}

/** A tunnel would end in TLS, for which nobody here has the certificates of the cloud. */
export function refuseTunnel(socket: Duplex): void {
  endWith(socket, 405, 'Method Not Allowed', {
    Code: 'UnsupportedHTTPMethod',
    Message: 'The simulator speaks plain HTTP, and opens no tunnels for HTTPS. Give the client the protocol HTTP.',
  });
}

/** Answers what could not even be read as a request. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex, longest: number): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
  } else if (error.code === 'HPE_HEADER_OVERFLOW') {
    endWith(socket, 414, 'URI Too Long', {
      Code: 'RequestUriTooLong',
      Message: `The request line and the headers have at most ${longest} bytes together. Send parameters in the body, by POST.`,
    });
  } else {
    endWith(socket, 400, 'Bad Request', { Code: 'InvalidRequest', Message: 'The request is not one of HTTP/1.1.' });
  }
}

function endWith(socket: Duplex, status: number, reason: string, error: { Code: string; Message: string }): void {
  const body = JSON.stringify({ RequestId: '', ...error, HostId: '', IsSuccess: false });
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'content-type: application/json;charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  // What still comes is read away: a connection that is closed over unread bytes may lose its answer.
  socket.removeAllListeners('data').resume();
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
