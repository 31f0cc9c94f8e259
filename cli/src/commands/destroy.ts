import { Command } from 'commander';
import { surveyRegions } from '../cloud/survey';
import { type FoundDeletion, findDeletions, weigh } from '../deployment/deletions';
import { refuseInUse } from '../deployment/deletions-in-use';
import { destroy } from '../deployment/execute';
import { type Leftovers, NO_LEFTOVERS, findLeftovers, orphanDeletions } from '../deployment/orphans';
import { refuseProtected } from '../deployment/protection';
import { withoutGone } from '../deployment/retained';
import { refuseRead } from '../deployment/still-read';
import { confirmationOf, prefixOf } from '../domain/destruction';
import type { DeclaredStack } from '../domain/model';
import { deletionOf } from '../domain/selection';
import { wavesOf } from '../domain/waves';
import { destroyData, destroyText, destructionText } from '../report/destroy-report';
import { leftoversTexts } from '../report/leftovers-report';
import { type SelectionFlags, withAllowDelete, withOnly, withTakeOver } from '../session/flags';
import type { SessionWith } from '../session/session';
import { type ChangeFlags, changeStacks, exitCodeOf, requireTerminal, withChangeOptions } from './change-stacks';
import { againIn } from './command-line';
import { type DeletionFlags, consentsToLosses, isTyped, requirePrefixes } from './consent';
import { lookOnceMore, remainderOf } from './remainder';
import { EXIT, runs, tellResult } from './run';

export interface DestroyFlags extends ChangeFlags, SelectionFlags, DeletionFlags {
  readonly confirm?: string;
  readonly orphans?: boolean;
  readonly retain?: boolean;
  readonly takeOver?: readonly string[];
}

export async function run(session: SessionWith<DestroyFlags>): Promise<number> {
  const { output, cloud } = session;
  const { cr } = await cloud();
  const found = await (session.flags.orphans ? ofOrphans(session) : ofApp(session));
  requirePrefixes(session.flags.allowDelete, [...session.stacks, ...found.deletions.map(({ stack }) => stack)]);
  refuseProtected(
    found.deletions.map(({ live }) => live),
    'then run this again',
  );
  const { deletions, gone } = await withoutGone(found.deletions, cr);
  const there = deletions.filter(({ live }) => live !== undefined);
  await refuseInUse(there, cr);
  if (there.length > 0) {
    const stacks = there.map(({ stack, losses }) => ({ ...stack, losses }));
    const retained = there.flatMap(deletion => deletion.retained);
    output.progress(`${destructionText(stacks, retained, gone, output.progressColours)}\n`);
    if (!(await consents(session, there))) {
      output.progress('Nothing was deleted.');
      return EXIT.failed;
    }
  }
  const deleted = await changeStacks(
    session,
    deletions.map(({ stack }) => stack),
    schedule => destroy(deletions, schedule),
  );
  const { ending, leftovers } = await lookOnceMore(session, deleted, found.leftovers);
  const remainder = await remainderOf(session, { ending, deletions, leftovers });
  tellResult(session, destroyText(ending, remainder, output.colours), destroyData(ending, remainder));
  return exitCodeOf(ending) || (isLeft(session.flags, leftovers) ? EXIT.failed : EXIT.ok);
}

/** Whether something is left, or may be, that was to go. */
const isLeft = ({ orphans: wanted }: DestroyFlags, { orphans, unsearched }: Leftovers): boolean =>
  unsearched.size > 0 || (wanted === true && orphans.length > 0);

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
  const unsearched = new Map([...survey.unlisted, ...leftovers.unsearched]);
  return { deletions, leftovers: { ...leftovers, orphans: [], unsearched } };
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
Exit code: 0 all stacks are gone, 1 something failed or a region could not be
searched, 130 stopped by Ctrl-C.

Examples:
  $ global-registry destroy
  $ global-registry destroy --confirm acme
  $ global-registry destroy --orphans
  $ global-registry destroy --only cn-hangzhou
  $ global-registry destroy --simulate --confirm acme`;
