/** The clouds that Alibaba keeps apart; images never cross from the public one into the others. */
export type Cloud = 'public' | 'finance' | 'government';

/** What is known of a region. */
export interface Region {
  readonly id: string;
  readonly name: string;
  readonly mainland: boolean;
  readonly cloud: Cloud;
  readonly closed: boolean;
}

const MAINLAND: Record<string, string> = {
  'cn-beijing': 'Beijing',
  'cn-chengdu': 'Chengdu',
  'cn-fuzhou': 'Fuzhou',
  'cn-guangzhou': 'Guangzhou',
  'cn-hangzhou': 'Hangzhou',
  'cn-heyuan': 'Heyuan',
  'cn-huhehaote': 'Hohhot',
  'cn-nanjing': 'Nanjing',
  'cn-qingdao': 'Qingdao',
  'cn-shanghai': 'Shanghai',
  'cn-shenzhen': 'Shenzhen',
  'cn-wuhan-lr': 'Wuhan',
  'cn-wulanchabu': 'Ulanqab',
  'cn-zhangjiakou': 'Zhangjiakou',
};

const ELSEWHERE: Record<string, string> = {
  'ap-northeast-1': 'Tokyo',
  'ap-northeast-2': 'Seoul',
  'ap-south-1': 'Mumbai',
  'ap-southeast-1': 'Singapore',
  'ap-southeast-2': 'Sydney',
  'ap-southeast-3': 'Kuala Lumpur',
  'ap-southeast-5': 'Jakarta',
  'ap-southeast-6': 'Manila',
  'ap-southeast-7': 'Bangkok',
  'cn-hongkong': 'Hong Kong',
  'eu-central-1': 'Frankfurt',
  'eu-west-1': 'London',
  'me-central-1': 'Riyadh',
  'me-east-1': 'Dubai',
  'us-east-1': 'Virginia',
  'us-west-1': 'Silicon Valley',
};

const FINANCE: Record<string, string> = {
  'cn-beijing-finance-1': 'Beijing Finance',
  'cn-hangzhou-finance': 'Hangzhou Finance',
  'cn-shanghai-finance-1': 'Shanghai Finance',
  'cn-shenzhen-finance-1': 'Shenzhen Finance',
};

const GOVERNMENT: Record<string, string> = { 'cn-north-2-gov-1': 'Beijing Government' };

/** The endpoint list of Container Registry marks this region as closed. */
const CLOSED = new Set(['ap-southeast-2']);

/**
 * Regions with Container Registry, by id.
 * Sources: https://www.alibabacloud.com/help/doc-detail/215426.htm and
 * https://alibabacloud.com/help/en/acr/developer-reference/api-cr-2018-12-01-endpoint
 */
export const REGIONS: ReadonlyMap<string, Region> = new Map(
  [
    ...table(MAINLAND, true, 'public'),
    ...table(ELSEWHERE, false, 'public'),
    ...table(FINANCE, true, 'finance'),
    ...table(GOVERNMENT, true, 'government'),
  ].map(region => [region.id, region]),
);

function table(names: Record<string, string>, mainland: boolean, cloud: Cloud): Region[] {
  return Object.entries(names).map(([id, name]) => ({ id, name, mainland, cloud, closed: CLOSED.has(id) }));
}

/** What region ids look like, known or not: it tells a new region from a typing error that no region could have. */
const REGION_ID = /^[a-z]{2}(?:-[a-z0-9]+)+$/;

/** Whether a text could be a region id at all. */
export function looksLikeRegion(id: string): boolean {
  return REGION_ID.test(id);
}

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

/** The candidate with the smallest edit distance; of equals, the first. */
export function nearest(wanted: string, candidates: readonly string[]): string {
  const distances = candidates.map(candidate => editDistance(wanted, candidate));
  return candidates[distances.indexOf(Math.min(...distances))];
}

/** How many letters must be added, dropped or changed (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
