import { spawn } from '@lydell/node-pty';
import { BIN, cleanEnvironment } from './process';

export interface Screen {
  readonly code: number;
  /** All that was written, control sequences and all. */
  readonly raw: string;
  /** What a person reads: without colours and movements. */
  readonly text: string;
}

export type Typed = readonly [when: string, keys: string, meanwhile?: () => unknown];

export interface TerminalOptions {
  readonly cwd: string;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What is typed when a text appears; each once, in this order, after what else happens then. */
  readonly typed?: readonly Typed[];
}

/* eslint-disable no-control-regex */
export const plain = (raw: string): string =>
  raw
    .replace(/\x1b\[[0-9;?]*[ -/]*[@-~]/g, '')
    .replace(/\x1b[78]/g, '')
    .replaceAll('\r', '');

/** A pseudo-terminal takes texts only: what is undefined must not be there at all. */
function environment(more: TerminalOptions['env']): Record<string, string> {
  const all = cleanEnvironment({ TERM: 'xterm-256color', CI: undefined, NO_COLOR: undefined, ...more });
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A pseudo-terminal that is closed with its process loses what has not been read by then. */
const LINGER = '"$@"; code=$?; sleep 0.3; exit $code';

/** Runs the command on a pseudo-terminal. */
export function onTerminal(parameters: readonly string[], options: TerminalOptions): Promise<Screen> {
  return new Promise(resolve => {
    const terminal = spawn('/bin/sh', ['-c', LINGER, 'sh', process.execPath, BIN, ...parameters], {
      name: 'xterm-256color',
      cols: options.columns ?? 80,
      rows: 30,
      cwd: options.cwd,
      env: environment(options.env),
    });
    const typed = [...(options.typed ?? [])];
    let raw = '';
    terminal.onData(data => {
      raw += data;
      if (typed.length > 0 && plain(raw).includes(typed[0][0])) {
        const [, keys, meanwhile] = typed.shift()!;
        void Promise.resolve(meanwhile?.()).then(() => terminal.write(keys));
      }
    });
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode, raw, text: plain(raw) }));
  });
}
