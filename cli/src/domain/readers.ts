/** Which stacks read the outputs of which, as they are deployed. */
import { conditionOf } from './condition';
import type { DeclaredStack, LiveStack, Template } from './model';
import { type OutputRead, readsIn } from './references';

/** A stack that may read others. */
export interface Reader {
  readonly region: string;
  readonly template?: Template;
}

interface Producer {
  readonly name: string;
  readonly region: string;
  readonly id?: string;
}

/** The outputs of a stack that another reads, by the name of the stack or by its id. */
export const outputsRead = ({ region, template }: Reader, producer: Producer): Set<string> =>
  new Set(
    readsIn(template, region)
      .filter(read => isOf(read, producer))
      .map(({ output }) => output),
  );

const isOf = (read: OutputRead, { name, region, id }: Producer): boolean =>
  read.region === region && (read.stack === name || read.stack === id);

/** Whether a stack is deployed, so that it may need again what it read: ROS takes an update back that fails. */
export const mayReadAgain = (live: LiveStack | undefined): live is LiveStack =>
  live !== undefined && !['missing', 'leaving'].includes(conditionOf(live.status));

/**
 * The same stacks, each also after those that it reads as it is deployed now: an output is empty while its stack is at work, and the reader
 * could not be taken back to it. Where what is declared says the opposite, that holds: the reader has stopped reading then.
 */
export function inLiveOrder(
  stacks: readonly DeclaredStack[],
  liveOf: (key: string) => LiveStack | undefined,
): DeclaredStack[] {
  const ordered = new Map(stacks.map(stack => [stack.key, stack]));
  for (const { key, dependsOn } of stacks) {
    const live = liveOf(key);
    const reads = mayReadAgain(live) ? readsIn(live.template, live.region) : [];
    const others =
      reads.length === 0 ? [] : stacks.filter(other => other.key !== key && !dependsOn.includes(other.key));
    for (const other of others) {
      const stack = ordered.get(key)!;
      const isRead = reads.some(read => isOf(read, { ...other, id: liveOf(other.key)?.id }));
      if (isRead && !comesAfter(other.key, key, ordered)) {
        ordered.set(key, { ...stack, dependsOn: [...stack.dependsOn, other.key] });
      }
    }
  }
  return [...ordered.values()];
}

type Ordered = ReadonlyMap<string, Pick<DeclaredStack, 'dependsOn'>>;

/** Whether a stack waits for another, at however many removes. */
export function comesAfter(key: string, before: string, stacks: Ordered, seen = new Set<string>()): boolean {
  if (seen.has(key)) {
    return false;
  }
  seen.add(key);
  const needed = stacks.get(key)?.dependsOn ?? [];
  return needed.some(other => other === before || comesAfter(other, before, stacks, seen));
}
