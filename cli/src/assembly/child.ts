import { type ChildProcess, spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Gets what the command says, in whole lines. */
  readonly onOutput: (lines: string) => void;
}

export interface CommandEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Somebody asked to stop while a command ran; nothing of it runs any more. */
export class InterruptedError extends Error {}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Milliseconds that a command has to end by itself when it is asked to. */
const PATIENCE = 5_000;
/** Milliseconds without a word after which nothing more is expected of a command that has ended. */
const LINGER = 2_000;

/** Windows has no groups of processes. */
const GROUPS = process.platform !== 'win32';

/** Runs a command of the shell. Signals go to all that it starts, which ends before this does. */
export function runCommand(command: string, { cwd, env, onOutput }: CommandOptions): Promise<CommandEnd> {
  return new Promise((fulfil, reject) => {
    const child = spawn(command, { shell: true, cwd, env, detached: GROUPS, stdio: ['ignore', 'pipe', 'pipe'] });
    const ends = [child.stdout, child.stderr].map(stream => passLines(stream, onOutput));
    const passing = passSignals(child);
    child.on('error', error => {
      passing.release();
      reject(error);
    });
    child.on('exit', () => [child.stdout, child.stderr].forEach(abandon));
    child.on('close', (code, signal) => {
      passing.release();
      ends.forEach(end => end());
      if (!passing.isAsked()) {
        return fulfil({ code, signal });
      }
      send(child, 'SIGKILL');
      reject(new InterruptedError('Stopped while the app ran.'));
    });
  });
}

/** Closes a stream when nothing comes any more: what the command has left behind may keep it open for ever. */
function abandon(stream: Readable): void {
  if (stream.closed) {
    return;
  }
  let isQuiet = true;
  stream.on('data', () => (isQuiet = false));
  const timer = setInterval(() => {
    if (isQuiet) {
      stream.destroy();
    }
    isQuiet = true;
  }, LINGER);
  stream.on('close', () => clearInterval(timer));
}

/**
 * Gives whole lines: neither a character nor a secret is cut in two where the pipe cuts.
 *
 * @returns what gives the rest, when no more comes
 */
function passLines(stream: Readable, give: (lines: string) => void): () => void {
  const decoder = new StringDecoder('utf8');
  let begun: string[] = [];
  stream.on('data', (chunk: Buffer) => {
    const text = decoder.write(chunk);
    // A line that only moves back to its beginning is over too.
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
    if (end > 0) {
      give(begun.join('') + text.slice(0, end));
      begun = [];
    }
    begun.push(text.slice(end));
  });
  return () => {
    const rest = begun.join('') + decoder.end();
    if (rest !== '') {
      give(`${rest}\n`);
    }
  };
}

interface Passing {
  isAsked(): boolean;
  release(): void;
}

/** The first signal is passed on; a second one, or too long a wait, ends the command at once. */
function passSignals(child: ChildProcess): Passing {
  let asked = false;
  let timer: NodeJS.Timeout | undefined;
  const kill = () => send(child, 'SIGKILL');
  const pass = (signal: NodeJS.Signals) => {
    if (asked) {
      return kill();
    }
    asked = true;
    send(child, signal);
    timer = setTimeout(kill, PATIENCE);
  };
  SIGNALS.forEach(signal => process.on(signal, pass));
  process.on('exit', kill);
  return {
    isAsked: () => asked,
    release: () => {
      clearTimeout(timer);
      SIGNALS.forEach(signal => process.off(signal, pass));
      process.off('exit', kill);
    },
  };
}

function send({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(GROUPS ? -pid! : pid!, signal);
  } catch {
    // It has ended.
  }
}
