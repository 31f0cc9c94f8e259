import type { DeclaredStack } from './model';

export interface Selection {
  readonly selected: readonly DeclaredStack[];
  readonly leftOut: readonly DeclaredStack[];
}

/** Where a stack lies and what it ties together. */
const regionsOf = ({ region, source, target }: DeclaredStack): string[] =>
  [region, source?.region, target?.region].filter(other => other !== undefined);

/**
 * The stacks that `--only` names: by their names, or by regions. A region stands for what lies in it alone; an arrow is taken with both of
 * its regions. Without any, all stacks.
 */
export function selectionOf(stacks: readonly DeclaredStack[], only: readonly string[]): Selection {
  if (only.length === 0) {
    return { selected: stacks, leftOut: [] };
  }
  checkNames(stacks, only);
  const isMeant = (stack: DeclaredStack) =>
    only.includes(stack.name) || regionsOf(stack).every(region => only.includes(region));
  return { selected: stacks.filter(isMeant), leftOut: stacks.filter(stack => !isMeant(stack)) };
}

/** The same for a deletion: what depends on a selected stack goes with it, since it cannot live on. */
export function deletionOf(stacks: readonly DeclaredStack[], only: readonly string[]): Selection {
  const chosen = new Set(selectionOf(stacks, only).selected);
  for (let before = -1; before !== chosen.size;) {
    before = chosen.size;
    const keys = new Set([...chosen].map(({ key }) => key));
    stacks.filter(({ dependsOn }) => dependsOn.some(key => keys.has(key))).forEach(stack => chosen.add(stack));
  }
  return { selected: stacks.filter(stack => chosen.has(stack)), leftOut: stacks.filter(stack => !chosen.has(stack)) };
}

function checkNames(stacks: readonly DeclaredStack[], only: readonly string[]): void {
  const regions = [...new Set(stacks.flatMap(regionsOf))].sort();
  const stranger = only.find(name => !regions.includes(name) && !stacks.some(stack => stack.name === name));
  if (stranger !== undefined) {
    throw new Error(
      `--only names "${stranger}", but the app has no such stack or region. Its stacks are ${stacks.map(({ name }) => name).join(', ') || 'none'}; ` +
        `its regions ${regions.join(', ') || 'none'}.`,
    );
  }
}
