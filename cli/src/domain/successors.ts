/** Rules that take the place of others: the old one is removed when the new one is there, and not before. */
import { canonical } from './canonical';
import { type Side, type Surroundings, among, registryOf, sideOf } from './identity';
import type { DeclaredStack, LiveStack } from './model';
import { literalIn } from './purchases';
import { comesAfter, mayReadAgain } from './readers';
import { SYNC_RULE } from './resource-types';

/** The same stacks, each that loses a rule also after those that make a rule in its place. */
export function afterSuccessors(
  stacks: readonly DeclaredStack[],
  liveOf: (key: string) => LiveStack | undefined,
): DeclaredStack[] {
  const deployed = stacks.flatMap(({ key }) => {
    const live = liveOf(key);
    return mayReadAgain(live) ? [{ key, side: sideOf(live) }] : [];
  });
  const before = routesBy(deployed);
  const after = routesBy(stacks.map(stack => ({ key: stack.key, side: stack })));
  const ordered = new Map(stacks.map(stack => [stack.key, stack]));
  for (const { key } of stacks) {
    const lost = without(before.get(key), after.get(key));
    const makers = stacks.filter(other => {
      const made = without(after.get(other.key), before.get(other.key));
      return other.key !== key && [...lost].some(route => made.has(route));
    });
    for (const maker of makers.filter(one => !comesAfter(one.key, key, ordered))) {
      const stack = ordered.get(key)!;
      const dependsOn = [...new Set([...stack.dependsOn, maker.key])];
      ordered.set(key, { ...stack, dependsOn });
    }
  }
  return [...ordered.values()];
}

const without = (all: ReadonlySet<string> = new Set(), others: ReadonlySet<string> = new Set()): Set<string> =>
  new Set([...all].filter(one => !others.has(one)));

/** What the rules of each stack copy where: from one registry to another one's region. */
function routesBy(stacks: readonly { key: string; side: Side }[]): Map<string, Set<string>> {
  const around: Surroundings = { find: among(stacks.map(({ side }) => side)), idOf: () => undefined };
  return new Map(stacks.map(({ key, side }) => [key, routesOf(side, around)]));
}

function routesOf(side: Side, around: Surroundings): Set<string> {
  const rules = Object.values(side.template.Resources ?? {}).filter(({ Type }) => Type === SYNC_RULE);
  return new Set(
    rules.map(({ Properties = {} }) => {
      const ends = [Properties.InstanceId, Properties.TargetInstanceId].map(
        end => registryOf(end, side, around) ?? canonical(end),
      );
      return JSON.stringify([...ends, literalIn(side, Properties.NamespaceName)]);
    }),
  );
}
