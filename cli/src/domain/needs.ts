import type { DeclaredStack } from './model';
import type { Finding, PlannedStack } from './plan';

/** The stacks that selected ones are deployed after, although they are left out themselves. */
export function neededOf(selected: readonly DeclaredStack[], leftOut: readonly DeclaredStack[]): DeclaredStack[] {
  const keys = new Set(selected.flatMap(({ dependsOn }) => dependsOn));
  return leftOut.filter(({ key }) => keys.has(key));
}

/** Refuses what would change while something that it needs, and that is left out, is not there. */
export function withNeeds(
  plan: readonly PlannedStack[],
  needed: readonly DeclaredStack[],
  findings: ReadonlyMap<string, Finding>,
): PlannedStack[] {
  return plan.map(planned => {
    const idle = planned.action !== 'create' && planned.action !== 'update';
    const missing = idle ? [] : needed.filter(({ key }) => planned.stack.dependsOn.includes(key));
    const problems = missing.flatMap(stack => needProblem(stack, findings.get(stack.key)) ?? []);
    return problems.length === 0
      ? planned
      : { ...planned, action: 'refused', problems: [...planned.problems, ...problems] };
  });
}

function needProblem({ name }: DeclaredStack, finding: Finding | undefined): string | undefined {
  const needs = `It needs ${name}, which --only leaves out`;
  if (finding?.unreadable !== undefined) {
    return `${needs}. ${finding.unreadable} Leave this stack out as well, or run it again later.`;
  }
  return finding?.live === undefined ? `${needs} and which does not exist. Add --only ${name}.` : undefined;
}
