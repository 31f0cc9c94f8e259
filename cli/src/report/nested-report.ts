import { type NestedPurchase, nestedPurchases } from '../domain/nested';
import type { PlannedStack } from '../domain/plan';
import type { Colours } from '../session/output';
import { paragraph } from './text';

const REMARK =
  'Nobody looks into nested stacks: their prices, registries of the same name, and what is changed in them later are not told. ' +
  'Put a registry into a stack of its own.';

/** What nested stacks may buy; nothing where none does. */
export function nestedTexts(plan: readonly PlannedStack[], colours: Colours): string[] {
  const lines = plan.flatMap(planned =>
    nestedPurchases(planned).map(purchase =>
      paragraph(`${planned.stack.name}/${purchase.nested}: ${whatText(purchase)}`, 2),
    ),
  );
  return lines.length === 0
    ? []
    : [[colours.bold('May buy subscriptions besides, in nested stacks:'), ...lines, paragraph(REMARK, 2)].join('\n')];
}

const whatText = ({ registries }: NestedPurchase): string =>
  registries.length === 0 ? 'its template lies elsewhere' : `registry ${registries.join(', ')}`;

/** The same as data; see json-schema/plan.json. */
export const nestedData = (plan: readonly PlannedStack[]): object[] =>
  plan.flatMap(planned =>
    nestedPurchases(planned).map(({ nested, registries }) => {
      const { name, region } = planned.stack;
      return { stack: name, region, nested, registries };
    }),
  );
