import type { IncomingMessage, ServerResponse } from 'node:http';
import { type BearerSettings, type Registry, answerTokenRequest, serviceName, tokenRequest } from '../registry';
import type { Subjects } from './subjects';
import type { ImageState } from './state';

const TOKEN_PATH = '/auth';

/** Where a client that names the registry so gets its tokens: at the same address, for some go to no other on loopback. */
export const realmAt = (host: string): string => `http://${host}${TOKEN_PATH}`;

const LIFETIME_SECONDS = 3600;

/** Gives out tokens for every instance, as the token service of Container Registry does. */
export class TokenService {
  constructor(
    private readonly world: ImageState,
    private readonly subjects: Subjects,
    private readonly secret: string,
  ) {}

  /** What an instance checks tokens by; clients know real time only. */
  settings(region: string, instanceId: string): Omit<BearerSettings, 'realm'> {
    return {
      service: serviceName(region, instanceId),
      secret: this.secret,
      now: () => Math.floor(Date.now() / 1000),
    };
  }

  /** A registry that gives out the tokens to itself. */
  withTokens(registry: Pick<Registry, 'handle'>): Pick<Registry, 'handle'> {
    return {
      handle: async (message, response) =>
        message.url?.split('?')[0] === TOKEN_PATH ? this.handle(message, response) : registry.handle(message, response),
    };
  }

  private handle(message: IncomingMessage, response: ServerResponse): void {
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
