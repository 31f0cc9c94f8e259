import fc from 'fast-check';
import { Registries } from '../src/cr/registries';
import { SyncRules } from '../src/cr/sync-rules';
import { Agenda, planSteps } from '../src/ros/plan';
import type { Resource } from '../src/ros/model';
import { canonical, same } from '../src/runtime/json';
import { emptyWorld } from '../src/api/world';
import type { Definition } from '../src/template/program';
import { findCycle } from '../src/template/references';
import { calculate } from '../src/template/functions/calculate';

const INSTANCES = 5;

test('whatever rules are asked for, what replicates is a set of stars', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(INSTANCES - 1), fc.nat(INSTANCES - 1)), { maxLength: 30 }), wishes => {
      const world = emptyWorld({ accountId: '1', now: 0, seed: 1 });
      const registries = new Registries(world);
      const rules = new SyncRules(world, registries);
      const instances = Array.from({ length: INSTANCES }, (_, index) => {
        const made = registries.create({ region: `region-${index}`, name: 'acme', edition: 'Advanced' });
        made.status = 'RUNNING';
        registries.createNamespace(made, 'prod', true, 'PRIVATE');
        return made;
      });
      wishes.forEach(([from, to], index) => {
        try {
          rules.create(instances[from], {
            name: `r${index}`,
            scope: 'NAMESPACE',
            trigger: 'PASSIVE',
            namespace: 'prod',
            tagFilter: '.*',
            targetRegion: instances[to].region,
            targetInstanceId: instances[to].id,
            targetNamespace: 'prod',
          });
        } catch (error) {
          expect((error as { code: string }).code).toMatch(/^SYNC_RULE_(TOPOLOGY|TARGET_INVALID)$/);
        }
      });
      const arrows = instances.flatMap(source =>
        Object.values(source.rules).map(rule => ({ from: source.id, to: rule.targetInstanceId })),
      );
      const sources = new Set(arrows.map(arrow => arrow.from));
      for (const { from, to } of arrows) {
        expect(sources.has(to)).toBe(false);
        expect(arrows.filter(other => other.to === to).every(other => other.from === from)).toBe(true);
      }
    }),
  );
});

/** A graph without circles: each name needs only names before it. */
const graph = fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { maxLength: 20 }).map(rows =>
  rows.map((row, index) => ({
    name: `R${index}`,
    needs: [...new Set(row.filter(other => other < index))].map(other => `R${other}`),
  })),
);

test('whatever the template, steps run after what they need, and removals before it', () => {
  fc.assert(
    fc.property(graph, graph, (before, after) => {
      const existing = Object.fromEntries(
        before.map(({ name, needs }) => [
          name,
          { logicalId: name, type: 'T', physicalId: 'x', status: 'CREATE_COMPLETE', needs } as unknown as Resource,
        ]),
      );
      const wanted = after.filter((_, index) => index % 2 === 0);
      const definitions = new Map(
        wanted.map(({ name, needs }) => [
          name,
          { logicalId: name, type: { type: 'T' }, needs } as unknown as Definition,
        ]),
      );
      const steps = planSteps(existing, definitions);
      const order: string[] = [];
      const agenda = new Agenda(steps);
      for (let step = agenda.next(); step; step = agenda.next()) {
        agenda.move(step, 'DONE');
        order.push(step.logicalId);
      }
      expect([...order].sort()).toEqual(Object.keys(steps).sort());
      const at = (name: string) => order.indexOf(name);
      for (const { name, needs } of wanted) {
        for (const need of needs) {
          if (definitions.has(need)) {
            expect(at(need)).toBeLessThan(at(name));
          }
        }
      }
      for (const { name, needs } of before) {
        for (const need of needs) {
          if (!definitions.has(name) && !definitions.has(need)) {
            expect(at(name)).toBeLessThan(at(need));
          }
        }
      }
    }),
  );
});

test('a circle is found if and only if there is one', () => {
  fc.assert(
    fc.property(graph, fc.nat(19), fc.nat(19), (rows, from, to) => {
      const needs = new Map(rows.map(({ name, needs: list }) => [name, list]));
      expect(findCycle(needs)).toBeUndefined();
      const [last, first] = [`R${Math.max(from, to)}`, `R${Math.min(from, to)}`];
      if (!needs.has(last)) {
        return;
      }
      needs.set(last, [...(needs.get(last) ?? []), first]);
      needs.set(first, [...(needs.get(first) ?? []), last]);
      const cycle = findCycle(needs)!;
      expect(cycle[0]).toBe(cycle[cycle.length - 1]);
      cycle.slice(1).forEach((name, index) => expect(needs.get(cycle[index])).toContain(name));
    }),
  );
});

test('values are the same whatever the order of their keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false } as never), value => {
      const reversed = JSON.parse(JSON.stringify(value), (_, inner) =>
        inner && typeof inner === 'object' && !Array.isArray(inner)
          ? Object.fromEntries(Object.entries(inner).reverse())
          : inner,
      );
      expect(same(reversed, JSON.parse(JSON.stringify(value)))).toBe(true);
      expect(JSON.parse(canonical(reversed))).toEqual(reversed);
    }),
  );
});

test('sums and products come out as arithmetic has them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -999, max: 999 }),
      fc.integer({ min: -999, max: 999 }),
      fc.integer({ min: 1, max: 99 }),
      (one, two, three) => {
        expect(calculate(`(${one})+(${two})*${three}`)).toEqual({ value: one + two * three, whole: true });
        expect(calculate(`(${one})/${three}`).value).toBe(Math.floor(one / three));
      },
    ),
  );
});
