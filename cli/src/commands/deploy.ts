import { Command } from 'commander';
import type { Cloud } from '../cloud/cloud';
import { type Doors, doorsOf } from '../deployment/doors';
import { carryOut } from '../deployment/carry-out';
import { prunings } from '../deployment/orphans';
import { refuseProtected } from '../deployment/protection';
import { AdvisedError, FRESH } from '../domain/advised-error';
import { prefixOf } from '../domain/destruction';
import { ROS_LIMITS } from '../domain/facts.generated';
import type { Orphan } from '../domain/orphans';
import type { PlannedStack } from '../domain/plan';
import { hiddenValues } from '../domain/values';
import { deployData, deployText, outputsOf } from '../report/deploy-report';
import { pruningText } from '../report/leftovers-report';
import type { Ending } from '../report/ending';
import { type FullPlan, type Scene, planAnswer, summaryOf } from '../report/plan-report';
import { commandText, paragraph } from '../report/text';
import { requireWritable, writeWhole } from '../session/files';
import { withAllowDelete, withOnly, withTakeOver } from '../session/flags';
import { type SessionWith, inputsOf, storyOf } from '../session/session';
import { type BackfillResult, backfillAll } from './backfill';
import { type ChangeFlags, changeStacks, exitCodeOf, requireTerminal, withChangeOptions } from './change-stacks';
import { type DeletionFlags, consentsToLosses, requirePrefixes, unneededConsents } from './consent';
import { type PlanFlags, makePlan, remakePlan, sceneOf } from './planning';
import { NOTHING_PRUNED, type Pruning, pruningOf, pruningTexts } from './pruning';
import { NOT_LOOKED_AT, type Rest, restOf } from './rest';
import { anotherPlan } from './command-line';
import { EXIT, isLeaving, messageOf, nextOf, runs, tellResult } from './run';

interface DeployFlags extends ChangeFlags, PlanFlags, DeletionFlags {
  readonly yes?: boolean;
  readonly outputsFile?: string;
  readonly backfill?: boolean;
}

/** @param file a saved plan; without one, a plan is made */
export async function run(opened: SessionWith<DeployFlags>, file?: string): Promise<number> {
  requirePrefixes(opened.flags.allowDelete, opened.stacks);
  requireWritable('--outputs-file', opened.flags.outputsFile, [
    ...inputsOf(opened),
    ...(file === undefined ? [] : [file]),
  ]);
  const { session, made } =
    file === undefined ? { session: opened, made: await makePlan(opened) } : await remakePlan(opened, file);
  const { flags, output } = session;
  tellUnneeded(session, made.plan);
  tellSecrets(session, file);
  const scene = sceneOf(session);
  const prune = flags.prune === true;
  const answer = planAnswer(made, session.stacks, storyOf(session), prune, scene, output.progressColours);
  output.progress(`${answer.text}\n`);
  refuseImpossible(made, flags);
  const orphans = flags.prune ? made.leftovers.orphans : [];
  refuseProtected(
    orphans.map(({ live }) => live),
    'or leave --prune out',
  );
  const deletions = prunings(orphans);
  if (!(await consents(session, made.plan, orphans, scene))) {
    output.progress('Nothing was deployed.');
    return EXIT.failed;
  }
  const cloud = await session.cloud();
  const { cr } = cloud;
  const stacks = [...deletions.first, ...made.plan, ...deletions.last].map(({ stack }) => stack);
  const again = file === undefined ? undefined : anotherPlan(file, opened.flags);
  const ending = await changeStacks(
    session,
    stacks,
    schedule => carryOut(made.plan, deletions, { ...schedule, cr }),
    again,
  );
  const pruned = flags.prune ? await pruningOf(ending, made.leftovers, cloud) : NOTHING_PRUNED;
  return tellEnding(session, ending, await doorsIn(ending, cloud), pruned);
}

/** Nothing of a secret is kept in a plan, not even a hash, which could be guessed: so nobody can tell another from it. */
function tellSecrets({ stacks, output }: SessionWith<DeployFlags>, file: string | undefined): void {
  const secrets = stacks.flatMap(stack => hiddenValues(stack).map(name => `${stack.name}:${name}`));
  if (file !== undefined && secrets.length > 0) {
    output.progress(
      paragraph(
        `${file} holds no secret: of ${secrets.join(', ')} what is given now is sent, be it what was planned or not.`,
      ),
    );
  }
}

function tellUnneeded({ flags, stacks, output }: SessionWith<DeployFlags>, plan: readonly PlannedStack[]): void {
  const live = plan.flatMap(planned => planned.live ?? []);
  unneededConsents(flags.takeOver, stacks, live).forEach(text => output.progress(paragraph(text)));
}

/** Nobody waits for the doors who has no time left. */
const doorsIn = async ({ outcomes }: Ending, cloud: Cloud): Promise<Doors> =>
  outcomes.some(({ cause }) => cause === 'timeout') ? new Map() : doorsOf(outcomes, cloud);

/** Tells what became of the deployment, whatever becomes of what follows it. */
async function tellEnding(
  session: SessionWith<DeployFlags>,
  ending: Ending,
  doors: Doors,
  pruned: Pruning,
): Promise<number> {
  const { colours } = session.output;
  const text = [deployText(ending, doors, colours), ...pruningTexts(pruned, ending, colours)].join('\n\n');
  const data = { ...deployData(ending, doors), retained: pruned.retained };
  try {
    const { texts, data: more, code } = await followUp(session, ending);
    tellResult(session, [text, ...texts].join('\n\n'), { ...data, ...more });
    return exitCodeOf(ending) || code || (pruned.unsearched.size > 0 ? EXIT.failed : EXIT.ok);
  } catch (error) {
    const message = session.output.clean(messageOf(error as Error));
    tellResult(session, text, { ...data, ...NOT_LOOKED_AT.data, error: { message } });
    session.output.progress(isLeaving(error as Error) ? 'Nothing was copied.' : paragraph(`error: ${message}`));
    const next = nextOf(error as Error, session.flags);
    if (next !== undefined) {
      session.output.progress(commandText(next.why, next.command));
    }
    return isLeaving(error as Error) ? EXIT.interrupted : EXIT.failed;
  }
}

/** Keeps the outputs, copies what was there before, and looks once more at what is there now. */
async function followUp(session: SessionWith<DeployFlags>, ending: Ending): Promise<Rest> {
  const { outputsFile, backfill, yes } = session.flags;
  if (outputsFile !== undefined) {
    writeWhole(outputsFile, `${JSON.stringify(outputsOf(ending.outcomes), undefined, 2)}\n`);
  }
  if (exitCodeOf(ending) !== EXIT.ok) {
    return NOT_LOOKED_AT;
  }
  const copied: BackfillResult | undefined = backfill ? await backfillAll(session, yes === true) : undefined;
  const rest = await restOf(session);
  return copied === undefined
    ? rest
    : {
        texts: [copied.text, ...rest.texts],
        data: { ...rest.data, backfill: copied.data },
        code: copied.code || rest.code,
      };
}

/** Nothing at all is deployed where a part of the plan cannot be, or is not known. */
function refuseImpossible({ plan, existing }: FullPlan, { simulate, yes }: DeployFlags): void {
  if (summaryOf(plan).refused > 0 || existing.unmet.some(({ isFatal }) => isFatal)) {
    const refusal = 'Something is refused, so nothing was deployed. What to do instead stands above.';
    throw simulate ? new AdvisedError(refusal, FRESH, `deploy --fresh${yes ? ' --yes' : ''}`) : new Error(refusal);
  }
  const unknown = [...new Set(plan.flatMap(({ blindIn }) => blindIn))].sort();
  if (unknown.length === 0) {
    return;
  }
  const others = [...new Set(plan.map(({ stack }) => stack.region))].filter(region => !unknown.includes(region)).sort();
  const leaveOut =
    others.length > 0
      ? ` or leave ${unknown.length === 1 ? 'it' : 'them'} out with --only ${others.join(' ')}`
      : ' or correct the app';
  throw new Error(
    `${unknown.join(', ')} could not be read, so nothing was deployed: what would become of it is not known. Run this again later,${leaveOut}.`,
  );
}

async function consents(
  session: SessionWith<DeployFlags>,
  plan: readonly PlannedStack[],
  orphans: readonly Orphan[],
  { simulated }: Scene,
): Promise<boolean> {
  const { flags, output } = session;
  const { create, update } = summaryOf(plan);
  if (create + update + orphans.length === 0) {
    return true;
  }
  const losses = plan.filter(planned => planned.losses.length > 0).map(({ stack }) => prefixOf(stack));
  if (flags.yes === true) {
    requireName(session, orphans);
    return consentsToLosses(session, losses);
  }
  requireTerminal(output, 'Look at the plan above and add --yes.');
  const remains = plan.filter(({ removesRemains }) => removesRemains).map(({ stack }) => stack.name);
  const removal = remains.length > 0 ? ` This first removes what is left of ${remains.join(', ')}.` : '';
  const { default: confirm } = await import('@inquirer/confirm');
  const message = `Deploy this${simulated ? ' to the simulator' : ''}?${removal}${pruningText(orphans)}`;
  return (await confirm({ message, default: false }, { output: output.stderr })) && consentsToLosses(session, losses);
}

/** An app without a name may share its outermost construct with another app of the account, whose stacks would be taken for its own. */
function requireName({ appName }: SessionWith<DeployFlags>, orphans: readonly Orphan[]): void {
  const app = appName === undefined ? orphans[0]?.mark.app : undefined;
  if (app !== undefined) {
    throw new Error(
      `--prune --yes deletes by the name of the app, and this app has none: its stacks are marked ${app}, by its outermost construct, as those of another ` +
        `app may be. If all that is listed above is of this app, add --app-name ${app}, or run this on a terminal without --yes.`,
    );
  }
}

export function deployCommand(): Command {
  return withAllowDelete(withTakeOver(withOnly(withChangeOptions(new Command('deploy')))))
    .description('deploy the whole app to every region, in order, in parallel where it may')
    .argument('[plan]', 'a file that plan --out wrote: just that is deployed, or nothing')
    .option('-y, --yes', 'do not ask, but for images that would be deleted')
    .option('--prune', 'delete stacks that the app no longer declares; registries are retained')
    .option('--outputs-file <file>', 'write the outputs of all stacks to a file, as JSON')
    .option('--backfill', 'then copy the images that were there before a replica, a namespace or a rule was')
    .addHelpText('after', HELP)
    .action(function (this: Command, file?: string) {
      return runs<DeployFlags>(session => run(session, file), { warns: false }).call(this);
    });
}

const HELP = `
Run it again at any time: what is done is left alone, what is in progress is
waited for, what failed is continued. Ctrl-C stops starting new stacks.
Exit code: 0 all is there, 1 something failed, 130 stopped by Ctrl-C.

Examples:
  $ global-registry deploy
  $ global-registry deploy --yes --concurrency ${ROS_LIMITS.concurrentStackOperations} --outputs-file out.json
  $ global-registry deploy plan.json --yes
  $ global-registry deploy --only eu-central-1 us-east-1
  $ global-registry deploy --app 'npx tsx app.ts' --simulate --yes`;
