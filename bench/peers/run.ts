/**
 * How long it takes to declare and to write down container registries of several regions, beside other ways to say so.
 *
 *     npm run build && npm run bench:peers -- --pairs 7
 *
 * The peers are installed into this folder on the first run. Each figure comes from a fresh process; in each round every side runs once,
 * and the rounds take turns at who goes first. On a machine that is never quiet, `--with "chrt -f 10"` runs the sides before all else.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { median } from '../statistics';

const SIDES = ['library', 'ros-core', 'aws-cdk', 'cdktf', 'pulumi'] as const;
const SIZES = { seed: '2 regions, 1 name', large: '21 regions, 50 names' } as const;
/** Whole processes beside AWS CDK. */
const GOALS = { seed: 0.1, large: 0.35 } as const;

type Side = (typeof SIDES)[number];
type Size = keyof typeof SIZES;

interface Run {
  /** Milliseconds from the start of the process to its end. */
  readonly whole: number;
  readonly load: number;
  readonly synth: number;
  readonly memory: number;
  readonly types: Readonly<Record<string, number>>;
}

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '7' }, with: { type: 'string', default: '' } },
});

main(Number(values.pairs));

function main(pairs: number): void {
  if (!existsSync(join(__dirname, 'node_modules'))) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: __dirname, stdio: 'inherit' });
  }
  say(`Node ${process.version}, ${pairs} rounds of fresh processes; medians, and in brackets the extremes\n`);
  for (const size of Object.keys(SIZES) as Size[]) {
    report(size, roundsOf(size, pairs));
  }
  const value = measure('aws-cdk-reference', 'seed').types;
  say(
    `AWS CDK, one value across regions: ${Object.entries(value)
      .map(([type, n]) => `${n} ${type}`)
      .join(', ')}`,
  );
}

function roundsOf(size: Size, pairs: number): Map<Side, Run[]> {
  const runs = new Map<Side, Run[]>(SIDES.map(side => [side, []]));
  SIDES.forEach(side => measure(side, size)); // so that the files of all are in memory
  for (let pair = 0; pair < pairs; pair++) {
    const order = pair % 2 === 0 ? SIDES : [...SIDES].reverse();
    order.forEach(side => runs.get(side)!.push(measure(side, size)));
  }
  return runs;
}

function report(size: Size, runs: ReadonlyMap<Side, readonly Run[]>): void {
  const peer = runs.get('aws-cdk')!;
  say(`## ${SIZES[size]}\n`);
  say('| | whole process, ms | of AWS CDK | load, ms | synth, ms | memory, MB | resources | lines |');
  say('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const [side, own] of runs) {
    const ratios = own.map(({ whole }, round) => whole / peer[round].whole);
    const cells = [
      spread(own.map(run => run.whole)),
      spread(ratios, 2),
      ...(['load', 'synth', 'memory'] as const).map(figure => median(own.map(run => run[figure])).toFixed(0)),
      String(Object.values(own[0].types).reduce((sum, n) => sum + n, 0)),
      String(linesOf(side)),
    ];
    say(`| ${side} | ${cells.join(' | ')} |`);
  }
  const ratio = median(runs.get('library')!.map(({ whole }, round) => whole / peer[round].whole));
  say(`\ngoal ${GOALS[size]} of AWS CDK: ${ratio.toFixed(2)}, ${ratio <= GOALS[size] ? 'met' : 'missed'}\n`);
}

function measure(side: string, size: Size): Run {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-peers-'));
  const [command, ...args] = [
    ...values.with.split(' ').filter(Boolean),
    process.execPath,
    join(__dirname, 'measure.cjs'),
    side,
    size,
    outdir,
  ];
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  const whole = performance.now() - start;
  rmSync(outdir, { recursive: true });
  if (status !== 0) {
    throw new Error(`${side} failed with ${size}: ${stderr}`);
  }
  return { whole, ...(JSON.parse(stdout) as Omit<Run, 'whole'>) };
}

/** The lines of a side that its user writes, without empty ones and comments. */
function linesOf(side: Side): number {
  const text = readFileSync(join(__dirname, 'sides', `${side}.cjs`), 'utf8');
  const [, written] = /: begin\n(.*)\n.*: end/s.exec(text)!;
  return written.split('\n').filter(line => !/^\s*(?:\/\/.*)?$/.test(line)).length;
}

function spread(figures: readonly number[], digits = 0): string {
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  return `${median(figures).toFixed(digits)} [${least.toFixed(digits)} .. ${most.toFixed(digits)}]`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
