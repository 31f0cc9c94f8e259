import { Command, Option } from 'commander';
import { Budget } from '../copies/budget';
import { Journey, type JourneyOptions } from '../copies/journey';
import { expect, lookUp, registryFor } from '../copies/pin';
import { elapsed, inTime } from '../copies/timing';
import { type Reference, parseReference } from '../images/reference';
import { type CopiedRegistry, limitedTo } from '../images/registry';
import { createCopyProgress } from '../report/copy-progress';
import { type Waited, isThere, waitData, waitText } from '../report/wait-report';
import { withRegistryOption } from '../session/flags';
import type { SessionWith } from '../session/session';
import { type RegionFlags, againIn, registriesFor, runsOnImages, span, withRegions } from './image-commands';
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
  const { flags, pace, output } = session;
  const deadline = elapsed() + flags.timeout * pace;
  const references = images.map(parseReference);
  const registries = await inTime(registriesFor(session), deadline);
  const { watch } = await session.cloud();
  const progress = createCopyProgress(output);
  const { signal: stop, release } = onInterrupt(() => progress.say('Stopping: the copies go on by themselves.'));
  const options: JourneyOptions = {
    images: watch,
    timing: { pace, random: Math.random },
    budget: new Budget(AT_A_TIME),
    begin: false,
    follow: flags.follow === true,
    tries: Number.POSITIVE_INFINITY,
    deadline,
    stop,
    onEvent: event => progress.show(event),
  };
  try {
    const waited = await Promise.all(references.map(reference => waitFor(reference, registries, session, options)));
    progress.close();
    tellResult(session, waitText(waited, againIn(session), output.colours), waitData(waited));
    return exitCodeOf(waited, stop.aborted);
  } finally {
    release();
    progress.close();
  }
}

async function waitFor(
  reference: Reference,
  registries: readonly CopiedRegistry[],
  session: SessionWith<WaitFlags>,
  options: JourneyOptions,
): Promise<Waited> {
  const cloud = await session.cloud();
  const registry = await inTime(registryFor(reference, registries, cloud), options.deadline);
  // Where it was pushed to, it is.
  const asked = (session.flags.in ?? []).filter(region => region !== registry.primary.region);
  limitedTo(registry, asked);
  const named = await inTime(lookUp(reference, registry, cloud.images), options.deadline);
  const onlyPrimary = session.flags.in !== undefined && asked.length === 0;
  const { expected, leftOut } = onlyPrimary ? { expected: [], leftOut: [] } : expect(named, registry, asked);
  const arrivals = await Promise.all(
    expected.map(({ image, destinations }) => new Journey(image, destinations, options).run()),
  );
  return { reference, registry, expected, leftOut, arrivals: arrivals.flat() };
}

function exitCodeOf(waited: readonly Waited[], interrupted: boolean): number {
  if (waited.every(isThere)) {
    return EXIT.ok;
  }
  if (interrupted) {
    return EXIT.interrupted;
  }
  const results = waited.flatMap(({ arrivals }) => arrivals.map(({ result }) => result));
  return results.includes('late') && !results.includes('failed') ? EXIT.changes : EXIT.failed;
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
