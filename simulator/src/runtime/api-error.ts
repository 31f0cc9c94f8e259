/** An error as the services answer it: an HTTP status, a code and a message. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function badRequest(code: string, message: string): ApiError {
  return new ApiError(400, code, message);
}

export function notFound(code: string, message: string): ApiError {
  return new ApiError(404, code, message);
}

export function conflict(code: string, message: string): ApiError {
  return new ApiError(409, code, message);
}

export function missingParameter(name: string): ApiError {
  return badRequest('MissingParameter', `The parameter ${name} is required but was not given. Add it to the request.`);
}

export function invalidParameter(name: string, value: string, rule: string): ApiError {
  const shown = value.length > 100 ? `${value.slice(0, 100)}...` : value;
  return badRequest('InvalidParameter', `The parameter ${name} is ${JSON.stringify(shown)}, but ${rule}.`);
}

/** A template or a stack that breaks the rules of the service. */
export function validationFailed(message: string): ApiError {
  return badRequest('StackValidationFailed', message);
}
