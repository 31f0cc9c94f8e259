import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface AppOptions {
  /** A command, or a directory that holds an assembly. */
  readonly app?: string;
  readonly context: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** Gets what the app prints; a command's own results go elsewhere. */
  readonly onOutput: (text: string) => void;
}

/** The app could not be synthesised; the message says why and what to do. */
export class AppError extends Error {}

const OUTPUT = 'cdk.out';

interface Settings {
  readonly app?: string;
  readonly name?: unknown;
  readonly output?: string;
  readonly context?: Record<string, unknown>;
}

export interface Synthesised {
  /** Where the assembly is. */
  readonly directory: string;
  /** What wrote it just now; undefined where it was there before. */
  readonly command?: string;
}

/**
 * Finds the assembly: the directory that `--app` names; else what the command of `--app` or of `cdk.json` writes; else an existing `cdk.out`.
 */
export async function synthesise(options: AppOptions): Promise<Synthesised> {
  const settings = readSettings(options.workingDirectory);
  const app = options.app ?? settings.app;
  const output = resolve(options.workingDirectory, settings.output ?? OUTPUT);
  if (app === undefined) {
    return { directory: existing(output) };
  }
  const directory = resolve(options.workingDirectory, app);
  if (existsSync(directory) && statSync(directory).isDirectory()) {
    return { directory: existing(directory) };
  }
  const before = writtenAt(output);
  await runApp(app, output, { ...settings.context, ...options.context }, options);
  if (writtenAt(output) !== before) {
    return { directory: output, command: app };
  }
  throw new AppError(
    `The app "${app}" ended well but wrote no assembly to ${output}. Does it call app.synth(), without an outdir of its own?`,
  );
}

/**
 * By which name the stacks of the app are known, which outlives what the app declares.
 *
 * @param given the value of `--app-name`
 */
export function appNameOf(given: string | undefined, workingDirectory: string): string | undefined {
  const name = given ?? readSettings(workingDirectory).name;
  if (name === undefined || (typeof name === 'string' && APP_NAME.test(name))) {
    return name;
  }
  throw new AppError(
    `The name of the app is ${JSON.stringify(name)}, but it has 1 to 64 characters without line breaks and slashes but for one in front, ` +
      'and does not begin with "aliyun" or "acs:". Correct --app-name, or "name" in cdk.json.',
  );
}

/** What the value of a tag takes. */
const APP_NAME = /^(?!aliyun|acs:)\/?[^/\n\r]{1,64}$/;

function readSettings(directory: string): Settings {
  const file = join(directory, 'cdk.json');
  if (!existsSync(file)) {
    return {};
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Settings;
  } catch (error) {
    throw new AppError(`${file} is not JSON: ${(error as Error).message}. Correct it, or pass --app.`);
  }
}

/** When the assembly of a directory was written; an old one must not pass for what the app says now. */
function writtenAt(directory: string): number | undefined {
  return statSync(join(directory, 'manifest.json'), { throwIfNoEntry: false })?.mtimeMs;
}

function existing(directory: string): string {
  if (existsSync(join(directory, 'manifest.json'))) {
    return directory;
  }
  throw new AppError(
    `No assembly was found: ${join(directory, 'manifest.json')} does not exist. ` +
      'Pass --app with the command that runs your app or with the directory of an assembly, or put {"app": "..."} into cdk.json.',
  );
}

function runApp(app: string, output: string, context: Record<string, unknown>, options: AppOptions): Promise<void> {
  const environment = { ...process.env, CDK_OUTDIR: output, CDK_CONTEXT_JSON: JSON.stringify(context) };
  return new Promise((fulfil, reject) => {
    const child = spawn(app, {
      shell: true,
      cwd: options.workingDirectory,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', chunk => options.onOutput(String(chunk)));
    child.stderr.on('data', chunk => options.onOutput(String(chunk)));
    child.on('error', error => reject(new AppError(`The app "${app}" could not be started: ${error.message}.`)));
    child.on('close', (code, signal) => {
      if (code === 0) {
        return fulfil();
      }
      const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
      reject(new AppError(`The app "${app}" ${how}, so there is nothing to deploy. What it said stands above.`));
    });
  });
}
