import pc from 'picocolors';
import type { Redactor } from '../cloud/redact';

export type Colours = ReturnType<typeof pc.createColors>;

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
    this.stdout.write(`${this.clean(text).trimEnd()}\n`);
  }

  /** Bytes that are not text. */
  binary(data: Uint8Array): void {
    this.stdout.write(data);
  }

  /** A result that was asked for with the secret in it. */
  secret(text: string): void {
    if (this.stdoutIsTerminal) {
      throw new Error('A password does not go to a terminal. Add --output FILE, or redirect it.');
    }
    this.stdout.write(text);
  }

  get stdoutIsTerminal(): boolean {
    return this.stdout.isTTY === true;
  }

  /** What is done around each line of progress, where something else is drawn below. */
  around?: (write: () => void) => void;

  progress(text: string): void {
    const write = () => void this.stderr.write(`${this.clean(text).trimEnd()}\n`);
    return this.around === undefined ? write() : this.around(write);
  }

  clean(text: string): string {
    return this.redactor.clean(text);
  }
}

/** https://no-color.org */
const hasColours = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
