import { ApiError } from '../runtime/api-error';

/** An error of the CR service, in its code style. */
export function crError(code: string, message: string): ApiError {
  return new ApiError(code.endsWith('_NOT_EXIST') ? 404 : 400, code, message);
}
