import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { PlannedStack } from '../domain/plan';
import type { StackOutcome } from '../deployment/events';
import { deploy } from '../deployment/execute';
import { type Flags, concurrency, withCloudOptions } from '../session/flags';
import { deployText, endingData, registriesOf } from '../report/deploy-report';
import { planText, summaryOf } from '../report/plan-report';
import { type Progress, createProgress } from '../report/progress';
import type { Session } from '../session/session';
import { onInterrupt } from './interrupt';
import { makePlan } from './plan';
import { EXIT, runs, sameCommand, tellResult } from './run';

interface DeployFlags extends Flags {
  readonly yes?: boolean;
  readonly concurrency: number;
  readonly outputsFile?: string;
}

type DeploySession = Session & { readonly flags: DeployFlags };

async function run(session: DeploySession): Promise<number> {
  const plan = await makePlan(session);
  const { create, update, refused, unknown } = summaryOf(plan);
  session.output.progress(`${planText(plan, session.output.progressColours)}\n`);
  if (refused > 0) {
    throw new Error('Something is refused, so nothing was deployed. What to do instead stands above.');
  }
  if (create + update + unknown > 0 && !(await consents(session, plan))) {
    session.output.progress('Nothing was deployed.');
    return EXIT.failed;
  }
  const { outcomes, interrupted } = await execute(session, plan);
  if (session.flags.outputsFile !== undefined) {
    writeOutputs(session.flags.outputsFile, outcomes);
  }
  const ending = { outcomes, interrupted, again: sameCommand() };
  tellResult(session, deployText(ending, session.output.colours), {
    ...endingData('deploy', ending),
    registries: registriesOf(outcomes),
  });
  if (interrupted) {
    return EXIT.interrupted;
  }
  return outcomes.some(({ result }) => result === 'failed' || result === 'skipped') ? EXIT.failed : EXIT.ok;
}

async function consents({ flags, output }: DeploySession, plan: readonly PlannedStack[]): Promise<boolean> {
  if (flags.yes === true) {
    return true;
  }
  if (!output.isInteractive) {
    throw new Error('There is no terminal to ask on. Look at the plan above and add --yes.');
  }
  const remains = plan.filter(({ removesRemains }) => removesRemains).map(({ stack }) => stack.name);
  const { default: confirm } = await import('@inquirer/confirm');
  const removal = remains.length > 0 ? ` This first removes what is left of ${remains.join(', ')}.` : '';
  return confirm({ message: `Deploy this?${removal}`, default: false }, { output: output.stderr });
}

async function execute(
  session: DeploySession,
  plan: readonly PlannedStack[],
): Promise<{ outcomes: StackOutcome[]; interrupted: boolean }> {
  const { ros } = await session.cloud();
  const progress = createProgress(plan.length, session.output);
  const interrupt = onInterrupt(() => sayStopping(progress));
  try {
    const outcomes = await deploy(plan, {
      ros,
      concurrency: session.flags.concurrency,
      mayRemoveRemains: session.flags.yes === true,
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

export function sayStopping(progress: Progress): void {
  const names = progress.running().map(({ name }) => name);
  progress.say(
    `Stopping: nothing new is started. ${names.length > 0 ? `Running in ROS: ${names.join(', ')}; waiting for it.` : ''} ` +
      `Ctrl-C again leaves at once; ROS goes on by itself. To go on later, run: ${sameCommand()}`,
  );
}

function writeOutputs(file: string, outcomes: readonly StackOutcome[]): void {
  const all = outcomes.filter(({ live }) => live !== undefined);
  const twice = (name: string) => all.filter(({ stack }) => stack.name === name).length > 1;
  const entries = all.map(({ stack, live }) => [
    twice(stack.name) ? `${stack.region}/${stack.name}` : stack.name,
    live!.outputs,
  ]);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`);
}

export function deployCommand(): Command {
  return withCloudOptions(new Command('deploy'))
    .description('deploy the whole app to every region, in order, in parallel where it may')
    .option('-y, --yes', 'do not ask; also removes what is left of stacks whose creation was taken back')
    .addOption(new Option('--concurrency <number>', 'stacks at a time, at most 50').argParser(concurrency).default(8))
    .option('--outputs-file <file>', 'write the outputs of all stacks to a file, as JSON')
    .addHelpText('after', HELP)
    .action(runs<DeployFlags>(run));
}

const HELP = `
Run it again at any time: what is done is left alone, what is in progress is
waited for, what failed is continued. Ctrl-C stops starting new stacks.
Exit code: 0 all is there, 1 something failed, 130 stopped by Ctrl-C.

Examples:
  $ global-registry deploy
  $ global-registry deploy --yes --concurrency 50 --outputs-file out.json
  $ global-registry deploy --app 'npx tsx app.ts' --simulate --yes`;
