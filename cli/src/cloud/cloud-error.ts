/** No way to sign a call was found. */
export class CredentialsError extends Error {}

/** A call that was refused or got no answer. */
export class CloudError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number | undefined,
    readonly call: { readonly action: string; readonly region: string },
  ) {
    super(message);
  }
}

const CONNECTION =
  /^(ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|ESOCKET\w*|ConnectTimeout|ReadTimeout|RequestTimeout)/i;
const CONNECTION_TEXT = /socket hang up|timeout|ECONN|ETIMEDOUT|EAI_AGAIN|network|connect/i;

/** Whether the same call may well succeed in a moment: throttled, the service's own fault, or no answer at all. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof CloudError)) {
    return false;
  }
  const { code, status } = error;
  return isThrottled(error) || (status ?? 0) >= 500 || CONNECTION.test(code);
}

/** Whether there were too many calls, or too much is being done at a time. */
export const isThrottled = (error: unknown): boolean =>
  error instanceof CloudError && (error.status === 429 || /^Throttling/i.test(error.code));

/** Whether the credentials were good once and no longer are, or never were. */
export function isCredentialProblem(error: unknown): boolean {
  return (
    error instanceof CloudError &&
    /InvalidAccessKeyId|SecurityToken|SignatureDoesNotMatch|IncompleteSignature|InvalidCredentials|Inactive/i.test(
      error.code,
    )
  );
}

/** Whether the identity lacks a permission. */
export function isForbidden(error: unknown): boolean {
  return error instanceof CloudError && /Forbidden|NoPermission|AccessDenied|Unauthorized/i.test(error.code);
}

/** Whether it is about who asks: every other call would meet the same. */
export const concernsIdentity = (error: unknown): boolean =>
  error instanceof CredentialsError || isCredentialProblem(error) || isForbidden(error);

/** Why one region could not be read, which need not hold for all; what concerns who asks does, and is thrown. */
export function localReason(error: unknown): string {
  if (concernsIdentity(error)) {
    throw error;
  }
  return (error as Error).message;
}

export const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof CloudError && codes.includes(error.code);

/** The clients add the whole address of a request that got no answer; the service adds what it would have signed. */
const REQUEST = /(GET|POST) https?:\/\/[\s\S]*$|\s*server string to sign[\s\S]*$/i;

interface SdkError {
  readonly code?: string | number;
  readonly message?: string;
  readonly statusCode?: number;
  readonly name?: string;
  readonly data?: { readonly Message?: string; readonly statusCode?: number; readonly Code?: string };
}

/** The official clients throw several shapes. */
export function cloudError(thrown: unknown, call: { action: string; region: string }): Error {
  if (thrown instanceof CloudError || thrown instanceof CredentialsError) {
    return thrown;
  }
  const error = (thrown ?? {}) as SdkError;
  const status = error.data?.statusCode ?? error.statusCode;
  const message = (error.data?.Message ?? error.message ?? String(thrown)).replace(REQUEST, '').trim();
  const given = String(error.data?.Code ?? error.code ?? '');
  const code =
    status === undefined && (given === '' || /^UnretryableError$/.test(given)) ? connectionCode(error) : given;
  return new CloudError(code === '' ? 'Unknown' : code, message, status, call);
}

function connectionCode(error: SdkError): string {
  return CONNECTION_TEXT.test(`${error.name} ${error.message}`) ? 'ECONNECTION' : (error.name ?? 'Unknown');
}
