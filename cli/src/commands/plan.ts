import { Command } from 'commander';
import { planAnswer } from '../report/plan-report';
import { withCloudOptions, withOnly, withTakeOver } from '../session/flags';
import type { SessionWith } from '../session/session';
import { type PlanFlags, makePlan } from './planning';
import { EXIT, runs, tellResult } from './run';

async function plan(session: SessionWith<PlanFlags>): Promise<number> {
  const made = await makePlan(session);
  const answer = planAnswer(made, session.stacks, session.flags.prune === true, session.output.colours);
  tellResult(session, answer.text, answer.data);
  return EXIT[answer.verdict];
}

export function planCommand(): Command {
  return withTakeOver(withOnly(withCloudOptions(new Command('plan'))))
    .description('show what a deployment would do, stack by stack and resource by resource')
    .option('--prune', 'plan to delete stacks that the app no longer declares')
    .addHelpText('after', HELP)
    .action(runs<PlanFlags>(plan));
}

const HELP = `
Signs: + added  ~ changed  - removed  = retained (leaves the stack, lives on)
Exit code: 0 nothing to do, 2 changes, 1 something is refused or failed.

Examples:
  $ global-registry plan
  $ global-registry plan --app 'npx tsx app.ts' --simulate
  $ global-registry plan --only cn-hangzhou
  $ global-registry plan --json | jq .summary`;
