import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import { title } from '../domain/model';
import type { FoundDeletion } from './deletions';
import { lostRegistries, rulesAt } from './registries-in-use';

/** Refuses to delete registries at which rules begin or end that are not deleted with them; asked only where registries are deleted. */
export async function refuseInUse(deletions: readonly FoundDeletion[], cr: CrClient): Promise<void> {
  const made = new Set(deletions.flatMap(({ resources }) => resources.map(({ physicalId }) => physicalId)));
  const lost = deletions.flatMap(deletion => lostRegistries(deletion).map(id => ({ stack: deletion.stack, id })));
  const found = await sideBySide(lost, async ({ stack, id }) => {
    const rules = await rulesAt(stack.region, id, cr);
    const names =
      typeof rules === 'string'
        ? [`its sync rules are not known: ${rules}`]
        : rules.filter(rule => !made.has(rule.id)).map(({ id: rule, name }) => `the sync rule ${name} (${rule})`);
    return names.length === 0 ? [] : [`  ${title(stack)}: ${names.join(', ')} at the registry ${id}`];
  });
  if (found.flat().length > 0) {
    throw new Error(
      `Nothing was deleted, for rules that are not deleted with them begin or end at registries:\n${found.flat().join('\n')}\n` +
        'Delete each with the stack that made it, or in the console of Container Registry (Distribution > Instance Replication); or add --retain, which keeps the registries.',
    );
  }
}
