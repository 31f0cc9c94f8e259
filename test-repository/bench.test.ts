import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stacksIn } from '../bench/same-resources';
import * as byHand from '../bench/sides/by-hand';
import * as library from '../bench/sides/library';
import { line, median } from '../bench/statistics';

/** What a side declares, with a few replicas. */
function declared(side: { synth(outdir: string, replicas: number): void }) {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  side.synth(outdir, 2);
  return stacksIn(outdir);
}

describe('the benchmark', () => {
  test('compares what declares the same', () => {
    const stacks = declared(library);
    expect(Object.keys(stacks)).toHaveLength(5);
    expect(declared(byHand)).toEqual(stacks);
  });

  test.each(['seed', 'large'])('beside the peers measures the same registries on the core alone, %s', size => {
    const { 'ALIYUN::ROS::Assert': assertions, ...registries } = typesOf('library', size);
    expect(assertions).toBeGreaterThan(0);
    expect(typesOf('ros-core', size)).toEqual(registries);
  });
});

/** How many resources of each type a side of the comparison with the peers declares. */
function typesOf(side: string, size: string): Record<string, number> {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  const figures = execFileSync(process.execPath, ['bench/peers/measure.cjs', side, size, outdir], { encoding: 'utf8' });
  return (JSON.parse(figures) as { types: Record<string, number> }).types;
}

describe('the figures of the benchmark', () => {
  test('take the value in the middle, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 100])).toBe(7);
  });

  test('draw the straight line through points that are on one', () => {
    const { slope, start, deviation } = line([
      [1, 12],
      [5, 20],
      [20, 50],
    ]);
    expect([slope, start, deviation].map(value => Math.round(1e9 * value) / 1e9)).toEqual([2, 10, 0]);
  });

  test('tell how far the farthest point is from the line', () => {
    const { slope, start, deviation } = line([
      [0, 10],
      [1, 30],
      [2, 20],
    ]);
    expect({ slope, start, deviation }).toEqual({ slope: 5, start: 15, deviation: 0.5 });
  });
});
