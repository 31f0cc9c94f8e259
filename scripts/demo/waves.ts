import { PlannedStack } from './deployment';

/** The stacks in the order of deployment: those of a wave wait only for those of earlier waves. */
export function wavesOf(stacks: readonly PlannedStack[]): PlannedStack[][] {
  const waves: PlannedStack[][] = [];
  const done = new Set<string>();
  let waiting = [...stacks].sort((a, b) => (a.name < b.name ? -1 : 1));
  while (waiting.length > 0) {
    const wave = waiting.filter(stack => stack.after.every(name => done.has(name)));
    if (wave.length === 0) {
      throw new RangeError(`These stacks wait for each other: ${waiting.map(({ name }) => name).join(', ')}.`);
    }
    wave.forEach(({ name }) => done.add(name));
    waiting = waiting.filter(stack => !wave.includes(stack));
    waves.push(wave);
  }
  return waves;
}
