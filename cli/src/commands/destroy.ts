import { Command } from 'commander';
import { surveyRegions } from '../cloud/survey';
import { type FoundDeletion, findDeletions, weigh } from '../deployment/deletions';
import { refuseInUse } from '../deployment/deletions-in-use';
import { destroy } from '../deployment/execute';
import { type Leftovers, NO_LEFTOVERS, findLeftovers, orphanDeletions } from '../deployment/orphans';
import { stillThere } from '../deployment/retained';
import { refuseRead } from '../deployment/still-read';
import { confirmationOf, prefixOf } from '../domain/destruction';
import type { DeclaredStack } from '../domain/model';
import { deletionOf } from '../domain/selection';
import { wavesOf } from '../domain/waves';
import { type Remainder, destroyData, destroyText, destructionText } from '../report/destroy-report';
import { leftoversTexts } from '../report/leftovers-report';
import { type SelectionFlags, withAllowDelete, withOnly, withTakeOver } from '../session/flags';
import type { SessionWith } from '../session/session';
import { type ChangeFlags, changeStacks, exitCodeOf, requireTerminal, withChangeOptions } from './change-stacks';
import { againIn } from './command-line';
import { type DeletionFlags, consentsToLosses, isTyped } from './consent';
import { EXIT, runs, tellResult } from './run';

interface DestroyFlags extends ChangeFlags, SelectionFlags, DeletionFlags {
  readonly confirm?: string;
  readonly orphans?: boolean;
  readonly retain?: boolean;
  readonly takeOver?: readonly string[];
}

export async function run(session: SessionWith<DestroyFlags>): Promise<number> {
  const { output } = session;
  const { deletions, leftovers } = await (session.flags.orphans ? ofOrphans(session) : ofApp(session));
  const there = deletions.filter(({ live }) => live !== undefined);
  await refuseInUse(there, (await session.cloud()).cr);
  if (there.length > 0) {
    const stacks = there.map(({ stack, losses }) => ({ ...stack, losses }));
    const retained = there.flatMap(deletion => deletion.retained);
    output.progress(`${destructionText(stacks, retained, output.progressColours)}\n`);
    if (!(await consents(session, there))) {
      output.progress('Nothing was deleted.');
      return EXIT.failed;
    }
  }
  const ending = await changeStacks(
    session,
    deletions.map(({ stack }) => stack),
    schedule => destroy(deletions, schedule),
  );
  const remainder = await remainderOf(session, deletions, leftovers);
  tellResult(session, destroyText(ending, remainder, output.colours), destroyData(ending, remainder));
  return exitCodeOf(ending);
}

interface Found {
  readonly deletions: readonly FoundDeletion[];
  readonly leftovers: Leftovers;
}

/** The stacks that the app declares, or some of them with what depends on them. */
async function ofApp({ stacks, appName, flags, cloud }: SessionWith<DestroyFlags>): Promise<Found> {
  const { ros } = await cloud();
  const { selected, leftOut } = deletionOf(stacks, flags.only ?? []);
  wavesOf(selected); // a circle is told before anything is asked of the cloud
  const survey = await surveyRegions(
    selected.map(({ region }) => region),
    ros,
  );
  const deletions = await findDeletions(selected, survey, ros, flags);
  const others = await surveyRegions(
    leftOut.map(({ region }) => region),
    ros,
  );
  await refuseRead(deletions, leftOut, others, names => `Add --only ${names.join(' ')}, or deploy first.`, ros);
  const leftovers = flags.only === undefined ? await findLeftovers(stacks, appName, survey, ros) : NO_LEFTOVERS;
  return { deletions, leftovers };
}

/** The stacks that the app no longer declares. */
async function ofOrphans({ stacks, appName, output, flags, cloud }: SessionWith<DestroyFlags>): Promise<Found> {
  if (flags.only !== undefined) {
    throw new Error(
      '--orphans looks at what the app does not declare and --only at a part of what it declares. Name one of them.',
    );
  }
  const { ros } = await cloud();
  const survey = await surveyRegions(
    stacks.map(({ region }) => region),
    ros,
  );
  const leftovers = await findLeftovers(stacks, appName, survey, ros);
  if (leftovers.orphans.length > 0) {
    output.progress(
      `${leftoversTexts(leftovers, 'deleted', againIn({ flags }), output.progressColours).join('\n\n')}\n`,
    );
  }
  const found = orphanDeletions(leftovers.orphans);
  await refuseRead(found, stacks, survey, () => 'Use deploy --prune, which deletes it last.', ros);
  const deletions = await Promise.all(found.map(deletion => weigh(deletion, ros, flags.retain)));
  return { deletions, leftovers: { ...NO_LEFTOVERS, unsearched: leftovers.unsearched } };
}

async function consents(session: SessionWith<DestroyFlags>, there: readonly FoundDeletion[]): Promise<boolean> {
  const { flags, output } = session;
  const stacks: readonly DeclaredStack[] = there.map(({ stack }) => stack);
  const expected = confirmationOf(stacks);
  const lost = there.filter(({ losses }) => losses.length > 0).map(({ stack }) => prefixOf(stack));
  if (flags.confirm === expected) {
    return consentsToLosses(session, lost);
  }
  if (flags.confirm !== undefined) {
    throw new Error(
      `--confirm is "${flags.confirm}", but these stacks are named by "${expected}". Nothing was deleted.`,
    );
  }
  requireTerminal(output, `Look at the list above and add --confirm '${expected}'.`);
  const images = lost.length > 0 ? ' and the images that they do not retain' : '';
  if (!(await isTyped(expected, `Type "${expected}" to delete these stacks${images}:`, output))) {
    return false;
  }
  // Whoever has typed the prefix has consented to what the list says of its images.
  return consentsToLosses(
    session,
    lost.filter(prefix => !expected.split(' ').includes(prefix)),
  );
}

/** What is there when all is done: what the stacks retained, and registries of stacks that were gone before. */
async function remainderOf(
  session: SessionWith<DestroyFlags>,
  deletions: readonly FoundDeletion[],
  leftovers: Leftovers,
): Promise<Remainder> {
  const { cr } = await session.cloud();
  const retained = deletions.flatMap(deletion => deletion.retained);
  const known = new Set(retained.map(({ physicalId }) => physicalId));
  const { registries, unknown } = await stillThere(
    deletions.map(({ stack }) => stack),
    cr,
  );
  return {
    retained: [...retained, ...registries.filter(({ physicalId }) => !known.has(physicalId))],
    unknown,
    leftovers,
  };
}

export function destroyCommand(): Command {
  return withAllowDelete(withTakeOver(withOnly(withChangeOptions(new Command('destroy')))))
    .description('delete all stacks of the app: replication first, then registries')
    .option('--confirm <prefix>', 'the prefix of the stacks, instead of typing it when asked')
    .option('--orphans', 'delete the stacks that the app no longer declares, and no others')
    .option('--retain', 'keep whatever holds images, whatever the app says')
    .addHelpText('after', HELP)
    .action(runs<DestroyFlags>(run));
}

const HELP = `
Registries, namespaces and repositories are retained unless the app says
otherwise; registries that are retained are still billed. Images are deleted
only after their prefix was typed, or named by --allow-delete; with --retain,
none are.
Exit code: 0 all stacks are gone, 1 something failed, 130 stopped by Ctrl-C.

Examples:
  $ global-registry destroy
  $ global-registry destroy --confirm acme
  $ global-registry destroy --orphans
  $ global-registry destroy --only cn-hangzhou
  $ global-registry destroy --simulate --confirm acme`;
