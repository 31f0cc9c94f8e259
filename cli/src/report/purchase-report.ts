import type { PricedSubscription } from '../deployment/prices';
import type { Estimate } from '../domain/records';
import type { Colours } from '../session/output';
import { advanceOf, money, monthlyOf } from './money';
import { columns, count, paragraph } from './text';

const HEADS = ['REGION', 'NAME', 'EDITION', 'PAID FOR', 'RENEWED', 'A MONTH', 'IN ADVANCE'];
const UNKNOWN = 'unknown';

/** What a deployment buys: nothing where it buys nothing. */
export function purchaseTexts(bought: readonly PricedSubscription[], simulated: boolean, colours: Colours): string[] {
  if (bought.length === 0) {
    return [];
  }
  const names = new Set(bought.map(({ name }) => name ?? '?'));
  const sorted = inOrder(bought);
  const rows = [HEADS.map(colours.dim), ...sorted.map(row), totalRow(bought, colours)];
  // One name stands in the heading, many in a column.
  const shown = rows.map(cells => cells.filter((_, index) => index !== HEADS.indexOf('NAME') || names.size > 1));
  const atMost = bought.some(({ conditional }) => conditional) ? 'up to ' : '';
  const open = bought.some(({ unnumbered }) => unnumbered);
  const of = names.size === 1 ? ` of "${[...names][0]}"` : '';
  const number = open ? 'subscriptions' : `${atMost}${count(bought.length, 'subscription')}`;
  const heading = `${simulated ? 'Would buy' : 'Buys'} ${number}${of}, paid in advance:`;
  return [[colours.bold(heading), columns(shown, 2), ...remarks(sorted).map(text => paragraph(text, 2))].join('\n')];
}

const inOrder = (bought: readonly PricedSubscription[]): PricedSubscription[] =>
  [...bought].sort((one, other) => (one.stack.region < other.stack.region ? -1 : 1));

function row({ stack, name, edition, months, renewalMonths, price }: PricedSubscription): string[] {
  const paid = price?.months ?? months;
  return [
    stack.region,
    name ?? '?',
    edition ?? '?',
    paid === undefined ? '?' : count(paid, 'month'),
    renewalMonths > 0 ? count(renewalMonths, 'month') : 'no',
    price === undefined ? UNKNOWN : money(monthlyOf([price])),
    price === undefined ? UNKNOWN : money(advanceOf([price])),
  ];
}

function totalRow(bought: readonly PricedSubscription[], colours: Colours): string[] {
  const prices = pricesIn(bought);
  const partly = prices.length < bought.length;
  const sum = (text: string) => (prices.length === 0 ? UNKNOWN : text);
  return [
    colours.bold(partly && prices.length > 0 ? 'What is known' : 'All'),
    '',
    '',
    '',
    '',
    sum(money(monthlyOf(prices))),
    sum(money(advanceOf(prices))),
  ];
}

const pricesIn = (bought: readonly PricedSubscription[]): Estimate[] => bought.flatMap(({ price }) => price ?? []);

/** What must be known of these figures. */
function remarks(bought: readonly PricedSubscription[]): string[] {
  const notes = new Set(pricesIn(bought).flatMap(({ note }) => note ?? []));
  const unpriced = new Map<string, string[]>();
  for (const { stack, unpriced: reason } of bought) {
    if (reason !== undefined) {
      unpriced.set(reason, [...(unpriced.get(reason) ?? []), stack.region]);
    }
  }
  const maybe = bought
    .filter(({ conditional, unnumbered }) => conditional && !unnumbered)
    .map(({ stack, logicalId }) => `${stack.name}/${logicalId}`);
  const open = bought
    .filter(({ unnumbered }) => unnumbered)
    .map(({ stack, logicalId }) => `${stack.name}/${logicalId}`);
  return [
    ...(open.length > 0
      ? [`A count that ROS works out decides how many there are of ${open.join(', ')}: one stands here.`]
      : []),
    ...[...unpriced].map(([reason, regions]) => `No price of ${regions.join(', ')}: ${reason}`),
    ...(maybe.length > 0 ? [`A condition decides about ${maybe.join(', ')}.`] : []),
    ...notes,
    'Storage, traffic and taxes are not part of it. A subscription is billed to its end, also after its stack was deleted.',
  ];
}

/** The same as data; see json-schema/plan.json. */
export const purchaseData = (bought: readonly PricedSubscription[]): object => ({
  monthly: monthlyOf(pricesIn(bought)),
  inAdvance: advanceOf(pricesIn(bought)),
  subscriptions: inOrder(bought).map(({ stack, price, unpriced, ...subscription }) => ({
    stack: stack.name,
    region: stack.region,
    logicalId: subscription.logicalId,
    name: subscription.name ?? null,
    edition: subscription.edition ?? null,
    months: price?.months ?? subscription.months ?? null,
    renewalMonths: subscription.renewalMonths,
    conditional: subscription.conditional,
    monthly: price === undefined ? null : price.amount! / price.months!,
    inAdvance: price?.amount ?? null,
    currency: price?.currency ?? null,
    note: unpriced ?? price?.note ?? null,
  })),
});
