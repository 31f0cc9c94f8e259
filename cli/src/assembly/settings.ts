import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from './app-error';
import { isRecord, readJson } from './json-file';

/** What a project says of its app in cdk.json. */
export interface Settings {
  readonly app?: string;
  /** Checked where it is used, for an option may say it instead. */
  readonly name?: unknown;
  readonly output?: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** Reads cdk.json; what it holds besides is for others. */
export function readSettings(directory: string): Settings {
  const file = join(directory, 'cdk.json');
  if (!existsSync(file)) {
    return {};
  }
  const settings = readJson(file, 'Correct it.');
  if (!isRecord(settings)) {
    throw new AppError(
      `${file} is ${shown(settings)}, but it is an object, such as {"app": "npx tsx app.ts"}. Correct it.`,
    );
  }
  const { app, name, output, context } = settings;
  requireText(
    file,
    'app',
    app,
    'the command that runs the app, such as "npx tsx app.ts", or the directory of an assembly',
  );
  requireText(file, 'output', output, 'the directory that the assembly is written to, such as "cdk.out"');
  if (context !== undefined && !isRecord(context)) {
    throw new AppError(
      `"context" in ${file} is ${shown(context)}, but it is an object, such as {"stage": "test"}. Correct it.`,
    );
  }
  return { app, name, output, context } as Settings;
}

function requireText(file: string, key: string, value: unknown, what: string): void {
  if (value !== undefined && (typeof value !== 'string' || value.trim() === '')) {
    throw new AppError(`"${key}" in ${file} is ${shown(value)}, but it is ${what}. Correct it, or remove it.`);
  }
}

const LONGEST = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
