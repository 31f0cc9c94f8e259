import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Simulator, startSimulator } from '../../src';
import { type Algorithm, digestOf } from '../../src/registry/protocol/digest';
import { Client } from '../registry/support/client';
import { type Answered, REPLICAS } from './kills';
import { HOME } from './support';

/** What was found wrong, as sentences, and how much there was to find. */
export interface Findings {
  readonly problems: string[];
  readonly pushes: number;
  readonly deletions: number;
  readonly copies: number;
  readonly failedByFaults: number;
  readonly blobs: number;
}

const ALGORITHMS: readonly Algorithm[] = ['sha256', 'sha512'];

/** Blobs whose bytes are not what their names say; those that were looked at before are left out. */
export function damagedBlobs(stateFile: string, known: Set<string>): string[] {
  const damaged: string[] = [];
  for (const algorithm of ALGORITHMS) {
    const folder = join(`${stateFile}.blobs`, algorithm);
    for (const hex of readdirSync(folder).filter(name => !known.has(name))) {
      known.add(hex);
      if (digestOf(readFileSync(join(folder, hex)), algorithm) !== `${algorithm}:${hex}`) {
        damaged.push(`The blob ${algorithm}:${hex} is damaged.`);
      }
    }
  }
  return damaged;
}

/** Starts the simulator once more, without faults, and looks at everything that it has ever answered. */
export async function lookAround(stateFile: string, answered: Answered): Promise<Findings> {
  const simulator = await startSimulator({ stateFile, login: false, clock: 'manual' });
  try {
    const problems = [...answered.unexpected, ...leftBehind(stateFile, simulator)];
    await simulator.advance(3_600_000);
    const tasks = simulator.tasks();
    problems.push(...copyProblems(simulator, answered));
    problems.push(...(await pushProblems(simulator, answered)));
    problems.push(...damagedBlobs(stateFile, new Set()));
    return {
      problems,
      pushes: answered.pushed.size,
      deletions: answered.deleted.size,
      copies: tasks.length,
      failedByFaults: tasks.filter(({ status }) => status === 'ERROR').length,
      blobs: blobFiles(stateFile).length,
    };
  } finally {
    await simulator.close();
  }
}

const blobFiles = (stateFile: string) =>
  ALGORITHMS.flatMap(algorithm => readdirSync(join(`${stateFile}.blobs`, algorithm)).map(hex => `${algorithm}:${hex}`));

/** Files that nothing needs any more. */
function leftBehind(stateFile: string, simulator: Simulator): string[] {
  const needed = new Set(
    simulator
      .registries()
      .flatMap(({ repositories }) => Object.values(repositories))
      .flatMap(({ blobs, manifests }) => [...Object.keys(blobs), ...Object.keys(manifests)]),
  );
  const there = new Set(blobFiles(stateFile));
  return [
    ...readdirSync(join(`${stateFile}.blobs`, 'temporary')).map(name => `The temporary file ${name} is left.`),
    ...readdirSync(dirname(stateFile))
      .filter(name => !['world.json', 'world.json.blobs', 'faults.json'].includes(name))
      .map(name => `The file ${name} is left beside the state file.`),
    ...[...there].filter(digest => !needed.has(digest)).map(digest => `No image needs the blob ${digest}.`),
    ...[...needed].filter(digest => !there.has(digest)).map(digest => `The blob ${digest} is missing.`),
  ];
}

/** Every push started its copies, and each of them has ended. */
function copyProblems(simulator: Simulator, { pushed }: Answered): string[] {
  const tasks = simulator.tasks();
  const started = new Set(
    tasks.map(({ from, to }) => `${from.namespace}/${from.repository}:${from.tag} to ${to.region}`),
  );
  const wanted = [...pushed.keys()].flatMap(name => REPLICAS.map(region => `${name} to ${region}`));
  return [
    ...wanted.filter(copy => !started.has(copy)).map(copy => `${copy} was never copied.`),
    ...tasks
      .filter(({ status }) => status !== 'SUCCESS' && status !== 'ERROR')
      .map(({ id, status }) => `The copy ${id} is ${status} after an hour.`),
    ...tasks
      .filter(({ issue }) => issue && issue !== 'NETWORK_ERROR')
      .map(({ id, issue }) => `The copy ${id} has ${issue}.`),
  ];
}

/** Every answered push is there and whole, at home and wherever its copy went well; every answered deletion holds. */
async function pushProblems(simulator: Simulator, { pushed, deleted }: Answered): Promise<string[]> {
  const arrived = simulator.tasks().filter(({ status }) => status === 'SUCCESS');
  const copied = new Set(arrived.map(({ to }) => `${to.region} ${to.namespace}/${to.repository}:${to.tag}`));
  const problems: string[] = [];
  for (const region of [HOME, ...REPLICAS]) {
    const { url } = await simulator.registry(region);
    for (const [name, { path, tag, image }] of pushed) {
      const wanted = region === HOME || copied.has(`${region} ${name}`);
      if (wanted && !(await new Client(url, path).has(image, tag))) {
        problems.push(`${name} is not whole in ${region}.`);
      }
    }
  }
  const { url } = await simulator.registry(HOME);
  for (const name of deleted) {
    const [path, tag] = name.split(':');
    if ((await new Client(url, path).send('HEAD', `manifests/${tag}`)).status !== 404) {
      problems.push(`${name} was deleted and is there again.`);
    }
  }
  return problems;
}
