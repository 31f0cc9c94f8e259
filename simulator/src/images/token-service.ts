import type { IncomingMessage, ServerResponse } from 'node:http';
import { type BearerSettings, answerTokenRequest, serviceName, tokenRequest } from '../registry';
import type { Subjects } from './subjects';
import type { ImageState } from './state';

/** Where clients get their tokens, on the port of the API. */
export const TOKEN_PATH = '/auth';

const LIFETIME_SECONDS = 3600;

/** Gives out tokens for every instance, as the token service of Container Registry does. */
export class TokenService {
  /** Where the simulator answers, such as `http://127.0.0.1:7070`; known once it listens. */
  origin = '';

  constructor(
    private readonly world: ImageState,
    private readonly subjects: Subjects,
    private readonly secret: string,
  ) {}

  /** What an instance checks tokens by; clients know real time only. */
  settings(region: string, instanceId: string): BearerSettings {
    return {
      realm: `${this.origin}${TOKEN_PATH}`,
      service: serviceName(region, instanceId),
      secret: this.secret,
      now: () => Math.floor(Date.now() / 1000),
    };
  }

  handle(message: IncomingMessage, response: ServerResponse): void {
    message.resume();
    const { status, body } = this.answer(message);
    const challenge = status === 401 ? { 'www-authenticate': 'Basic realm="simulator"' } : {};
    const text = JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...challenge }).end(text);
  }

  private answer({ method, url, headers }: IncomingMessage): { status: number; body: object } {
    if (method !== 'GET') {
      return refused(405, 'UNSUPPORTED', 'Tokens are asked for with GET.');
    }
    const { searchParams } = new URL(url ?? '', 'http://simulator');
    const request = tokenRequest(searchParams, headers.authorization);
    const instance = Object.values(this.world.instances).find(
      ({ region, id }) => serviceName(region, id) === request.service,
    );
    if (!instance) {
      return refused(
        400,
        'UNKNOWN',
        `There is no registry ${JSON.stringify(request.service)}. Pass service as it was told.`,
      );
    }
    const subject = this.subjects.of(instance, request.login);
    if (!subject) {
      const message = `${request.login?.user} is nobody who may log in to ${instance.id}, or the password is wrong or has expired.`;
      return refused(401, 'UNAUTHORIZED', message);
    }
    const settings = this.settings(instance.region, instance.id);
    const may = this.subjects.granted.bind(this.subjects, instance, subject);
    return {
      status: 200,
      body: answerTokenRequest(settings, request, request.login?.user ?? '', may, LIFETIME_SECONDS),
    };
  }
}

function refused(status: number, code: string, message: string): { status: number; body: object } {
  return { status, body: { errors: [{ code, message, detail: null }] } };
}
