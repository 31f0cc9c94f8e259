/** What the copy of an image of 1 GB to twenty regions costs in virtual time, beside one push of it: `npm run bench:copies -w simulator`. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { largeDigest, pushLarge } from '../test/registry/support/large-blobs';
import { otherRegions } from '../test/images/support';
import { type Measured, startOurs } from './processes';

const REGIONS = 20;
const MEBIBYTES = 1024;
const REPOSITORY = 'prod/image';
const GOAL_RATIO = 2;
const IMAGE = 'application/vnd.oci.image.manifest.v1+json';
/** Of the clock by which the system counts the time of a process. */
const TICKS_IN_A_SECOND = 100;

/** Seconds of processor time that a process has used. */
function cpu({ pid }: Measured): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_IN_A_SECOND;
}

/** Bytes that a folder takes on the disk. */
function disk(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, name) => sum + statSync(join(folder, name)).blocks * 512,
    0,
  );
}

/** The layer is its own configuration too, so that there is one blob. */
async function putManifest(url: string, digest: string): Promise<void> {
  const blob = { mediaType: 'application/octet-stream', digest, size: MEBIBYTES * 1024 * 1024 };
  const body = JSON.stringify({ schemaVersion: 2, mediaType: IMAGE, config: blob, layers: [blob] });
  const path = `${url}/v2/${REPOSITORY}/manifests/v1`;
  const { status } = await fetch(path, { method: 'PUT', headers: { 'content-type': IMAGE }, body });
  if (status !== 201) {
    throw new Error(`The manifest was answered with ${status}.`);
  }
}

async function untilThere(url: string, digest: string): Promise<void> {
  for (;;) {
    const manifest = await fetch(`${url}/v2/${REPOSITORY}/manifests/v1`, { method: 'HEAD' });
    const blob = await fetch(`${url}/v2/${REPOSITORY}/blobs/${digest}`, { method: 'HEAD' });
    if (manifest.status === 200 && blob.status === 200) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function main(): Promise<void> {
  const digest = largeDigest(MEBIBYTES);
  const ours = await startOurs(otherRegions(REGIONS));
  try {
    const [source, ...targets] = ours.urls;
    const atFirst = cpu(ours);
    await pushLarge(source, REPOSITORY, MEBIBYTES, digest);
    const pushed = { cpu: cpu(ours), disk: disk(ours.folder) };
    await putManifest(source, digest);
    for (const url of targets) {
      await untilThere(url, digest);
    }
    const [push, copies] = [pushed.cpu - atFirst, cpu(ours) - pushed.cpu];
    const more = disk(ours.folder) - pushed.disk;
    console.log(
      `A push of 1 GB takes ${push.toFixed(2)} s of CPU, copies of it to ${targets.length} regions take ${copies.toFixed(2)} s;`,
    );
    console.log(`that is ${(copies / push).toFixed(2)} times as much, and the goal is at most ${GOAL_RATIO}.`);
    console.log(
      `The copies take ${(more / 1e6).toFixed(2)} MB on the disk beside the ${(pushed.disk / 1e6).toFixed(0)} MB of the push.`,
    );
    if (copies > GOAL_RATIO * push || more > 1e6 || targets.length !== REGIONS) {
      process.exitCode = 1;
    }
  } finally {
    await ours.end();
  }
}

void main();
