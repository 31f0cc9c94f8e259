import { inspect } from 'node:util';
import type { Command } from 'commander';
import { inWords, isCredentialProblem, isForbidden } from '../cloud/cloud-error';
import type { PlanOptions } from '../deployment/saved-plan';
import { TimeUpError } from '../copies/timing';
import { storyTexts } from '../report/app-report';
import { paragraph, quoted } from '../report/text';
import { environmentSecrets } from '../session/environment';
import { DEFAULTS, type Flags, requireValues } from '../session/flags';
import { Output, OutputError } from '../session/output';
import { InterruptedError, type Session, type SessionWith, openSession } from '../session/session';

import { silenceTeller } from './silence';

export const EXIT = { ok: 0, failed: 1, changes: 2, interrupted: 130 } as const;

/** Gives the exit code. */
export type Body<F extends Flags> = (session: SessionWith<F>) => Promise<number>;

export interface RunOptions<F extends Flags> {
  /** @default - it does */
  readonly needsApp?: (flags: F) => boolean;
  /**
   * Whether what the app warns of is told first: not where the command tells it itself, nor where the question is about images.
   * @default true
   */
  readonly warns?: boolean;
}

/** Makes a command's action of its body: opens the session, tells errors as people need them, sets the exit code. */
export function runs<F extends Flags>(
  body: Body<F>,
  { needsApp = () => true, warns = true }: RunOptions<F> = {},
): (this: Command) => Promise<void> {
  return async function (this: Command) {
    const flags = { ...DEFAULTS, ...this.opts<F>() };
    const redactor = environmentSecrets();
    const output = new Output(redactor);
    let session: Session | undefined;
    const fail = (error: unknown) => {
      process.exitCode = codeOf(error as Error);
      tell(error as Error, this.name(), flags, output);
    };
    try {
      requireValues(this);
      session = await openSession(flags, output, redactor, {
        needsApp: needsApp(flags),
        onSilence: silenceTeller(output),
      });
      if (warns) {
        tellWarnings(session);
      }
      process.exitCode = await body(session as SessionWith<F>);
    } catch (error) {
      fail(error);
    }
    await session?.close().catch(fail);
  };
}

/** Ctrl-C at a question, or a signal while the app ran. */
export const isLeaving = (error: Error): boolean =>
  error instanceof InterruptedError || error.name === 'ExitPromptError';

function codeOf(error: Error): number {
  if (isLeaving(error)) {
    return EXIT.interrupted;
  }
  return error instanceof TimeUpError ? EXIT.changes : EXIT.failed;
}

/** What the app warns of; what it says besides, commands tell that show a plan. */
function tellWarnings({ notes, output }: Session): void {
  const warnings = notes.filter(({ level }) => level === 'warning');
  const story = { notes: warnings, now: Date.now() };
  storyTexts(story, output.progressColours).forEach(text => output.progress(text));
}

function tell(error: Error, command: string, flags: Flags, output: Output): void {
  if (isLeaving(error)) {
    return output.progress('Nothing was done.');
  }
  const message = output.clean(messageOf(error));
  output.progress(paragraph(`error: ${message}`));
  if (flags.verbose) {
    output.progress(inspect(error));
  }
  if (flags.json && !(error instanceof OutputError)) {
    tellAsData({ command, error: { message } }, output);
  }
}

function tellAsData(data: unknown, output: Output): void {
  try {
    output.data(data);
  } catch (error) {
    output.progress(paragraph(`error: ${(error as Error).message}`));
  }
}

/** What went wrong, and what helps. */
export const messageOf = (error: Error): string => `${inWords(error)}${adviceFor(error)}`;

function adviceFor(error: Error): string {
  if (isForbidden(error)) {
    return ' Run global-registry doctor: it names the permissions that are missing.';
  }
  if (isCredentialProblem(error)) {
    return ' The credentials are wrong or no longer valid: renew them, then run this again.';
  }
  return '';
}

/** What to type to run the same again. */
export function sameCommand(argv: readonly string[] = process.argv): string {
  const words = argv.slice(2).map((word, index, all) => withoutValue(word, all[index - 1]));
  return typed(words.filter(word => word !== '--fresh')); // what goes on does not begin anew
}

const typed = (words: readonly string[]): string => ['global-registry', ...words.map(quoted)].join(' ');

/** What to type to save a plan of the same app in the same cloud: one that was carried out in part is no longer true. */
export const anotherPlan = (file: string, flags: Flags, asked?: PlanOptions): string =>
  typed(['plan', '--out', file, ...askedWords(asked), ...placeWords(flags)]);

const askedWords = ({ only = [], takeOver = [], prune = false }: Partial<PlanOptions> = {}): string[] => [
  ...(only.length > 0 ? ['--only', ...only] : []),
  ...(takeOver.length > 0 ? ['--take-over', ...takeOver] : []),
  ...(prune ? ['--prune'] : []),
];

/** What to type to carry out a plan that was saved. */
export const savedPlanCommand = (file: string, flags: Flags): string => typed(['deploy', file, ...placeWords(flags)]);

/** The options that say which app is meant, with which values, in which cloud. */
function placeWords(flags: Flags): string[] {
  const pairs = (option: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([key, value]) => [option, `${key}=${value}`]);
  const single = (option: string, value: string | undefined) => (value === undefined ? [] : [option, value]);
  const parameters = (option: string, given: Flags['parameter'], shown: (text: string) => string) =>
    Object.entries(given).flatMap(([stack, values]) =>
      Object.entries(values).flatMap(([name, text]) => [
        option,
        `${stack === '*' ? '' : `${stack}:`}${name}=${shown(text)}`,
      ]),
    );
  return [
    ...single('--app', flags.app),
    ...single('--app-name', flags.appName),
    ...pairs('--context', flags.context),
    ...pairs('--region-of', flags.regionOf),
    ...parameters('--parameter', flags.parameter, () => '...'),
    ...parameters('--parameter-env', flags.parameterEnv, variable => variable),
    ...parameters('--parameter-from-file', flags.parameterFromFile, path => path),
    ...single('--parameters-file', flags.parametersFile),
    ...single('--profile', flags.profile),
    ...single('--endpoint', flags.endpoint),
    ...(flags.simulate ? ['--simulate'] : []),
  ];
}

/** The value of a template parameter may be a password. */
function withoutValue(word: string, before: string | undefined): string {
  if (before === '--parameter') {
    return word.replace(/=.*$/s, '=...');
  }
  return word.replace(/^(--parameter=[^=]+=).*$/s, '$1...');
}

/** Text for people, or data for programs. */
export function tellResult(session: Session, text: string, data: unknown): void {
  const { flags, output } = session;
  return flags.json ? output.data(data) : output.result(text);
}
