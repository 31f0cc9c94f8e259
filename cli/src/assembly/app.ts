import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { AppError } from './app-error';
import { type CommandEnd, InterruptedError, runCommand } from './child';
import { RefusalReader } from './refusal';
import { readSettings } from './settings';

export interface AppOptions {
  /** A command, or a directory that holds an assembly. */
  readonly app?: string;
  readonly context: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** Gets what the app prints, in whole lines; a command's own results go elsewhere. */
  readonly onOutput: (lines: string) => void;
}

const OUTPUT = 'cdk.out';

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
  const path = resolve(options.workingDirectory, app);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    return { directory: existing(path) };
  }
  if (found !== undefined && !isRunnable(app, path)) {
    throw new AppError(`The app is "${app}", which is a file and no command. ${hintFor(app)}`);
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

/** A shell runs a file that is named with its path, and that may be run; a name alone may be that of a command. */
function isRunnable(app: string, path: string): boolean {
  const isName = !/[/\\]/.test(app);
  if (isName) {
    return !(extname(app) in RUNNERS);
  }
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How a file of each kind is run. */
const RUNNERS: Readonly<Record<string, string>> = {
  '.cjs': 'node',
  '.go': 'go run',
  '.jar': 'java -jar',
  '.js': 'node',
  '.mjs': 'node',
  '.mts': 'npx tsx',
  '.py': 'python3',
  '.ts': 'npx tsx',
};

function hintFor(app: string): string {
  const runner = RUNNERS[extname(app.split(' ')[0])];
  if (runner !== undefined) {
    return `Run it with --app '${runner} ${app}'.`;
  }
  return "Pass --app with the command that runs your app, such as --app 'npx tsx app.ts', or with the directory of an assembly.";
}

async function runApp(
  app: string,
  output: string,
  context: Record<string, unknown>,
  { workingDirectory, onOutput }: AppOptions,
): Promise<void> {
  const env = { ...process.env, CDK_OUTDIR: output, CDK_CONTEXT_JSON: JSON.stringify(context) };
  const refusal = new RefusalReader();
  const pass = (lines: string) => {
    refusal.read(lines);
    onOutput(lines);
  };
  const end = await runCommand(app, { cwd: workingDirectory, env, onOutput: pass }).catch((error: Error) => {
    throw error instanceof InterruptedError
      ? error
      : new AppError(`The app "${app}" could not be started: ${error.message}.`);
  });
  if (end.code !== 0) {
    throw new AppError(
      `The app "${app}" ${howItEnded(end)}, so there is nothing to deploy. ${refusal.text() ?? 'What it said stands above.'}${missing(app, end)}`,
    );
  }
}

const howItEnded = ({ code, signal }: CommandEnd): string =>
  signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;

/** By these, shells tell that there is no such command, or that it is none. */
const NO_COMMAND = [126, 127];

const missing = (app: string, { code }: CommandEnd): string =>
  code !== null && NO_COMMAND.includes(code)
    ? ` It is neither a directory nor a command that the shell finds. ${hintFor(app)}`
    : '';
