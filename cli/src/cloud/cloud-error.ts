/** No way to sign a call was found. */
export class CredentialsError extends Error {}

/** What was called. */
export interface Called {
  readonly action: string;
  /** Empty where the service has none. */
  readonly region: string;
  /** @default - ROS */
  readonly service?: string;
}

/** A call that was refused or got no answer. */
export class CloudError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number | undefined,
    readonly call: Called,
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

/** What went wrong, for whoever cannot know which of many calls it was. What concerns who asks, every call meets. */
export function whatFailed(error: Error): string {
  if (!(error instanceof CloudError) || concernsIdentity(error)) {
    return error.message;
  }
  const { action, region, service = 'ROS' } = error.call;
  const who = region === '' ? service : `${service} in ${region}`;
  const said = error.message.replace(/\.+$/, '');
  if (hasNoAnswer(error)) {
    return `${who} gave no answer to ${action}: ${said}.`;
  }
  return isTransient(error)
    ? `${who} could not answer ${action}: ${said}.`
    : `${said}. That is the answer of ${who} to ${action}.`;
}

/** The same, with what helps. */
export function inWords(error: Error): string {
  const advice = hasNoAnswer(error)
    ? ' Check the network and --endpoint.'
    : isTransient(error)
      ? ' Run this again later.'
      : '';
  return `${whatFailed(error)}${advice}`;
}

const hasNoAnswer = (error: Error): boolean =>
  error instanceof CloudError && error.status === undefined && isTransient(error);

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
export function cloudError(thrown: unknown, call: Called): Error {
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
