/** How the stacks of an adopted app are called, so that it meets none that is there; pure. */
import type { Group } from './grouping';

/** A stack of the account. */
export interface StackName {
  readonly region: string;
  readonly name: string;
}

/** The names that the library gives the stacks of a registry. */
function namesUnder(prefix: string, { primary, replicas }: Group): StackName[] {
  const source = primary.region;
  return [
    ...[primary, ...replicas].map(({ region }) => ({ region, name: `${prefix}-${region}` })),
    ...replicas.map(({ region }) => ({ region: source, name: `${prefix}-${source}-to-${region}` })),
  ];
}

/** The stacks that are there and have names which those of an adopted app would have. */
export const namesakesOf = (prefix: string, group: Group, there: readonly StackName[]): StackName[] =>
  namesUnder(prefix, group).filter(({ region, name }) =>
    there.some(other => other.region === region && other.name === name),
  );

/** A prefix under which nothing is there yet: a stack of somebody else is never changed. */
export function freePrefix(prefix: string, group: Group, there: readonly StackName[]): string {
  let free = prefix;
  for (let i = 1; namesakesOf(free, group, there).length > 0; i++) {
    free = `${prefix}-adopted${i === 1 ? '' : `-${i}`}`;
  }
  return free;
}
