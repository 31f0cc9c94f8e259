import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Action } from './scopes';

/** What was asked for one repository, and what of it was granted: so that a refusal can be told from a question never asked. */
export interface Grant {
  readonly repository: string;
  readonly asked: readonly Action[];
  readonly granted: readonly Action[];
}

export interface Claims {
  /** Who it was issued to; empty for somebody who did not log in. */
  readonly subject: string;
  /** The registry that it is good for, as the challenge names it. */
  readonly service: string;
  readonly grants: readonly Grant[];
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export type TokenProblem = 'is not one of this registry' | 'is for another registry' | 'has expired';

/** A text that says nothing to its holder and cannot be changed without the secret. */
export function issueToken(secret: string, claims: Claims): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${payload}.${signature(secret, payload)}`;
}

/** What the token says if it holds for the service at that moment (seconds since 1970), or else what is wrong with it. */
export function readToken(secret: string, token: string, service: string, now: number): Claims | TokenProblem {
  const [payload, signed, ...more] = token.split('.');
  if (more.length > 0 || !signed || !sameText(signed, signature(secret, payload))) {
    return 'is not one of this registry';
  }
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
  if (claims.service !== service) {
    return 'is for another registry';
  }
  return now < claims.expiresAt ? claims : 'has expired';
}

function signature(secret: string, payload: string): string {
  return createHmac('sha256', secret).update(payload).digest('base64url');
}

function sameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
