import type { StackOutcome } from '../deployment/events';
import type { DeclaredStack } from '../domain/model';
import type { Running } from './running';
import { duration, paragraph } from './text';

const SYMBOLS = { deployed: '+', deleted: '-', unchanged: '.', absent: '.', failed: 'x', skipped: '!' } as const;

/** One line for a stack that has ended. */
export function endedLine(outcome: StackOutcome, { done, total }: Pick<Running, 'done' | 'total'>): string {
  const { stack, result, reason, milliseconds } = outcome;
  const number = `${String(done).padStart(String(total).length)}/${total}`;
  const took =
    milliseconds === undefined || ['unchanged', 'absent'].includes(result) ? '' : `  ${duration(milliseconds)}`;
  const by = ['deployed', 'unchanged'].includes(result) && reason !== undefined ? '  (by another run meanwhile)' : '';
  return `${number} ${SYMBOLS[result]} ${stack.name}  ${stack.region}  ${result}${took}${by}`;
}

/** What a stack waits for in the midst of it. */
export const pausedLine = ({ stack, reason }: { stack: DeclaredStack; reason: string }): string =>
  paragraph(`    ${stack.name}  ${reason}`);

/** `, about 2 min 5 s left`; nothing where that is not known. */
export function leftText(running: Running): string {
  const left = running.left();
  return left === undefined ? '' : `, about ${duration(left)} left`;
}
