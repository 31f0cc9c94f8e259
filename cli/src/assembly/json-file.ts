import { readFileSync } from 'node:fs';
import { fileReason } from '../domain/file-reason';
import { AppError } from './app-error';

/**
 * Reads a file of JSON.
 *
 * @param advice what to do where it cannot be read
 */
export function readJson(file: string, advice: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new AppError(`${file} cannot be read: ${fileReason(error)}. ${advice}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AppError(`${file} is not JSON: ${(error as Error).message}. ${advice}`);
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
