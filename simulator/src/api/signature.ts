import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { badRequest, missingParameter, notFound } from '../runtime/api-error';
import type { ApiRequest } from './request';

export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** How far the clock of a client may be off, and how long a nonce is remembered. */
export const WINDOW_MILLISECONDS = 15 * 60_000;

const V3 = 'ACS3-HMAC-SHA256';
const V3_SIGNED = [
  'host',
  'x-acs-action',
  'x-acs-content-sha256',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-version',
];

/** Checks who sent a request, by real time: the clients know nothing of simulated time. */
export class SignatureCheck {
  private readonly nonces = new Map<string, number>();

  constructor(
    private readonly credentials: Credentials,
    private readonly realNow: () => number = Date.now,
  ) {}

  /** Throws unless the request is signed with our key, fresh, and new. */
  verify(request: ApiRequest): void {
    const authorization = request.headers.authorization;
    if (authorization?.startsWith(V3)) {
      return this.verifyV3(request, authorization);
    }
    return this.verifyV1(request);
  }

  private verifyV3(request: ApiRequest, authorization: string): void {
    const match = /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]+)$/.exec(
      authorization,
    );
    if (!match) {
      throw badRequest(
        'IncompleteSignature',
        'The Authorization header does not have the form ACS3-HMAC-SHA256 Credential=...,SignedHeaders=...,Signature=...',
      );
    }
    const [, accessKeyId, signedHeaders, signature] = match;
    this.checkKey(accessKeyId);
    this.checkTime(request.headers['x-acs-date']);
    const signed = signedHeaders.split(';');
    const unsigned = V3_SIGNED.find(name => !signed.includes(name) || request.headers[name] === undefined);
    if (unsigned !== undefined) {
      throw badRequest('IncompleteSignature', `The header ${unsigned} is missing or not signed.`);
    }
    const payload = createHash('sha256').update(request.body).digest('hex');
    if (request.headers['x-acs-content-sha256'] !== payload) {
      throw signatureDoesNotMatch('the header x-acs-content-sha256 is not the hash of the body');
    }
    const headers = signed.map(name => `${name}:${(request.headers[name] ?? '').trim()}\n`).join('');
    const canonical = [
      request.method,
      request.path,
      canonicalQuery(request.query),
      headers,
      signedHeaders,
      payload,
    ].join('\n');
    const toSign = `${V3}\n${createHash('sha256').update(canonical).digest('hex')}`;
    this.compare(
      createHmac('sha256', this.credentials.accessKeySecret).update(toSign).digest('hex'),
      signature,
      canonical,
    );
    this.checkNonce(request.headers['x-acs-signature-nonce']);
  }

  private verifyV1(request: ApiRequest): void {
    const pairs = [...request.query, ...request.form];
    const value = (name: string) => pairs.find(([key]) => key === name)?.[1];
    for (const name of ['AccessKeyId', 'Signature', 'SignatureMethod', 'SignatureNonce', 'Timestamp']) {
      if (!value(name)) {
        throw missingParameter(name);
      }
    }
    this.checkKey(String(value('AccessKeyId')));
    this.checkTime(value('Timestamp'));
    if (value('SignatureMethod') !== 'HMAC-SHA1') {
      throw badRequest('InvalidSignatureMethod', 'SignatureMethod is HMAC-SHA1 where the signature is a parameter.');
    }
    const canonical = canonicalQuery(pairs.filter(([key]) => key !== 'Signature'));
    const toSign = `${request.method}&%2F&${encode(canonical)}`;
    this.compare(
      createHmac('sha1', `${this.credentials.accessKeySecret}&`).update(toSign).digest('base64'),
      String(value('Signature')),
      toSign,
    );
    this.checkNonce(value('SignatureNonce'));
  }

  private checkKey(accessKeyId: string): void {
    if (accessKeyId !== this.credentials.accessKeyId) {
      throw notFound('InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
    }
  }

  private checkTime(stamp: string | undefined): void {
    if (!stamp || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(stamp)) {
      throw badRequest('InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.');
    }
    const distance = Math.abs(this.realNow() - Date.parse(stamp));
    if (!(distance <= WINDOW_MILLISECONDS)) {
      throw badRequest('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
    }
  }

  private compare(expected: string, given: string, signed: string): void {
    const one = Buffer.from(expected);
    const other = Buffer.from(given);
    if (one.length === other.length && timingSafeEqual(one, other)) {
      return;
    }
    throw signatureDoesNotMatch(`server string to sign is:${signed.slice(0, 2_000)}`);
  }

  private checkNonce(nonce: string | undefined): void {
    if (!nonce) {
      throw missingParameter('SignatureNonce');
    }
    const now = this.realNow();
    if (this.nonces.has(nonce)) {
      throw badRequest('SignatureNonceUsed', 'Specified signature nonce was used already.');
    }
    this.nonces.set(nonce, now);
    for (const [old, at] of this.nonces) {
      if (now - at <= 2 * WINDOW_MILLISECONDS) {
        break;
      }
      this.nonces.delete(old);
    }
  }
}

function signatureDoesNotMatch(detail: string): Error {
  return badRequest('SignatureDoesNotMatch', `Specified signature is not matched with our calculation. ${detail}`);
}

function canonicalQuery(pairs: readonly (readonly [string, string])[]): string {
  const sorted = [...pairs].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return sorted.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&');
}

/** Percent-encoding by RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
