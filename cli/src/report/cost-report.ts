import type { Leftovers } from '../deployment/orphans';
import type { DeclaredStack } from '../domain/model';
import type { Estimate } from '../domain/records';
import type { Colours } from '../session/output';
import { leftoversData, leftoversTexts } from './leftovers-report';
import { type Money, money, monthlyOf } from './money';
import { type Again, columns, paragraph } from './text';

/** What one stack costs. */
export interface StackCost {
  readonly stack: DeclaredStack;
  /** Whether it exists already, so that its cost is nothing new. */
  readonly exists: boolean;
  readonly estimates: readonly Estimate[];
  readonly error?: string;
}

/** What stacks cost that the app no longer declares. */
export interface OrphanCosts {
  readonly leftovers: Leftovers;
  readonly costs: readonly StackCost[];
}

const all = (costs: readonly StackCost[]): Money => monthlyOf(costs.flatMap(({ estimates }) => estimates));

/** Cost per month, stack by stack. */
export function costText(costs: readonly StackCost[], orphaned: OrphanCosts, again: Again, colours: Colours): string {
  const rows = costs.map(({ stack, exists, estimates, error }) => [
    stack.name,
    stack.region,
    error === undefined ? money(monthlyOf(estimates)) : 'unknown',
    exists ? 'deployed' : 'new',
  ]);
  const { orphans } = orphaned.leftovers;
  const fresh = costs.filter(({ exists }) => !exists);
  const notes = [...new Set(costs.flatMap(({ estimates }) => estimates.flatMap(({ note }) => note ?? [])))];
  const failures = [...costs, ...orphaned.costs].flatMap(({ stack, error }) =>
    error === undefined ? [] : `${stack.name}: ${error}`,
  );
  return [
    columns([['STACK', 'REGION', 'A MONTH', 'STACK IS'].map(colours.dim), ...rows]),
    columns([
      [colours.bold('All stacks'), money(all(costs))],
      [colours.bold('Of that for new stacks'), money(all(fresh))],
      ...(orphans.length > 0 ? [[colours.bold('No longer declared, besides'), money(all(orphaned.costs))]] : []),
    ]),
    ...leftoversTexts(orphaned.leftovers, 'left', again, colours),
    ...[...failures, ...notes].map(note => paragraph(note)),
    paragraph(
      'Storage, traffic and taxes are not part of it. Subscriptions are paid in advance for their whole period.',
    ),
  ].join('\n\n');
}

/** The cost as data; see json-schema/cost.json. */
export function costData(costs: readonly StackCost[], orphaned: OrphanCosts): unknown {
  return {
    command: 'cost',
    monthly: all(costs),
    monthlyNew: all(costs.filter(({ exists }) => !exists)),
    monthlyOrphans: all(orphaned.costs),
    ...leftoversData(orphaned.leftovers),
    stacks: costs.map(({ stack, exists, estimates, error }) => ({
      name: stack.name,
      region: stack.region,
      exists,
      monthly: monthlyOf(estimates),
      error: error ?? null,
      resources: estimates.map(({ logicalId, type, amount, currency, months, note }) => ({
        logicalId,
        type,
        amount: amount ?? null,
        currency: currency ?? null,
        months: months ?? null,
        note: note ?? null,
      })),
    })),
  };
}
