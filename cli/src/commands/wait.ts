import { Command, Option } from 'commander';
import { Budget } from '../copies/budget';
import type { JourneyOptions } from '../copies/journey';
import { untilAnswered } from '../copies/patience';
import { elapsed } from '../copies/timing';
import { type WaitPlan, type Waited, waitFor } from '../copies/wait-for';
import { type Reference, parseReference } from '../images/reference';
import { createCopyProgress } from '../report/copy-progress';
import { paragraph } from '../report/text';
import { isThere, waitData, waitText } from '../report/wait-report';
import { span, withRegistryOption } from '../session/flags';
import type { SessionWith } from '../session/session';
import { againIn } from './command-line';
import { type RegionFlags, declaredRegions, registriesFor, runsOnImages, withRegions } from './image-commands';
import { onInterrupt } from './interrupt';
import { EXIT, tellResult } from './run';

interface WaitFlags extends RegionFlags {
  readonly timeout: number;
  readonly follow?: boolean;
}

/** Copies that are started again at a time, for all images together. */
const AT_A_TIME = 20;
const TEN_MINUTES = 600_000;

/** Milliseconds that calls get to end which nobody waits for any more. */
const LINGER = 500;

async function run(session: SessionWith<WaitFlags>, images: readonly string[]): Promise<number> {
  try {
    return await waitForAll(session, images);
  } finally {
    setTimeout(() => process.exit(), LINGER).unref();
  }
}

async function waitForAll(session: SessionWith<WaitFlags>, images: readonly string[]): Promise<number> {
  const { flags, output } = session;
  const references = withoutRepeats(images.map(parseReference));
  const progress = createCopyProgress(output, { tellsEnds: flags.json });
  const { signal: stop, release } = onInterrupt(() => progress.say('Stopping: the copies go on by themselves.'));
  try {
    const plan = await planFor(session, stop, progress);
    const waited = await Promise.all(references.map(reference => waitFor(reference, plan)));
    progress.close();
    tellResult(session, waitText(waited, againIn(session), output.colours), waitData(waited));
    return exitCodeOf(waited, stop.aborted);
  } finally {
    release();
    progress.close();
  }
}

async function planFor(
  session: SessionWith<WaitFlags>,
  stop: AbortSignal,
  progress: ReturnType<typeof createCopyProgress>,
): Promise<WaitPlan> {
  const { flags, pace } = session;
  const deadline = elapsed() + flags.timeout * pace;
  const cloud = await session.cloud();
  const timing = { pace, random: Math.random };
  const patience = { timing, deadline, stop, onSilence: (reason: string) => progress.say(paragraph(`. ${reason}`)) };
  const services = { ...cloud, images: cloud.watch };
  const journey: JourneyOptions = {
    images: cloud.watch,
    timing,
    budget: new Budget(AT_A_TIME),
    begin: false,
    follow: flags.follow === true,
    tries: Number.POSITIVE_INFINITY,
    deadline,
    stop,
    onEvent: event => progress.show(event),
  };
  const registries = await untilAnswered(() => registriesFor(session, services), patience);
  return { registries, regions: flags.in, declared: declaredRegions(session), services, patience, journey };
}

/** The same image twice is waited for once. */
function withoutRepeats(references: readonly Reference[]): Reference[] {
  const keyOf = ({ host, namespace, repository, tag, digest }: Reference) =>
    [host, namespace, repository, tag, digest].join(' ');
  return [...new Map(references.map(reference => [keyOf(reference), reference])).values()];
}

function exitCodeOf(waited: readonly Waited[], interrupted: boolean): number {
  const open = waited.filter(one => !isThere(one));
  if (open.length === 0) {
    return EXIT.ok;
  }
  if (interrupted) {
    return EXIT.interrupted;
  }
  const isLate = ({ arrivals, problem }: Waited) => {
    const results = [...arrivals.map(({ result }) => result), ...(problem === undefined ? [] : [problem.result])];
    return results.includes('late') && !results.includes('failed');
  };
  return open.every(isLate) ? EXIT.changes : EXIT.failed;
}

export function waitCommand(): Command {
  const command = withRegistryOption(new Command('wait'))
    .description('wait until images are in other regions, by the digest that the primary gives now')
    .argument('<image...>', 'such as prod/api:v1, or prod/web@sha256:..., or behind a host of the registry');
  return withRegions(command, 'where it is to arrive (default: wherever a rule copies it)')
    .addOption(
      new Option('--timeout <duration>', 'how long, such as 90s, 10m, 1h').argParser(span).default(TEN_MINUTES, '10m'),
    )
    .option('--follow', 'when the tag moves meanwhile, wait for what it gives then')
    .addHelpText('after', HELP)
    .action(function (this: Command, images: string[]) {
      return runsOnImages<WaitFlags>(session => run(session, images)).call(this);
    });
}

const HELP = `
A copy that failed for a reason that passes is started again. Where no rule
copies the image, it ends at once. Seconds are from the times of the service.
Exit code: 0 in every region that tag gives exactly that digest; 1 it does not
and waiting does not help; 2 time was up; 130 stopped by Ctrl-C.

Examples:
  $ global-registry wait prod/api:v1
  $ global-registry wait prod/api:v1 prod/web:v7 --in cn-hangzhou us-east-1
  $ global-registry wait prod/api:v1 --in cn-hangzhou --timeout 30m --json
  $ global-registry wait prod/api:v1 --registry cri-0a1b2c3d@eu-central-1`;
