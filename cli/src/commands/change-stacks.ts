/** What the commands share that change stacks. */
import { type Command, Option } from 'commander';
import type { StackOutcome } from '../deployment/events';
import type { Schedule } from '../deployment/execute';
import type { DeclaredStack } from '../domain/model';
import { ROS_LIMITS } from '../domain/facts.generated';
import { type Ending, isUnfinished } from '../report/ending';
import { createProgress } from '../report/create-progress';
import { stoppingText } from '../report/stopping-text';
import { type Flags, concurrency, span, withCloudOptions } from '../session/flags';
import type { Output } from '../session/output';
import type { SessionWith } from '../session/session';
import { Deadline } from './deadline';
import { onInterrupt } from './interrupt';
import { againIn, sameCommand } from './command-line';
import { EXIT } from './run';

export interface ChangeFlags extends Flags {
  readonly concurrency: number;
  /** In milliseconds. */
  readonly timeout?: number;
}

export const withChangeOptions = (command: Command): Command =>
  withCloudOptions(command)
    .addOption(
      new Option('--concurrency <number>', 'stacks at a time')
        .argParser(concurrency)
        .default(ROS_LIMITS.concurrentStackOperations),
    )
    .addOption(
      new Option('--timeout <duration>', 'leave after this time, such as 90s, 30m, 2h; ROS goes on').argParser(span),
    );

/** Changes stacks under the eyes of whoever runs it: progress is shown, and Ctrl-C stops it. */
export async function changeStacks(
  session: SessionWith<ChangeFlags>,
  stacks: readonly DeclaredStack[],
  change: (schedule: Schedule) => Promise<StackOutcome[]>,
  again = sameCommand(),
): Promise<Ending> {
  const { flags, pace, output } = session;
  const { ros } = await session.cloud();
  const progress = createProgress(stacks, flags.concurrency, output);
  const began = Date.now();
  const deadline = new Deadline(flags.timeout, pace);
  const { signal, release } = onInterrupt(() => progress.say(stoppingText(progress.running(), again)));
  try {
    const onEvent: Schedule['onEvent'] = event => progress.show(event);
    const { concurrency } = flags;
    const outcomes = await change({ ros, concurrency, stop: signal, pace, onEvent, deadline: deadline.signal });
    return {
      ...{ outcomes, interrupted: signal.aborted, again },
      ...{ next: againIn(session), milliseconds: Date.now() - began },
      ...(flags.simulate && { speed: flags.simulationSpeed }),
    };
  } finally {
    deadline.release();
    release();
    progress.close();
  }
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
