import type { Simulator } from 'ros-cdk-simulator';
import type { Cloud } from '../../src/cloud/cloud';
import type { ImageClient } from '../../src/cloud/image-client';
import { carryOut, planRegistry } from '../../src/copies/backfill';
import { Budget } from '../../src/copies/budget';
import { type DeepFindings, checkDeeply } from '../../src/copies/deep-check';
import { Journey, type JourneyOptions } from '../../src/copies/journey';
import type { Arrival, JourneyEvent } from '../../src/copies/journey-events';
import { expect as expectAt, lookUp } from '../../src/copies/pin';
import { readRegistry } from '../../src/copies/read-holdings';
import { elapsed } from '../../src/copies/timing';
import { type Finding, compare } from '../../src/images/compare';
import { parseReference, parseScope } from '../../src/images/reference';
import { imageName } from '../../src/report/image-text';
import { PACE, clients } from './cloud';
import type { Star } from './images';

/** What the four commands do between reading their options and writing their results. */

interface RunOptions {
  readonly cloud?: Cloud;
  readonly images?: ImageClient;
  readonly stop?: AbortController;
  readonly random?: () => number;
  readonly onEvent?: (event: JourneyEvent) => void;
  readonly pace?: number;
}

function journeyOptions(simulator: Simulator, options: RunOptions): Omit<JourneyOptions, 'begin' | 'follow' | 'tries'> {
  return {
    images: options.images ?? (options.cloud ?? clients(simulator)).watch,
    timing: { pace: options.pace ?? PACE, random: options.random ?? (() => 0.5) },
    budget: new Budget(20),
    stop: (options.stop ?? new AbortController()).signal,
    onEvent: options.onEvent ?? (() => undefined),
  };
}

/** Milliseconds of the service: at the pace of the tests most of a minute, which a busy machine may need. */
export const PATIENCE = 6 * 3_600_000;

export interface WaitOptions extends RunOptions {
  readonly regions?: readonly string[];
  readonly follow?: boolean;
  /** Milliseconds of the service. */
  readonly timeout?: number;
}

export async function waitFor(star: Star, image: string, options: WaitOptions = {}): Promise<Arrival[]> {
  const { images } = options.cloud ?? clients(star.simulator);
  const registry = await star.registry();
  const named = await lookUp(parseReference(image), registry, images);
  const { expected } = expectAt(named, registry, options.regions ?? []);
  const pace = options.pace ?? PACE;
  const settings: JourneyOptions = {
    ...journeyOptions(star.simulator, options),
    begin: false,
    follow: options.follow === true,
    tries: Number.POSITIVE_INFINITY,
    deadline: elapsed() + (options.timeout ?? PATIENCE) * pace,
  };
  const arrivals = expected.map(one => new Journey(one.image, one.destinations, settings).run());
  return (await Promise.all(arrivals)).flat();
}

/** `region: result - reason`, in the order of the regions. */
export const told = (arrivals: readonly Arrival[]): string[] =>
  arrivals.map(({ target, result, reason }) => `${target.region}: ${result}${reason ? ` - ${reason}` : ''}`).sort();

export interface BackfillOptions extends RunOptions {
  readonly overwrite?: boolean;
  readonly scope?: string;
  readonly concurrency?: number;
  readonly tries?: number;
}

export async function backfillOnce(star: Star, options: BackfillOptions = {}) {
  const images = options.images ?? (options.cloud ?? clients(star.simulator)).images;
  const plan = await planRegistry(await star.registry(), parseScope(options.scope), options.overwrite === true, images);
  const settings = { ...journeyOptions(star.simulator, options), tries: options.tries ?? 5 };
  return { plan, arrivals: await carryOut(plan, options.concurrency ?? 10, settings) };
}

export interface Verification {
  /** `kind image region`, in order. */
  readonly findings: string[];
  readonly all: readonly Finding[];
  readonly deep?: DeepFindings;
}

export async function verifyNow(
  star: Star,
  options: { scope?: string; deep?: boolean; cloud?: Cloud } = {},
): Promise<Verification> {
  const { images, registries } = options.cloud ?? clients(star.simulator);
  const scope = parseScope(options.scope);
  const read = await readRegistry(await star.registry(), scope, images);
  const all = read.replicas.flatMap(replica => compare(read.registry.rules, read.primary, replica, scope));
  const findings = all.map(finding => `${finding.kind} ${imageName(finding)} ${finding.target.region}`).sort();
  const deep = options.deep ? await checkDeeply(read, all, scope, registries) : undefined;
  return { findings, all, deep };
}

/** Lets clients from the Internet into every registry, as somebody does in the console. */
export async function openToInternet({ simulator, primary, replicas }: Star, call: Call): Promise<void> {
  for (const { id, region } of [primary, ...replicas]) {
    const endpoint = { InstanceId: id, EndpointType: 'internet' };
    await call('UpdateInstanceEndpointStatus', region, { ...endpoint, Enable: true });
    await call('CreateInstanceEndpointAclPolicy', region, { ...endpoint, Entry: `${simulator.clientAddress}/32` });
  }
}

type Call = (action: string, region: string, query: Record<string, unknown>) => Promise<unknown>;
