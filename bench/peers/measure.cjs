// One run of a side in a process of its own: node measure.cjs SIDE SIZE OUTDIR; figures as JSON on stdout.
const { readFileSync } = require('node:fs');
const { performance } = require('node:perf_hooks');
const sizes = require('./sizes.json');

async function main([side, size, outdir]) {
  const start = performance.now();
  const { run } = require(`./sides/${side}.cjs`);
  const loaded = performance.now();
  const types = await run(sizes[size], outdir);
  const done = performance.now();
  const figures = { load: loaded - start, synth: done - loaded, memory: peakMemory(), types: tally(types) };
  process.stdout.write(JSON.stringify(figures));
}

function peakMemory() {
  return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
}

function tally(types) {
  const sum = {};
  types.forEach(type => (sum[type] = (sum[type] ?? 0) + 1));
  return sum;
}

main(process.argv.slice(2));
