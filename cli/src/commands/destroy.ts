import { Command, Option } from 'commander';
import { sideBySide } from '../cloud/side-by-side';
import { type Retained, confirmationOf, deletesImages, destructionOrder, retainedBy } from '../domain/destruction';
import type { DeclaredStack, LiveStack } from '../domain/model';
import { destroy } from '../deployment/execute';
import { type Flags, concurrency, withCloudOptions } from '../session/flags';
import { readStack } from '../cloud/live-stack';
import { endingData } from '../report/deploy-report';
import { destroyText, destructionText } from '../report/destroy-report';
import { createProgress } from '../report/progress';
import type { Session } from '../session/session';
import { sayStopping } from './deploy';
import { onInterrupt } from './interrupt';
import { EXIT, runs, sameCommand, tellResult } from './run';

interface DestroyFlags extends Flags {
  readonly confirm?: string;
  readonly concurrency: number;
}

type DestroySession = Session & { readonly flags: DestroyFlags };

interface Doomed {
  readonly stack: DeclaredStack;
  readonly live: LiveStack;
  readonly retained: readonly Retained[];
}

async function run(session: DestroySession): Promise<number> {
  const { output } = session;
  const order = destructionOrder(session.stacks);
  const doomed = await findDoomed(order, session);
  const retained = doomed.flatMap(one => one.retained);
  const listed = doomed.map(({ stack, live }) => ({ ...stack, losesImages: deletesImages(live.template ?? {}) }));
  if (doomed.length > 0) {
    output.progress(`${destructionText(listed, retained, output.progressColours)}\n`);
    if (!(await consents(session))) {
      output.progress('Nothing was deleted.');
      return EXIT.failed;
    }
  }
  const { outcomes, interrupted } = await execute(session, order);
  const ending = { outcomes, retained, interrupted, again: sameCommand() };
  tellResult(session, destroyText(ending, output.colours), { ...endingData('destroy', ending), retained });
  if (interrupted) {
    return EXIT.interrupted;
  }
  return outcomes.some(({ result }) => result === 'failed' || result === 'skipped') ? EXIT.failed : EXIT.ok;
}

async function findDoomed(order: readonly DeclaredStack[], session: DestroySession): Promise<Doomed[]> {
  const { ros } = await session.cloud();
  const found = await sideBySide(order, async stack => {
    const live = await readStack(stack, ros);
    if (live === undefined) {
      return [];
    }
    const retained = retainedBy(stack, live.template ?? {}, await ros.listResources(stack.region, live.id));
    return [{ stack, live, retained }];
  });
  return found.flat();
}

async function consents({ stacks, flags, output }: DestroySession): Promise<boolean> {
  const expected = confirmationOf(stacks);
  if (flags.confirm !== undefined) {
    if (flags.confirm === expected) {
      return true;
    }
    throw new Error(
      `--confirm is "${flags.confirm}", but these stacks are named by "${expected}". Nothing was deleted.`,
    );
  }
  if (!output.isInteractive) {
    throw new Error(`There is no terminal to ask on. Look at the list above and add --confirm '${expected}'.`);
  }
  const { default: input } = await import('@inquirer/input');
  const answer = await input({ message: `Type "${expected}" to delete these stacks:` }, { output: output.stderr });
  return answer.trim() === expected;
}

async function execute(session: DestroySession, order: readonly DeclaredStack[]) {
  const { ros } = await session.cloud();
  const progress = createProgress(order.length, session.output);
  const interrupt = onInterrupt(() => sayStopping(progress));
  try {
    const outcomes = await destroy(order, {
      ros,
      concurrency: session.flags.concurrency,
      stop: interrupt.signal,
      pace: session.pace,
      onEvent: event => progress.show(event),
    });
    return { outcomes, interrupted: interrupt.signal.aborted };
  } finally {
    interrupt.release();
    progress.close();
  }
}

export function destroyCommand(): Command {
  return withCloudOptions(new Command('destroy'))
    .description('delete all stacks of the app: replication first, then registries')
    .option('--confirm <prefix>', 'the prefix of the stacks, instead of typing it when asked')
    .addOption(new Option('--concurrency <number>', 'stacks at a time, at most 50').argParser(concurrency).default(8))
    .addHelpText('after', HELP)
    .action(runs<DestroyFlags>(run));
}

const HELP = `
Registries, namespaces and repositories are retained unless the app says
otherwise; registries that are retained are still billed.
Exit code: 0 all stacks are gone, 1 something failed, 130 stopped by Ctrl-C.

Examples:
  $ global-registry destroy
  $ global-registry destroy --confirm acme
  $ global-registry destroy --simulate --confirm acme`;
