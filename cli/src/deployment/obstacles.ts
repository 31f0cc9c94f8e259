import { localReason } from '../cloud/cloud-error';
import type { CrClient } from '../cloud/cr-client';
import { sideBySide } from '../cloud/side-by-side';
import type { Blind } from '../domain/drift';
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
  const made = madeNamespaces(stacks);
  const found = await sideBySide(stacks, async stack => {
    const finding = findings.get(stack.key) ?? {};
    const { problems, blind } = await takenProblems(stack, finding, cr, made);
    const obstacles = [...(finding.obstacles ?? []), ...relinked(stack, stacks, findings), ...problems];
    return [stack.key, { ...finding, obstacles, blind }] as const;
  });
  return new Map(found);
}

const isBlind = (seen: Taken | Blind): seen is Blind => 'reason' in seen;

async function takenProblems(
  stack: DeclaredStack,
  { live, unreadable }: Finding,
  cr: CrClient,
  made: ReadonlySet<string>,
): Promise<{ problems: string[]; blind: Blind[] }> {
  const expectations = unreadable === undefined ? expectationsOf(stack, live) : [];
  const looks = await sideBySide(expectations, async expectation => ({
    expectation,
    seen: await lookAt(expectation, cr),
  }));
  const problems = looks.flatMap(({ expectation, seen }) =>
    isBlind(seen) ? [] : (takenProblem(expectation, seen, made) ?? []),
  );
  return { problems: [...new Set(problems)], blind: looks.flatMap(({ seen }) => (isBlind(seen) ? seen : [])) };
}

/** A registry that could not be looked at is a finding too. */
async function lookAt({ region, id }: Expectation, cr: CrClient): Promise<Taken | Blind> {
  try {
    const registry = await cr.getInstance(region, id);
    const namespaces = registry === undefined ? [] : await cr.namespaces(region, id);
    return { registry, namespaces: namespaces.map(({ name }) => name) };
  } catch (error) {
    return { region, reason: localReason(error) };
  }
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
