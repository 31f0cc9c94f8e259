/** A process with two registries and a state file: what is tagged in the first is copied to the second, also after a restart. */
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  BlobsOnDisk,
  OPEN_RULES,
  type Place,
  Registry,
  type RegistryJson,
  collectGarbage,
  contentAsJson,
  copyImage,
  registryServer,
} from '../../../src/registry';

const [, , folder] = process.argv;
const file = join(folder, 'state.json');

function save(state: unknown): void {
  const handle = openSync(`${file}.new`, 'w');
  writeSync(handle, JSON.stringify(state));
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${file}.new`, file);
}

async function main(): Promise<void> {
  const state: RegistryJson[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [{}, {}];
  const blobs = await BlobsOnDisk.open(join(folder, 'blobs'));
  const contents = state.map(json => contentAsJson(json, async () => save(state)));
  const copies = (repository: string) =>
    contents.map((content): Place => ({ blobs, content, repository })) as [Place, Place];
  const fail = (error: unknown) => {
    console.error(error);
    process.exit(1);
  };
  const copy = (repository: string, tag: string) => void copyImage(...copies(repository), tag).catch(fail);
  const onTagPut = ({ repository, tag }: { repository: string; tag: string }) => setImmediate(copy, repository, tag);
  const rules = [{ ...OPEN_RULES, onTagPut }, OPEN_RULES];
  const ports = contents.map((content, index) => {
    const registry = new Registry({ blobs, content, rules: rules[index], newUploadId: randomUUID, report: fail });
    const server = registryServer(registry).listen(0, '127.0.0.1');
    return new Promise<number>(resolve =>
      server.once('listening', () => resolve((server.address() as AddressInfo).port)),
    );
  });
  for (const { name, tags } of contents[0].repositories()) {
    for (const [tag, digest] of tags.entries()) {
      if (contents[1].find(name)?.tags.get(tag) !== digest) {
        copy(name, tag);
      }
    }
  }
  setInterval(() => void collectGarbage(blobs, contents).catch(fail), 20);
  console.log((await Promise.all(ports)).map(port => `http://127.0.0.1:${port}`).join(' '));
}

void main();
