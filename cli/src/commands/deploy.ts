import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { destroy, deploy } from '../deployment/execute';
import type { StackOutcome } from '../deployment/events';
import { pruning } from '../deployment/orphans';
import type { Deletion } from '../deployment/stack-removal';
import { prefixOf } from '../domain/destruction';
import { ROS_LIMITS } from '../domain/facts.generated';
import type { Orphan } from '../domain/orphans';
import type { PlannedStack } from '../domain/plan';
import { deployData, deployText, outputsOf } from '../report/deploy-report';
import { pruningText } from '../report/leftovers-report';
import { planAnswer, summaryOf } from '../report/plan-report';
import { withAllowDelete, withOnly, withTakeOver } from '../session/flags';
import type { SessionWith } from '../session/session';
import { backfillAll } from './backfill';
import { type ChangeFlags, changeStacks, exitCodeOf, requireTerminal, withChangeOptions } from './change-stacks';
import { type DeletionFlags, consentsToLosses } from './consent';
import { type MadePlan, type PlanFlags, makePlan, remakePlan } from './planning';
import { NOT_LOOKED_AT, restOf } from './rest';
import { EXIT, anotherPlan, runs, tellResult } from './run';

interface DeployFlags extends ChangeFlags, PlanFlags, DeletionFlags {
  readonly yes?: boolean;
  readonly outputsFile?: string;
  readonly backfill?: boolean;
}

/** @param file a saved plan; without one, a plan is made */
export async function run(opened: SessionWith<DeployFlags>, file?: string): Promise<number> {
  const { session, made } =
    file === undefined ? { session: opened, made: await makePlan(opened) } : await remakePlan(opened, file);
  const { flags, output } = session;
  output.progress(`${planAnswer(made, session.stacks, flags.prune === true, output.progressColours).text}\n`);
  refuseImpossible(made.plan);
  const orphans = flags.prune ? made.leftovers.orphans : [];
  const deletions = pruning(orphans);
  if (!(await consents(session, made.plan, orphans))) {
    output.progress('Nothing was deployed.');
    return EXIT.failed;
  }
  const { cr } = await session.cloud();
  const total = made.plan.length + deletions.length;
  const again = file === undefined ? undefined : anotherPlan(file, opened.flags);
  const ending = await changeStacks(session, total, schedule => carryOut(made, deletions, { ...schedule, cr }), again);
  if (flags.outputsFile !== undefined) {
    writeFileSync(flags.outputsFile, `${JSON.stringify(outputsOf(ending.outcomes), undefined, 2)}\n`);
  }
  const code = exitCodeOf(ending);
  const filled =
    flags.backfill === true && code === EXIT.ok ? await backfillAll(session, flags.yes === true) : undefined;
  const rest = code === EXIT.ok ? await restOf(session) : NOT_LOOKED_AT;
  const texts = [deployText(ending, output.colours), ...(filled === undefined ? [] : [filled.text]), ...rest.texts];
  const backfill = filled === undefined ? {} : { backfill: filled.data };
  tellResult(session, texts.join('\n\n'), { ...deployData(ending), ...rest.data, ...backfill });
  return code || filled?.code || rest.code;
}

/** Old arrows first, for a new one may not stand beside them; what cannot be deleted stops the rest. */
async function carryOut(
  { plan }: MadePlan,
  deletions: readonly Deletion[],
  options: Parameters<typeof deploy>[1],
): Promise<StackOutcome[]> {
  const pruned = await destroy(deletions, options);
  const open = pruned.find(({ result }) => result === 'failed' || result === 'skipped');
  if (open === undefined) {
    return [...pruned, ...(await deploy(plan, options))];
  }
  const reason = `It waits for the deletion of ${open.stack.name}, which ${open.result === 'failed' ? 'failed' : 'was not done'}.`;
  return [...pruned, ...plan.map(({ stack }): StackOutcome => ({ stack, result: 'skipped', reason }))];
}

/** Nothing at all is deployed where a part of the plan cannot be, or is not known. */
function refuseImpossible(plan: readonly PlannedStack[]): void {
  if (summaryOf(plan).refused > 0) {
    throw new Error('Something is refused, so nothing was deployed. What to do instead stands above.');
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
  const message = `Deploy this?${removal}${pruningText(orphans)}`;
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
      return runs<DeployFlags>(session => run(session, file)).call(this);
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
