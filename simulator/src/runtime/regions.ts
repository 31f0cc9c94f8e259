import { REGION_FACTS } from './facts.generated';

export type RegionFacts = (typeof REGION_FACTS)[number];

/** The regions that are offered. A closed one is known, but nothing can be made there. */
export const OPEN_REGIONS: readonly RegionFacts[] = REGION_FACTS.filter(
  ({ status }: { status: string }) => status !== 'closed',
);

const BY_ID: ReadonlyMap<string, RegionFacts> = new Map(OPEN_REGIONS.map(region => [region.id, region]));

/** What is known of a region, or undefined where it is not offered. */
export function findRegion(id: string): RegionFacts | undefined {
  return BY_ID.get(id);
}
