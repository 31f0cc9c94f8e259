import { concernsIdentity, inWords } from '../cloud/cloud-error';
import type { Reference } from '../images/reference';
import type { Remedy } from '../images/remedy';
import { type CopiedRegistry, limitedTo } from '../images/registry';
import { Journey, type JourneyOptions } from './journey';
import type { Arrival } from './journey-events';
import { type Patience, untilAnswered } from './patience';
import { type Expected, type LeftOut, expect, lookUp } from './pin';
import { TimeUpError } from './timing';
import { type WhichServices, registryFor } from './which-registry';

/** Why one image of several is waited for nowhere. */
export interface Problem {
  readonly result: 'failed' | 'late' | 'stopped';
  readonly reason: string;
  readonly next?: Remedy;
}

/** What became of one image that was waited for. */
export interface Waited {
  readonly reference: Reference;
  /** Undefined where it was not found out. */
  readonly registry?: CopiedRegistry;
  readonly expected: readonly Expected[];
  readonly leftOut: readonly LeftOut[];
  readonly arrivals: readonly Arrival[];
  readonly problem?: Problem;
}

export interface WaitPlan {
  readonly registries: readonly CopiedRegistry[];
  /** The regions that were asked for; undefined where none was. */
  readonly regions?: readonly string[];
  /** Regions in which the app declares a registry. */
  readonly declared: readonly string[];
  readonly services: WhichServices;
  readonly patience: Patience;
  readonly journey: JourneyOptions;
}

const NOWHERE = { expected: [], leftOut: [], arrivals: [] };

/** Waits for one image; what is wrong with it keeps none of the others from being waited for. */
export async function waitFor(reference: Reference, plan: WaitPlan): Promise<Waited> {
  let registry: CopiedRegistry | undefined;
  try {
    registry = await untilAnswered(() => registryFor(reference, plan.registries, plan.services), plan.patience);
    return await waitIn(registry, reference, plan);
  } catch (error) {
    if (concernsIdentity(error)) {
      throw error;
    }
    return { reference, registry, ...NOWHERE, problem: problemOf(error as Error, plan) };
  }
}

function problemOf(error: Error, { patience: { stop } }: WaitPlan): Problem {
  const reason = inWords(error);
  if (stop.aborted) {
    return { result: 'stopped', reason, next: 'wait' };
  }
  return error instanceof TimeUpError ? { result: 'late', reason, next: 'wait' } : { result: 'failed', reason };
}

async function waitIn(registry: CopiedRegistry, reference: Reference, plan: WaitPlan): Promise<Waited> {
  const { regions, declared, services, patience, journey } = plan;
  // Where it was pushed to, it is.
  const asked = (regions ?? []).filter(region => region !== registry.primary.region);
  limitedTo(registry, asked, declared);
  const named = await untilAnswered(() => lookUp(reference, registry, services.images), patience);
  const onlyPrimary = regions !== undefined && asked.length === 0;
  const { expected, leftOut } = onlyPrimary ? NOWHERE : expect(named, registry, asked);
  const travels = expected.map(({ image, destinations }) => new Journey(image, destinations, journey).run());
  return { reference, registry, expected, leftOut, arrivals: (await Promise.all(travels)).flat() };
}
