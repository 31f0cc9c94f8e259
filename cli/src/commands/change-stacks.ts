/** What the commands share that change stacks. */
import { type Command, Option } from 'commander';
import type { StackOutcome } from '../deployment/events';
import type { Schedule } from '../deployment/execute';
import { ROS_LIMITS } from '../domain/facts.generated';
import { type Ending, isUnfinished } from '../report/ending';
import { type Progress, createProgress } from '../report/progress';
import { type Flags, concurrency, withCloudOptions } from '../session/flags';
import type { Output } from '../session/output';
import type { SessionWith } from '../session/session';
import { onInterrupt } from './interrupt';
import { EXIT, sameCommand } from './run';

export interface ChangeFlags extends Flags {
  readonly concurrency: number;
}

export const withChangeOptions = (command: Command): Command =>
  withCloudOptions(command).addOption(
    new Option('--concurrency <number>', 'stacks at a time')
      .argParser(concurrency)
      .default(ROS_LIMITS.concurrentStackOperations),
  );

/** Changes stacks under the eyes of whoever runs it: progress is shown, and Ctrl-C stops it. */
export async function changeStacks(
  session: SessionWith<ChangeFlags>,
  total: number,
  change: (schedule: Schedule) => Promise<StackOutcome[]>,
  again = sameCommand(),
): Promise<Ending> {
  const { flags, pace, output } = session;
  const { ros } = await session.cloud();
  const progress = createProgress(total, output);
  const { signal, release } = onInterrupt(() => sayStopping(progress, again));
  try {
    const onEvent: Schedule['onEvent'] = event => progress.show(event);
    const outcomes = await change({ ros, concurrency: flags.concurrency, stop: signal, pace, onEvent });
    return { outcomes, interrupted: signal.aborted, again };
  } finally {
    release();
    progress.close();
  }
}

function sayStopping(progress: Progress, again: string): void {
  const names = progress.running().map(({ name }) => name);
  progress.say(
    `Stopping: nothing new is started. ${names.length > 0 ? `Running in ROS: ${names.join(', ')}; waiting for it.` : ''} ` +
      `Ctrl-C again leaves at once; ROS goes on by itself. To go on later, run: ${again}`,
  );
}

/** Throws where nobody can be asked, with what to do instead. */
export function requireTerminal(output: Output, instead: string): void {
  if (!output.isInteractive) {
    throw new Error(`There is no terminal to ask on. ${instead}`);
  }
}

export function exitCodeOf(ending: Ending): number {
  if (ending.interrupted) {
    return EXIT.interrupted;
  }
  return isUnfinished(ending) ? EXIT.failed : EXIT.ok;
}
