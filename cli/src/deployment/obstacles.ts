import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import { linkProblems } from '../domain/links';
import type { DeclaredStack } from '../domain/model';
import type { Finding } from '../domain/plan';
import { type Expectation, type Taken, expectationsOf, madeNamespaces, takenProblem } from '../domain/taken';

/** Findings with what stands in the way beside the stacks themselves: looked at before anything is bought. */
export async function withObstacles(
  stacks: readonly DeclaredStack[],
  findings: ReadonlyMap<string, Finding>,
  cr: CrClient,
): Promise<ReadonlyMap<string, Finding>> {
  const taken = takenRegistries(cr);
  const made = madeNamespaces(stacks);
  const found = await sideBySide(stacks, async stack => {
    const finding = findings.get(stack.key) ?? {};
    const obstacles = [
      ...(finding.obstacles ?? []),
      ...relinked(stack, stacks, findings),
      ...(finding.unreadable === undefined ? await takenProblems(stack, finding, taken, made) : []),
    ];
    return [stack.key, { ...finding, obstacles }] as const;
  });
  return new Map(found);
}

async function takenProblems(
  stack: DeclaredStack,
  { live }: Finding,
  taken: (expectation: Expectation) => Promise<Taken>,
  made: ReadonlySet<string>,
): Promise<string[]> {
  const problems = await sideBySide(expectationsOf(stack, live), async expectation =>
    takenProblem(expectation, await taken(expectation), made),
  );
  return [...new Set(problems.filter(problem => problem !== undefined))];
}

/** Each registry is looked at once. */
function takenRegistries(cr: CrClient): (expectation: Expectation) => Promise<Taken> {
  const known = new Map<string, Promise<Taken>>();
  return ({ region, id }) => {
    const key = `${region}/${id}`;
    const asked = known.get(key) ?? lookAt(region, id, cr);
    known.set(key, asked);
    return asked;
  };
}

async function lookAt(region: string, id: string, cr: CrClient): Promise<Taken> {
  const registry = await cr.getInstance(region, id);
  const namespaces = registry === undefined ? [] : await cr.namespaces(region, id);
  return { registry, namespaces: namespaces.map(({ name }) => name) };
}

function relinked(
  stack: DeclaredStack,
  stacks: readonly DeclaredStack[],
  findings: ReadonlyMap<string, Finding>,
): string[] {
  const declared = (name: string, region: string) =>
    stacks.find(other => other.name === name && other.region === region);
  const before = (name: string, region: string) => {
    const live = findings.get(declared(name, region)?.key ?? '')?.live;
    return live?.template === undefined ? undefined : { ...live, template: live.template };
  };
  return linkProblems(stack, findings.get(stack.key)?.live, before, declared);
}
