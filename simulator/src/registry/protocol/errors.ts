/** What a client can tell apart, with the status that goes with each unless the situation has its own. */
const STATUS = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_INVALID: 400,
  BLOB_UPLOAD_UNKNOWN: 404,
  DENIED: 403,
  DIGEST_INVALID: 400,
  MANIFEST_BLOB_UNKNOWN: 400,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  SIZE_INVALID: 400,
  TOOMANYREQUESTS: 429,
  UNAUTHORIZED: 401,
  UNAVAILABLE: 503,
  UNKNOWN: 500,
  UNSUPPORTED: 400,
} as const;

export type ErrorCode = keyof typeof STATUS;

export interface ErrorExtras {
  readonly status?: number;
  readonly detail?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal as the distribution specification words it: a status, a code and a sentence for the person. */
export class RegistryError extends Error {
  readonly status: number;
  readonly detail: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { status, detail, headers }: ErrorExtras = {},
  ) {
    super(message);
    this.status = status ?? STATUS[code];
    this.detail = detail ?? null;
    this.headers = headers ?? {};
  }

  get body(): { errors: { code: string; message: string; detail: unknown }[] } {
    return { errors: [{ code: this.code, message: this.message, detail: this.detail }] };
  }
}
