import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { deploy } from '../deployment/execute';
import { ROS_LIMITS } from '../domain/facts.generated';
import type { PlannedStack } from '../domain/plan';
import { deployData, deployText, outputsOf } from '../report/deploy-report';
import { planText, summaryOf } from '../report/plan-report';
import type { SessionWith } from '../session/session';
import { backfillAll } from './backfill';
import { type ChangeFlags, changeStacks, exitCodeOf, requireTerminal, withChangeOptions } from './change-stacks';
import { makePlan } from './plan';
import { EXIT, runs, tellResult } from './run';

interface DeployFlags extends ChangeFlags {
  readonly yes?: boolean;
  readonly outputsFile?: string;
  readonly backfill?: boolean;
}

async function run(session: SessionWith<DeployFlags>): Promise<number> {
  const { flags, output } = session;
  const plan = await makePlan(session);
  const { create, update, refused, unknown } = summaryOf(plan);
  output.progress(`${planText(plan, output.progressColours)}\n`);
  if (refused > 0) {
    throw new Error('Something is refused, so nothing was deployed. What to do instead stands above.');
  }
  if (create + update + unknown > 0 && !(await consents(session, plan))) {
    output.progress('Nothing was deployed.');
    return EXIT.failed;
  }
  const ending = await changeStacks(session, plan.length, schedule =>
    deploy(plan, { ...schedule, mayRemoveRemains: flags.yes === true }),
  );
  if (flags.outputsFile !== undefined) {
    writeFileSync(flags.outputsFile, `${JSON.stringify(outputsOf(ending.outcomes), undefined, 2)}\n`);
  }
  if (flags.backfill !== true || exitCodeOf(ending) !== EXIT.ok) {
    tellResult(session, deployText(ending, output.colours), deployData(ending));
    return exitCodeOf(ending);
  }
  const { text, data, code } = await backfillAll(session, flags.yes === true);
  tellResult(session, `${deployText(ending, output.colours)}\n\n${text}`, { ...deployData(ending), backfill: data });
  return code;
}

async function consents({ flags, output }: SessionWith<DeployFlags>, plan: readonly PlannedStack[]): Promise<boolean> {
  if (flags.yes === true) {
    return true;
  }
  requireTerminal(output, 'Look at the plan above and add --yes.');
  const remains = plan.filter(({ removesRemains }) => removesRemains).map(({ stack }) => stack.name);
  const { default: confirm } = await import('@inquirer/confirm');
  const removal = remains.length > 0 ? ` This first removes what is left of ${remains.join(', ')}.` : '';
  return confirm({ message: `Deploy this?${removal}`, default: false }, { output: output.stderr });
}

export function deployCommand(): Command {
  return withChangeOptions(new Command('deploy'))
    .description('deploy the whole app to every region, in order, in parallel where it may')
    .option('-y, --yes', 'do not ask; also removes what is left of stacks whose creation was taken back')
    .option('--outputs-file <file>', 'write the outputs of all stacks to a file, as JSON')
    .option('--backfill', 'then copy the images that were there before a replica, a namespace or a rule was')
    .addHelpText('after', HELP)
    .action(runs<DeployFlags>(run));
}

const HELP = `
Run it again at any time: what is done is left alone, what is in progress is
waited for, what failed is continued. Ctrl-C stops starting new stacks.
Exit code: 0 all is there, 1 something failed, 130 stopped by Ctrl-C.

Examples:
  $ global-registry deploy
  $ global-registry deploy --yes --concurrency ${ROS_LIMITS.concurrentStackOperations} --outputs-file out.json
  $ global-registry deploy --app 'npx tsx app.ts' --simulate --yes`;
