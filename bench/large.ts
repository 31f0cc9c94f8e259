/**
 * Synthesises registries of 20 replicas that grow to tens of thousands of resources, to see that the time grows in a straight line.
 *
 *     npm run build && npm run bench:large
 *
 * The core remembers every token that was ever made, so each size has a process of its own.
 */
import * as ros from '@alicloud/ros-cdk-core';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { GlobalRegistry } from 'ros-cdk-global-registry';
import { MAX_REPLICAS, PRIMARY, replicaRegions } from './workload';

const SIZES = [320, 640, 1280];
/** A replica has a namespace and the guard of its stack; with more in one group, a stack of rules would pass 200 resources. */
const NAMESPACES_PER_GROUP = 80;

const [size] = process.argv.slice(2);
if (size === undefined) {
  SIZES.forEach(each =>
    spawnSync(process.execPath, [...process.execArgv, __filename, String(each)], { stdio: 'inherit' }),
  );
} else {
  synth(Number(size));
}

function synth(count: number): void {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-large-'));
  const start = performance.now();
  const app = new ros.App({ outdir });
  new GlobalRegistry(app, 'Bench', {
    instanceName: 'bench',
    primary: { region: PRIMARY },
    replicas: replicaRegions(MAX_REPLICAS).map(region => ({ region })),
    namespaces: Array.from({ length: count }, (_, i) => ({
      name: `team${i}`,
      stackGroup: `group${Math.floor(i / NAMESPACES_PER_GROUP)}`,
    })),
  });
  const { stacks } = app.synth();
  const seconds = (performance.now() - start) / 1000;
  const resources = stacks.reduce((sum, { template }) => sum + Object.keys(template.Resources as object).length, 0);
  rmSync(outdir, { recursive: true });
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${resources} resources in ${stacks.length} stacks: ${seconds.toFixed(1)} s, ` +
      `${((1e6 * seconds) / resources).toFixed(0)} µs a resource, ${megabytes.toFixed(0)} MB`,
  );
}
