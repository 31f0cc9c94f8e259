import { Command } from 'commander';
import { readStack } from '../cloud/live-stack';
import { sideBySide } from '../cloud/side-by-side';
import { destroy } from '../deployment/execute';
import { type Retained, confirmationOf, deletesImages, destructionOrder, retainedBy } from '../domain/destruction';
import type { DeclaredStack, LiveStack } from '../domain/model';
import { destroyData, destroyText, destructionText } from '../report/destroy-report';
import type { SessionWith } from '../session/session';
import { type ChangeFlags, changeStacks, exitCodeOf, requireTerminal, withChangeOptions } from './change-stacks';
import { EXIT, runs, tellResult } from './run';

interface DestroyFlags extends ChangeFlags {
  readonly confirm?: string;
}

/** A stack that exists, and what of it stays when it is deleted. */
interface Deletion {
  readonly stack: DeclaredStack;
  readonly live: LiveStack;
  readonly retained: readonly Retained[];
}

async function run(session: SessionWith<DestroyFlags>): Promise<number> {
  const { output } = session;
  const order = destructionOrder(session.stacks);
  const deletions = await findDeletions(order, session);
  const retained = deletions.flatMap(deletion => deletion.retained);
  const listed = deletions.map(({ stack, live }) => ({ ...stack, losesImages: deletesImages(live.template ?? {}) }));
  if (deletions.length > 0) {
    output.progress(`${destructionText(listed, retained, output.progressColours)}\n`);
    if (!(await consents(session))) {
      output.progress('Nothing was deleted.');
      return EXIT.failed;
    }
  }
  const ending = await changeStacks(session, order.length, schedule => destroy(order, schedule));
  tellResult(session, destroyText(ending, retained, output.colours), destroyData(ending, retained));
  return exitCodeOf(ending);
}

async function findDeletions(order: readonly DeclaredStack[], session: SessionWith<DestroyFlags>): Promise<Deletion[]> {
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

async function consents({ stacks, flags, output }: SessionWith<DestroyFlags>): Promise<boolean> {
  const expected = confirmationOf(stacks);
  if (flags.confirm === expected) {
    return true;
  }
  if (flags.confirm !== undefined) {
    throw new Error(
      `--confirm is "${flags.confirm}", but these stacks are named by "${expected}". Nothing was deleted.`,
    );
  }
  requireTerminal(output, `Look at the list above and add --confirm '${expected}'.`);
  const { default: input } = await import('@inquirer/input');
  const answer = await input({ message: `Type "${expected}" to delete these stacks:` }, { output: output.stderr });
  return answer.trim() === expected;
}

export function destroyCommand(): Command {
  return withChangeOptions(new Command('destroy'))
    .description('delete all stacks of the app: replication first, then registries')
    .option('--confirm <prefix>', 'the prefix of the stacks, instead of typing it when asked')
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
