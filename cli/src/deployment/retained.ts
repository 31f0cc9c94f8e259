import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import type { Retained } from '../domain/destruction';
import type { DeclaredStack } from '../domain/model';
import { purchasesOf } from '../domain/purchases';

/** What is still in the account of what stacks once bought, and the regions that did not tell. */
export interface StillThere {
  readonly registries: readonly Retained[];
  readonly unknown: ReadonlyMap<string, string>;
}

/** Looks registries up by their names: a stack that is gone tells nothing any more. */
export async function stillThere(stacks: readonly DeclaredStack[], cr: CrClient): Promise<StillThere> {
  const unknown = new Map<string, string>();
  const wanted = stacks.flatMap(stack => purchasesOf(stack).map(purchase => ({ stack, ...purchase })));
  const found = await sideBySide(wanted, async ({ stack, logicalId, name }) => {
    try {
      const registries = await cr.instancesNamed(stack.region, name);
      const type = stack.template.Resources![logicalId].Type;
      return registries.map(({ id }): Retained => {
        return { region: stack.region, stack: stack.name, logicalId, type, physicalId: id, billed: true };
      });
    } catch (error) {
      unknown.set(stack.region, (error as Error).message);
      return [];
    }
  });
  return { registries: found.flat(), unknown };
}
