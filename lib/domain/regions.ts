import { REGION_FACTS } from './facts.generated';
import { isNear, nearest } from './nearest';
import { DeployTime, Problem } from './problem';

/** The clouds that Alibaba keeps apart; images never cross from one into another. */
export type Cloud = 'public' | 'finance' | 'government';

/** What is known of a region. */
export interface Region {
  readonly id: string;
  readonly name: string;
  readonly mainland: boolean;
  readonly cloud: Cloud;
  readonly status: 'open' | 'closed';
}

/** Regions with Container Registry, by id. */
export const REGIONS: ReadonlyMap<string, Region> = new Map(REGION_FACTS.map(region => [region.id, region]));

/** What region ids look like, known or not: it tells a new region from a typing error that no region could have. */
const REGION_ID = /^[a-z]{2}(?:-[a-z0-9]+)+$/;

/** The known region that a text most likely stands for. */
export function nearestRegion(id: string): string {
  const wanted = id.trim().toLowerCase();
  const byName = [...REGIONS.values()].find(region => region.name.toLowerCase() === wanted);
  return byName?.id ?? nearest(wanted, [...REGIONS.keys()]);
}

/** The cloud a region belongs to; unknown regions are told by their id, as all known ones could be. */
export function cloudOf(id: string): Cloud {
  return (
    REGIONS.get(id)?.cloud ?? (/-finance(-|$)/.test(id) ? 'finance' : /-gov(-|$)/.test(id) ? 'government' : 'public')
  );
}

/** Whether a region lies in mainland China; Hong Kong does not. */
export function inMainland(id: string): boolean {
  return REGIONS.get(id)?.mainland ?? id.startsWith('cn-');
}

/** Why no stack can be placed in a region that is decided at deploy time. */
export const PLACED_AT_SYNTH = {
  rule: 'stacks are placed at synth, so the region must be known by then',
  fix: 'Write the region id itself, such as "cn-hangzhou"',
};

/** What is wrong with a region that a stack is to be placed in. */
export function regionProblems(subject: string, region: unknown): Problem[] {
  if (region instanceof DeployTime) {
    return [{ subject, got: region, ...PLACED_AT_SYNTH }];
  }
  if (typeof region === 'string' && REGION_ID.test(region)) {
    return [];
  }
  const given = typeof region === 'string' && region !== '';
  const fix = given ? `Did you mean ${JSON.stringify(nearestRegion(region))}?` : 'Give the id of the region';
  const rule = 'a region is written as its id, such as "cn-hangzhou" or "eu-central-1"';
  return [{ subject, got: region, rule, fix }];
}

/** A known region whose id differs in little: so many letters that are wrong make another word. */
function regionMeant(id: string): string | undefined {
  const near = nearestRegion(id);
  return isNear(id, near) ? near : undefined;
}

/** What somebody should know who chose a region. Regions open and close, so it is no refusal. */
export function regionWarning(id: string): string | undefined {
  const found = REGIONS.get(id);
  if (found === undefined) {
    const near = regionMeant(id);
    const fix = near === undefined ? 'Make sure that it has before you deploy.' : `Did you mean ${near}?`;
    return `Region ${id} is not known to have Container Registry. ${fix}`;
  }
  return found.status === 'closed'
    ? `Region ${id} (${found.name}) is listed as closed for Container Registry. Choose another region.`
    : undefined;
}
