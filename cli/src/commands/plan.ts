import { Command } from 'commander';
import { inspect } from '../deployment/inspect';
import { type PlannedStack, planDeployment } from '../domain/plan';
import { wavesOf } from '../domain/waves';
import { planData, planText, summaryOf } from '../report/plan-report';
import { type Flags, withCloudOptions } from '../session/flags';
import type { Session } from '../session/session';
import { EXIT, runs, tellResult } from './run';

/** Compares what is declared with what exists. */
export async function makePlan(session: Session): Promise<PlannedStack[]> {
  wavesOf(session.stacks); // a circle is told before anything is asked of the cloud
  const { ros, cr } = await session.cloud();
  return planDeployment(session.stacks, await inspect(session.stacks, ros, cr));
}

async function plan(session: Session): Promise<number> {
  const planned = await makePlan(session);
  tellResult(session, planText(planned, session.output.colours), planData(planned));
  const { create, update, refused, unknown } = summaryOf(planned);
  if (refused + unknown > 0) {
    return EXIT.failed;
  }
  return create + update > 0 ? EXIT.changes : EXIT.ok;
}

export function planCommand(): Command {
  return withCloudOptions(new Command('plan'))
    .description('show what a deployment would do, stack by stack and resource by resource')
    .addHelpText('after', HELP)
    .action(runs<Flags>(plan));
}

const HELP = `
Signs: + added  ~ changed  - removed  = retained (leaves the stack, lives on)
Exit code: 0 nothing to do, 2 changes, 1 something is refused or failed.

Examples:
  $ global-registry plan
  $ global-registry plan --app 'npx tsx app.ts' --simulate
  $ global-registry plan --json | jq .summary`;
