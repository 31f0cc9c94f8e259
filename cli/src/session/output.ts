import { fstatSync, writeFileSync } from 'node:fs';
import pc from 'picocolors';
import type { Redactor } from '../cloud/redact';
import { fileReason } from '../domain/file-reason';
import { printable } from '../domain/printable';

export type Colours = ReturnType<typeof pc.createColors>;

/** The result could not be written; what led to it was done all the same. */
export class OutputError extends Error {}

/** The only way to the terminal: results to stdout, everything else to stderr, secrets to neither. */
export class Output {
  readonly colours: Colours;
  readonly progressColours: Colours;

  constructor(
    private readonly redactor: Redactor,
    private readonly stdout: NodeJS.WriteStream = process.stdout,
    readonly stderr: NodeJS.WriteStream = process.stderr,
  ) {
    this.colours = pc.createColors(hasColours(stdout));
    this.progressColours = pc.createColors(hasColours(stderr));
  }

  get isInteractive(): boolean {
    return this.stderr.isTTY === true && process.stdin.isTTY === true;
  }

  result(text: string): void {
    this.give(`${printable(this.clean(text)).trimEnd()}\n`);
  }

  /**
   * What a program takes as it is: bytes that are no text, or a text of what the app declares, in which a word that happens to be a secret
   * elsewhere must not change.
   */
  exact(data: string | Uint8Array): void {
    this.give(data);
  }

  /** Data for a program. Secrets are hidden in values; what names them stays as it is. */
  data(value: unknown): void {
    const cleaned = (_key: string, one: unknown) => (typeof one === 'string' ? this.clean(one) : one);
    this.give(`${printable(JSON.stringify(value, cleaned, 2))}\n`);
  }

  /** A result that was asked for with the secret in it. */
  secret(text: string): void {
    if (this.stdoutIsTerminal) {
      throw new Error('A password does not go to a terminal. Add --output FILE, or redirect it.');
    }
    if (isOpenFile(this.stdout)) {
      throw new Error(
        'The password would go to a file that others can read. Add --output FILE, which only you can read.',
      );
    }
    this.give(text);
  }

  get stdoutIsTerminal(): boolean {
    return this.stdout.isTTY === true;
  }

  private told = false;

  /** Whether a result was given, or tried to. */
  get hasResult(): boolean {
    return this.told;
  }

  /** What is done around each line of progress, where something else is drawn below. */
  around?: (write: () => void) => void;

  progress(text: string): void {
    const write = () => this.passOn(`${printable(text.trimEnd())}\n`);
    return this.around === undefined ? write() : this.around(write);
  }

  /** What somebody else says, in whole lines. Where nobody can read it, the work goes on. */
  passOn(text: string): void {
    try {
      write(this.stderr, this.clean(text));
    } catch {
      // Nothing is left to say it on.
    }
  }

  clean(text: string): string {
    return this.redactor.clean(text);
  }

  private give(data: string | Uint8Array): void {
    this.told = true;
    try {
      write(this.stdout, data);
    } catch (error) {
      if (!isGone(error)) {
        throw new OutputError(`The result could not be written to stdout: ${fileReason(error)}.`);
      }
    }
  }
}

/** A stream writes as much as there is room for into a file, and does not tell; this writes all of it, or throws. */
function write(stream: NodeJS.WriteStream, data: string | Uint8Array): void {
  const file = fileOf(stream);
  if (file === undefined) {
    stream.write(data);
  } else {
    writeFileSync(file, data);
  }
}

/** The descriptor of a stream that leads to a file or a device. */
function fileOf({ isTTY, fd }: NodeJS.WriteStream & { readonly fd?: number }): number | undefined {
  if (isTTY || fd === undefined) {
    return undefined;
  }
  const kind = fstatSync(fd);
  return kind.isFIFO() || kind.isSocket() ? undefined : fd;
}

/** Whether it leads to a file that others may read; Windows tells nothing of that. */
function isOpenFile(stream: NodeJS.WriteStream): boolean {
  const file = fileOf(stream);
  const kind = file === undefined ? undefined : fstatSync(file);
  return process.platform !== 'win32' && kind?.isFile() === true && (kind.mode & OTHERS_READ) !== 0;
}

const OTHERS_READ = 0o044;

/** Whether whoever read it has seen enough, as `head` may have, or the terminal was closed. */
const isGone = (error: unknown): boolean => ['EPIPE', 'EIO'].includes(String((error as NodeJS.ErrnoException).code));

/** Streams tell of what went wrong when it is too late to do anything about it. */
export function keepQuiet(...streams: readonly NodeJS.WriteStream[]): void {
  streams.forEach(stream => stream.on('error', () => undefined));
}

/** https://no-color.org */
const hasColours = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
