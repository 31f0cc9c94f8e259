import fc from 'fast-check';
import { wavesOf } from '../../src/domain/waves';

const node = (key: string, ...dependsOn: string[]) => ({ key, name: key, dependsOn });

describe('waves', () => {
  test('are two for registries and the replication between them', () => {
    const stacks = [node('a-to-b', 'a', 'b'), node('b'), node('a'), node('c'), node('a-to-c', 'a', 'c')];
    expect(wavesOf(stacks).map(wave => wave.map(({ key }) => key))).toEqual([
      ['a', 'b', 'c'],
      ['a-to-b', 'a-to-c'],
    ]);
  });

  test('put every stack after all that it depends on, whatever the order of the list', () => {
    const graphs = fc
      .array(fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), { minLength: 1, maxLength: 30 })
      .map(lists =>
        lists.map((list, index) => node(`s${index}`, ...list.filter(other => other < index).map(other => `s${other}`))),
      );
    const shuffled = graphs.chain(nodes => fc.shuffledSubarray(nodes, { minLength: nodes.length }));
    fc.assert(
      fc.property(shuffled, nodes => {
        const waves = wavesOf(nodes);
        const waveOf = new Map(waves.flatMap((wave, index) => wave.map(({ key }) => [key, index])));
        expect(waveOf.size).toBe(nodes.length);
        for (const { key, dependsOn } of nodes) {
          for (const other of dependsOn) {
            expect(waveOf.get(other)).toBeLessThan(waveOf.get(key)!);
          }
        }
      }),
    );
  });

  test('take dependencies on what is not deployed here as met', () => {
    expect(wavesOf([node('a', 'assets')])).toHaveLength(1);
  });

  test('refuses a circle and draws it', () => {
    expect(() => wavesOf([node('x', 'a'), node('a', 'b'), node('b', 'a')])).toThrow(
      'The stacks depend on each other in a circle: a -> b -> a. ' +
        'Remove one of these dependencies in the app; a registry stack depends on nothing, a replication stack on its two registries.',
    );
  });
});
