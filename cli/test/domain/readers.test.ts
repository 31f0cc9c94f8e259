import fc from 'fast-check';
import type { DeclaredStack, LiveStack } from '../../src/domain/model';
import { inLiveOrder } from '../../src/domain/readers';
import { wavesOf } from '../../src/domain/waves';

const REGION = 'eu-central-1';
const nameOf = (index: number) => `s${index}`;
const read = (stack: string) => ({ Value: { 'Fn::GetStackOutput': [stack, 'X', REGION] } });

/** A stack that depends on some, and that reads others by their names or ids as it is deployed. */
function stackOf(index: number, dependsOn: readonly number[]): DeclaredStack {
  const stack = { key: nameOf(index), name: nameOf(index), region: REGION, dependsOn: dependsOn.map(nameOf) };
  return stack as unknown as DeclaredStack;
}

function liveOf(index: number, reads: readonly number[], status = 'UPDATE_COMPLETE'): LiveStack {
  const Outputs = Object.fromEntries(
    reads.map(at => [`Of${at}`, read(at % 2 === 0 ? nameOf(at) : `id-${nameOf(at)}`)]),
  );
  return {
    id: `id-${nameOf(index)}`,
    name: nameOf(index),
    region: REGION,
    status,
    template: { Outputs },
  } as unknown as LiveStack;
}

const SIZE = 6;
/** What each stack depends on in the app: those before it. */
const declared = fc.tuple(...Array.from({ length: SIZE }, (_, index) => fc.subarray([...Array(index).keys()])));
/** What each reads as it is deployed: anybody. */
const deployed = fc.tuple(
  ...Array.from({ length: SIZE }, (_, index) => fc.subarray([...Array(SIZE).keys()].filter(other => other !== index))),
);

const ordered = (app: readonly (readonly number[])[], lives: readonly LiveStack[]) =>
  inLiveOrder(
    app.map((dependsOn, index) => stackOf(index, dependsOn)),
    key => lives.find(({ name }) => name === key),
  );

describe('the order in which stacks are deployed', () => {
  test('keeps what the app says, never becomes a circle, and puts readers after what they read unless the app says the opposite', () => {
    fc.assert(
      fc.property(declared, deployed, (app, reads) => {
        const stacks = ordered(
          app,
          reads.map((read, index) => liveOf(index, read)),
        );
        const waves = wavesOf(stacks);
        const waveOf = new Map(waves.flatMap((wave, index) => wave.map(({ key }) => [key, index] as const)));
        for (const [index, { dependsOn }] of stacks.entries()) {
          expect(dependsOn.slice(0, app[index].length)).toEqual(app[index].map(nameOf));
          reads[index].forEach(at => expect(waveOf.get(nameOf(at))).not.toBe(waveOf.get(nameOf(index))));
        }
      }),
    );
  });

  test('is that of the app where what is deployed says nothing else, and the stacks are the same', () => {
    const stacks = [stackOf(0, []), stackOf(1, [0])];
    const lives = [liveOf(0, []), liveOf(1, [0])];
    const found = inLiveOrder(stacks, key => lives.find(({ name }) => name === key));
    expect(found.every((stack, index) => stack === stacks[index])).toBe(true);
  });

  test('does not follow stacks that are about to be gone', () => {
    expect(ordered([[], []], [liveOf(0, []), liveOf(1, [0], 'DELETE_IN_PROGRESS')])[1].dependsOn).toEqual([]);
    expect(ordered([[], []], [liveOf(0, []), liveOf(1, [0])])[1].dependsOn).toEqual(['s0']);
  });
});
