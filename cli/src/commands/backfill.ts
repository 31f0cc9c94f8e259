import { Command, Option } from 'commander';
import { type RegistryPlan, carryOut, planRegistry } from '../copies/backfill';
import { Budget } from '../copies/budget';
import type { Arrival } from '../copies/journey-events';
import { requireKnown } from '../copies/known';
import { parseScope } from '../images/reference';
import { limitedTo } from '../images/registry';
import {
  type Asked,
  type Backfilled,
  backfillData,
  backfillText,
  copiesOf,
  isComplete,
  planTexts,
} from '../report/backfill-report';
import { commandText } from '../report/text';
import { createCopyProgress } from '../report/copy-progress';
import { type RegistryFlags, withRegistryOption } from '../session/flags';
import type { SessionWith } from '../session/session';
import { requireTerminal } from './change-stacks';
import {
  type RegionFlags,
  copiesAtATime,
  declaredRegions,
  registriesFor,
  runsOnImages,
  withRegions,
} from './image-commands';
import { onInterrupt } from './interrupt';
import { againIn, sameCommand } from './command-line';
import { EXIT, tellResult } from './run';

export interface BackfillOptions {
  readonly scope?: string;
  readonly regions: readonly string[];
  readonly overwrite: boolean;
  readonly concurrency: number;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

export interface BackfillResult {
  readonly text: string;
  readonly data: unknown;
  readonly code: number;
}

/** Copies at a time where nothing is said: the service does not tell how many it takes. */
const USUAL_COPIES = 10;
/** How often a copy is started again that failed for a reason that passes. */
const TRIES = 5;

/** Plans, shows the plan, asks, copies. */
export async function backfill(session: SessionWith<RegistryFlags>, options: BackfillOptions): Promise<BackfillResult> {
  const { output } = session;
  const asked = { ...options, scope: parseScope(options.scope) };
  const plans = await plansFor(session, asked);
  const number = copiesOf(plans).length;
  if (number > 0 && !options.dryRun) {
    output.progress(`${planTexts(plans, asked, output.progressColours)}\n`);
  }
  if (number === 0) {
    return ended(
      session,
      asked,
      plans.map(plan => ({ plan, arrivals: [] })),
      false,
    );
  }
  if (options.dryRun || !(await consents(session, number, options.yes))) {
    const nothing = 'Nothing was copied.';
    const text = options.dryRun ? `${planTexts(plans, asked, output.colours)}\n\n${nothing}` : nothing;
    const code = options.dryRun ? EXIT.changes : EXIT.failed;
    const planned = plans.map(plan => ({ plan }));
    return { text, data: backfillData(planned, asked), code };
  }
  return copy(session, plans, asked, options.concurrency);
}

/** Copies what a deployment leaves to copy: everything that is missing, and nothing that somebody put there. */
export const backfillAll = (session: SessionWith<RegistryFlags>, yes: boolean): Promise<BackfillResult> =>
  backfill(session, { regions: [], overwrite: false, concurrency: USUAL_COPIES, dryRun: false, yes });

async function plansFor(
  session: SessionWith<RegistryFlags>,
  { scope, regions, overwrite }: Asked,
): Promise<RegistryPlan[]> {
  const { images } = await session.cloud();
  const declared = declaredRegions(session);
  const registries = (await registriesFor(session)).map(registry => limitedTo(registry, regions, declared));
  const progress = createCopyProgress(session.output);
  let tags = 0;
  try {
    const plans: RegistryPlan[] = [];
    for (const registry of registries) {
      plans.push(
        await planRegistry(registry, scope, overwrite, images, (_, more) =>
          progress.note(`${(tags += more)} tags read`),
        ),
      );
    }
    requireKnown(plans, scope);
    return plans;
  } finally {
    progress.close();
  }
}

async function consents({ output }: SessionWith<RegistryFlags>, number: number, yes: boolean): Promise<boolean> {
  if (yes) {
    return true;
  }
  requireTerminal(output, 'Look at the list above and add --yes.');
  const { default: confirm } = await import('@inquirer/confirm');
  const what = number === 1 ? 'this tag' : `these ${number} tags`;
  return confirm({ message: `Copy ${what}?`, default: false }, { output: output.stderr });
}

async function copy(
  session: SessionWith<RegistryFlags>,
  plans: readonly RegistryPlan[],
  asked: Asked,
  concurrency: number,
): Promise<BackfillResult> {
  const { pace, output } = session;
  const { watch } = await session.cloud();
  const progress = createCopyProgress(output);
  const again = sameCommand();
  const { signal: stop, release } = onInterrupt(() =>
    progress.say(
      commandText(
        'Stopping: nothing new is started; waiting for the copies that run. Ctrl-C again leaves at once; the service goes on by itself. To go on later:',
        again,
      ),
    ),
  );
  const budget = new Budget(concurrency);
  const timing = { pace, random: Math.random };
  try {
    const done: Backfilled[] = [];
    for (const plan of plans) {
      const onEvent = (event: Parameters<typeof progress.show>[0]) => progress.show(event);
      const arrivals: Arrival[] = await carryOut(plan, concurrency, {
        ...{ images: watch, timing, budget, tries: TRIES, stop, onEvent },
      });
      done.push({ plan, arrivals });
    }
    return ended(session, asked, done, stop.aborted);
  } finally {
    release();
    progress.close();
  }
}

function ended(
  session: SessionWith<RegistryFlags>,
  asked: Asked,
  done: readonly Backfilled[],
  interrupted: boolean,
): BackfillResult {
  const text = backfillText(done, asked, againIn(session), session.output.colours);
  const complete = done.every(isComplete);
  const code = complete ? EXIT.ok : interrupted ? EXIT.interrupted : EXIT.failed;
  return { text, data: backfillData(done, asked), code };
}

interface BackfillFlags extends RegionFlags {
  readonly overwrite?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly concurrency: number;
}

async function run(session: SessionWith<BackfillFlags>, scope: string | undefined): Promise<number> {
  const { overwrite, dryRun, yes, concurrency, in: regions = [] } = session.flags;
  const { text, data, code } = await backfill(session, {
    ...{ scope, regions, concurrency },
    overwrite: overwrite === true,
    dryRun: dryRun === true,
    yes: yes === true,
  });
  tellResult(session, text, data);
  return code;
}

export function backfillCommand(): Command {
  const command = withRegistryOption(new Command('backfill'))
    .description('copy what rules take but have not copied, such as images from before a rule')
    .argument('[namespace[/repository]]', 'what to copy (default: everything)');
  return withRegions(command, 'where to copy to (default: every region)')
    .option('--overwrite', 'also replace tags that name another image there')
    .option('--dry-run', 'only show how much there is to copy')
    .option('-y, --yes', 'do not ask')
    .addOption(new Option('--concurrency <number>', 'copies at a time').argParser(copiesAtATime).default(USUAL_COPIES))
    .addHelpText('after', HELP)
    .action(function (this: Command, scope?: string) {
      return runsOnImages<BackfillFlags>(session => run(session, scope)).call(this);
    });
}

const HELP = `
The service copies, tag by tag; nothing passes through this machine, and nothing
is kept on it: run it again at any time. What is there or being copied is left
alone. Ctrl-C starts nothing new.
Exit code: 0 what rules take is the same wherever that was asked for; 1 not all
could be copied, with the reason, or you answered no; 2 --dry-run found
something; 130 stopped by Ctrl-C.

Examples:
  $ global-registry backfill --dry-run
  $ global-registry backfill prod --in us-east-1
  $ global-registry backfill prod/api --overwrite --yes --json
  $ global-registry backfill --registry cri-0a1b2c3d@eu-central-1`;
