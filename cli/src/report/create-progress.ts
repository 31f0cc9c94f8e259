import type { DeclaredStack } from '../domain/model';
import type { Output } from '../session/output';
import { LiveProgress } from './live-progress';
import { PlainProgress } from './plain-progress';
import type { Progress } from './progress';
import { Running } from './running';

/** Live on a terminal, plain lines with their times anywhere else. */
export function createProgress(stacks: readonly DeclaredStack[], concurrency: number, output: Output): Progress {
  const running = new Running(stacks, concurrency);
  return output.stderr.isTTY && process.env.TERM !== 'dumb'
    ? new LiveProgress(running, output)
    : new PlainProgress(running, output);
}
