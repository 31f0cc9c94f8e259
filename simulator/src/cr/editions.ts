import type { Edition } from './model';

/** Basic instances only receive. */
export function canBeSource(edition: Edition): boolean {
  return edition !== 'Basic';
}

/**
 * List prices in US dollars a month, "starting at", from an undated page of before 2024
 * (https://www.alibabacloud.com/help/en/container-registry/latest/billing). Not an offer; Standard has none there.
 */
const PRICES: readonly { regions: RegExp; Basic: number; Advanced: number }[] = [
  { regions: /^cn-(?!hongkong)/, Basic: 113, Advanced: 428 },
  { regions: /^(cn-hongkong|ap-southeast-|ap-northeast-)/, Basic: 179, Advanced: 682 },
  { regions: /^(eu|us|na)-/, Basic: 146, Advanced: 557 },
  { regions: /^(me-|ap-south-1$)/, Basic: 151, Advanced: 574 },
];

export function monthlyPrice(region: string, edition: string): number | undefined {
  const row = PRICES.find(price => price.regions.test(region));
  return edition === 'Basic' || edition === 'Advanced' ? row?.[edition] : undefined;
}
