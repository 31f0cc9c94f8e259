interface Node {
  readonly key: string;
  readonly name: string;
  readonly dependsOn: readonly string[];
}

/** Stacks that wait for each other in a circle: no order exists. */
export class CycleError extends Error {
  constructor(readonly cycle: readonly string[]) {
    super(
      `The stacks depend on each other in a circle: ${cycle.join(' -> ')}. ` +
        'Remove one of these dependencies in the app; a registry stack depends on nothing, a replication stack on its two registries.',
    );
  }
}

/** Stacks in the order in which they may be deployed: each wave needs only those before it. */
export function wavesOf<T extends Node>(stacks: readonly T[]): T[][] {
  const byKey = new Map(stacks.map(stack => [stack.key, stack]));
  const depth = new Map<string, number>();
  const depthOf = (stack: T, path: readonly T[]): number => {
    const known = depth.get(stack.key);
    if (known !== undefined) {
      return known;
    }
    const start = path.indexOf(stack);
    if (start >= 0) {
      throw new CycleError([...path.slice(start), stack].map(({ name }) => name));
    }
    const needed = stack.dependsOn.map(key => byKey.get(key)).filter(found => found !== undefined);
    const result = Math.max(-1, ...needed.map(other => depthOf(other, [...path, stack]))) + 1;
    depth.set(stack.key, result);
    return result;
  };
  const waves: T[][] = [];
  for (const stack of stacks) {
    (waves[depthOf(stack, [])] ??= []).push(stack);
  }
  return waves.map(wave => wave.sort((one, other) => (one.name < other.name ? -1 : 1)));
}
