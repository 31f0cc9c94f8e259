// One measurement in a process of its own: node measure.js SIDE REPLICAS OUTDIR, figures as JSON on stdout.
import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** What one process has measured. */
export interface Measurement {
  /** Milliseconds to load the side and all that it requires. */
  readonly load: number;
  /** Milliseconds to construct the app and to write its assembly. */
  readonly synth: number;
  /** Megabytes of memory at the peak. */
  readonly memory: number;
}

async function main([side, replicas, outdir]: string[]): Promise<Measurement> {
  const start = performance.now();
  const { synth } = await import(`./sides/${side}`);
  const loaded = performance.now();
  synth(outdir, Number(replicas));
  const done = performance.now();
  return { load: loaded - start, synth: done - loaded, memory: peakMemory() };
}

/** Linux hands the peak of the parent down to `resourceUsage`, so the kernel's figure for this very program comes first. */
function peakMemory(): number {
  const status = '/proc/self/status';
  const peak = existsSync(status) ? /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return Number(peak ?? process.resourceUsage().maxRSS) / 1024;
}

void main(process.argv.slice(2)).then(measurement => process.stdout.write(JSON.stringify(measurement)));
