import { Command } from 'commander';
import { FRESH } from '../domain/advised-error';
import { planAnswer } from '../report/plan-report';
import { commandText } from '../report/text';
import { requireWritable, writeWhole } from '../session/files';
import { withCloudOptions, withOnly, withTakeOver } from '../session/flags';
import { type SessionWith, inputsOf, storyOf } from '../session/session';
import { savedPlanCommand } from './command-line';
import { type PlanFlags, makePlan, savedForm, sceneOf, whereOf } from './planning';
import { EXIT, runs, tellResult } from './run';

interface PlanCommandFlags extends PlanFlags {
  readonly out?: string;
}

export async function plan(session: SessionWith<PlanCommandFlags>): Promise<number> {
  const { flags, output } = session;
  requireWritable('--out', flags.out, inputsOf(session));
  const made = await makePlan(session);
  const scene = sceneOf(session);
  const prune = flags.prune === true;
  const answer = planAnswer(made, session.stacks, storyOf(session), prune, scene, output.colours);
  tellResult(session, answer.text, answer.data);
  if (flags.simulate && made.plan.some(({ action }) => action === 'refused')) {
    output.progress(commandText(FRESH, scene.again('plan --fresh')));
  }
  if (flags.out !== undefined) {
    if (answer.verdict === 'failed') {
      throw new Error(`Something is refused or unknown, so the plan was not saved to ${flags.out}.`);
    }
    const saved = savedForm(session, made, await whereOf(session));
    writeWhole(flags.out, `${JSON.stringify(saved, undefined, 2)}\n`);
    output.progress(commandText('The plan was saved. To carry out just this:', savedPlanCommand(flags.out, flags)));
  }
  return EXIT[answer.verdict === 'left' ? 'failed' : answer.verdict];
}

export function planCommand(): Command {
  return withTakeOver(withOnly(withCloudOptions(new Command('plan'))))
    .description('show what a deployment would do, stack by stack and resource by resource')
    .option('--prune', 'plan to delete stacks that the app no longer declares')
    .option('--out <file>', 'save the plan; deploy FILE then carries out just that')
    .addHelpText('after', HELP)
    .action(runs<PlanCommandFlags>(plan, { warns: false }));
}

const HELP = `
Stacks: + create  ~ update  . unchanged  ! refused  ? unknown
Resources: + added  ~ changed  - removed  = retained (lives on outside)
Exit code: 0 nothing to do, 2 changes, 1 something is refused or failed.

Examples:
  $ global-registry plan
  $ global-registry plan --app 'npx tsx app.ts' --simulate
  $ global-registry plan --only cn-hangzhou
  $ global-registry plan --out plan.json
  $ global-registry plan --json | jq .summary`;
