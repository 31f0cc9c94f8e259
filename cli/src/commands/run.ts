import { inspect } from 'node:util';
import type { Command } from 'commander';
import { inWords, isCredentialProblem, isForbidden } from '../cloud/cloud-error';
import { AdvisedError } from '../domain/advised-error';
import { TimeUpError } from '../copies/timing';
import { storyTexts } from '../report/app-report';
import { commandText, paragraph } from '../report/text';
import { environmentSecrets } from '../session/environment';
import { DEFAULTS, type Flags, requireValues } from '../session/flags';
import { Output, OutputError } from '../session/output';
import { InterruptedError, type Session, type SessionWith, openSession } from '../session/session';

import { answerAlways } from './always-data';
import { againIn } from './command-line';
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
    const stopped = { command: this.name(), error: { message: STOPPED } };
    const release = flags.json
      ? answerAlways(output, () => tellAsData(stopped, output), EXIT.interrupted)
      : () => undefined;
    const fail = (error: unknown) => {
      process.exitCode = codeOf(error as Error);
      tell(error as Error, this.name(), flags, output);
    };
    try {
      requireValues(this);
      if (flags.simulate) {
        output.progress(SIMULATION);
      }
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
    release();
  };
}

/** Nobody is to look for the invoice, nor to take a rehearsal in a log for the real thing. */
const SIMULATION = 'Simulation in .global-registry: no account, and nothing is bought.';
const STOPPED = 'It was stopped on request before there was a result. What ROS had begun by then goes on.';

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
  const next = nextOf(error, flags);
  if (next !== undefined) {
    output.progress(commandText(next.why, next.command));
  }
  if (flags.verbose) {
    output.progress(inspect(error));
  }
  if (flags.json && !(error instanceof OutputError)) {
    tellAsData({ command, error: { message, ...(next && { next: next.command }) } }, output);
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

const adviceFor = (error: Error): string =>
  !isForbidden(error) && isCredentialProblem(error)
    ? ' The credentials are wrong or no longer valid: renew them, then run this again.'
    : '';

/** The command that helps, and why it does. */
export function nextOf(error: Error, flags: Flags): { readonly why: string; readonly command: string } | undefined {
  if (error instanceof AdvisedError) {
    return { why: error.why, command: againIn({ flags })(error.command) };
  }
  return isForbidden(error)
    ? { why: 'Which permissions are missing:', command: againIn({ flags })('doctor') }
    : undefined;
}

/** Text for people, or data for programs. */
export function tellResult(session: Session, text: string, data: unknown): void {
  const { flags, output } = session;
  return flags.json ? output.data(data) : output.result(text);
}
