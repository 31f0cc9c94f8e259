import type { Estimate } from '../domain/records';

/** Money by currency: amounts of different currencies are never added. */
export type Money = Readonly<Record<string, number>>;

const sum = (estimates: readonly Estimate[], amountOf: (estimate: Estimate) => number | undefined): Money => {
  const sums: Record<string, number> = {};
  for (const estimate of estimates) {
    const amount = amountOf(estimate);
    if (amount !== undefined) {
      sums[estimate.currency ?? ''] = (sums[estimate.currency ?? ''] ?? 0) + amount;
    }
  }
  return sums;
};

/** What is paid for a month. */
export const monthlyOf = (estimates: readonly Estimate[]): Money =>
  sum(estimates, ({ amount, months }) => (amount === undefined || months === undefined ? undefined : amount / months));

/** What is paid in advance, for all months. */
export const advanceOf = (estimates: readonly Estimate[]): Money => sum(estimates, ({ amount }) => amount);

export const money = (amounts: Money): string =>
  Object.entries(amounts)
    .map(([currency, amount]) => `${amount.toFixed(2)} ${currency}`)
    .join(' + ') || 'nothing';
