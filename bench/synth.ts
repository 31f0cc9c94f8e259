/**
 * How long it takes to load the library and to synthesise a large registry, beside the same resources written directly on the core.
 *
 * Each figure comes from a fresh process; the two sides of a pair run one after the other and take turns at going first.
 */
import { parseArgs } from 'node:util';
import type { Measurement } from './measure';
import { compile, isBuilt, measure, Side } from './processes';
import { requireSameResources } from './same-resources';
import { line, median } from './statistics';
import { MAX_REPLICAS, NAMESPACES } from './workload';

const GOAL = 0.6;
const GROWTH = [1, 5, 10, MAX_REPLICAS];
const UNITS: Record<keyof Measurement, string> = { load: 'ms', synth: 'ms', memory: 'MB' };

const { pairs, growth } = parseArgs({
  options: { pairs: { type: 'string', default: '9' }, growth: { type: 'string', default: '5' } },
}).values;

main(count('--pairs', pairs), count('--growth', growth));

function main(pairCount: number, growthRuns: number): void {
  if (!isBuilt()) {
    refuse('lib/index.js is missing, and the benchmark runs the compiled library. Run npm run build first.');
  }
  compile();
  const { resources, stacks } = requireSameResources(MAX_REPLICAS);
  say(
    `1 primary, ${MAX_REPLICAS} replicas, ${NAMESPACES.length} namespaces: ${resources} resources in ${stacks} stacks`,
  );
  say(`Node ${process.version}, ${pairCount} pairs of fresh processes; medians, and in brackets the extremes\n`);
  comparePairs(pairCount);
  measureGrowth(growthRuns);
}

function comparePairs(pairCount: number): void {
  const sides: Side[] = ['library', 'by-hand', 'by-hand-without-traces'];
  const runs = new Map<Side, Measurement[]>(sides.map(side => [side, []]));
  for (let pair = 0; pair < pairCount; pair++) {
    const order = pair % 2 === 0 ? sides : [...sides].reverse();
    order.forEach(side => runs.get(side)!.push(measure(side, MAX_REPLICAS)));
  }
  for (const figure of ['load', 'synth', 'memory'] as const) {
    const values = (side: Side) => runs.get(side)!.map(run => run[figure]);
    const ours = values('library');
    say(`${figure} (${UNITS[figure]})`);
    say(row('library', spread(ours, 0)));
    for (const side of ['by-hand', 'by-hand-without-traces'] as const) {
      const theirs = values(side);
      const ratio = median(ours) / median(theirs);
      const ratios = ours.map((value, pair) => value / theirs[pair]);
      say(row(side.replaceAll('-', ' '), spread(theirs, 0), `ratio ${ratio.toFixed(2)} ${extremes(ratios, 2)}`));
      if (figure === 'synth' && side === 'by-hand') {
        say(row('', '', `goal ${GOAL}: ${ratio <= GOAL ? 'met' : 'missed'}`));
      }
    }
    say('');
  }
}

function measureGrowth(runs: number): void {
  const times = new Map<number, number[]>(GROWTH.map(replicas => [replicas, []]));
  for (let run = 0; run < runs; run++) {
    const order = run % 2 === 0 ? GROWTH : [...GROWTH].reverse();
    order.forEach(replicas => times.get(replicas)!.push(measure('library', replicas).synth));
  }
  // The fastest run is the one that other programs disturbed least.
  const points = GROWTH.map(replicas => [replicas, Math.min(...times.get(replicas)!)] as const);
  const { slope, start, deviation } = line(points);
  say(`growth of synth with the replicas (ms), library, the fastest of ${runs} runs each`);
  points.forEach(([replicas, time], i) => {
    const [fewer, before] = points[i - 1] ?? [0, 0];
    const step = i === 0 ? '' : `${((time - before) / (replicas - fewer)).toFixed(1)} for each more`;
    say(row(`${replicas} replica${replicas === 1 ? '' : 's'}`, time.toFixed(0), step));
  });
  const off = (100 * deviation).toFixed(0);
  say(
    row(
      'straight line',
      `${start.toFixed(0)} + ${slope.toFixed(1)} x replicas`,
      `no point is off by more than ${off} %`,
    ),
  );
}

function spread(values: readonly number[], digits: number): string {
  return `${median(values).toFixed(digits)} ${extremes(values, digits)}`;
}

function extremes(values: readonly number[], digits: number): string {
  return `[${Math.min(...values).toFixed(digits)} .. ${Math.max(...values).toFixed(digits)}]`;
}

function row(name: string, value: string, remark = ''): string {
  return `  ${name.padEnd(24)}${value.padEnd(24)}${remark}`.trimEnd();
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function count(option: string, text: string): number {
  if (!/^[1-9][0-9]*$/.test(text)) {
    refuse(`${option} is ${JSON.stringify(text)}, but it is how often to measure. Give a whole number from 1.`);
  }
  return Number(text);
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}
