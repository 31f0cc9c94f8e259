import { REGION_FACTS } from '../lib/domain/facts.generated';
import { Edition, sourceEditionProblems } from '../lib/domain/editions';
import { regionWarning } from '../lib/domain/regions';
import { cloudProblems } from '../lib/domain/topology';
import { startSimulator } from '../simulator/src';
import { inOneCloud } from '../simulator/src/cr/clouds';
import { canBeSource } from '../simulator/src/cr/editions';

/** The simulator has the facts from the same home, and its own opinion of what follows from them. */
describe('library and simulator agree', () => {
  const ids = REGION_FACTS.map(({ id }) => id);

  test('which regions have Container Registry', async () => {
    const simulator = await startSimulator();
    try {
      for (const region of ids) {
        const taken = (() => {
          try {
            return simulator.addRegistry({ region, name: 'acme' }).region === region;
          } catch {
            return false;
          }
        })();
        expect([region, regionWarning(region) === undefined]).toEqual([region, taken]);
      }
    } finally {
      await simulator.close();
    }
  });

  test('from which cloud images go to which, for every pair of regions', () => {
    const open = ids.filter(id => regionWarning(id) === undefined);
    for (const source of open) {
      for (const target of open) {
        const taken = cloudProblems('target', source, target).length === 0;
        expect([source, target, taken]).toEqual([source, target, inOneCloud(source, target)]);
      }
    }
  });

  test('which editions can replicate to others', () => {
    for (const edition of Object.values(Edition)) {
      const taken = sourceEditionProblems('edition', edition).length === 0;
      expect([edition, taken]).toEqual([edition, canBeSource(edition)]);
    }
  });
});
