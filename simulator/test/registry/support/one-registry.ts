/** A process with one registry that keeps its blobs in a folder. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { BlobsOnDisk, Registry, contentAsJson, registryServer } from '../../../src/registry';

async function main(): Promise<void> {
  const blobs = await BlobsOnDisk.open(process.argv[2]);
  const registry = new Registry({ blobs, content: contentAsJson({}), newUploadId: randomUUID, report: console.error });
  const server = registryServer(registry).listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
}

void main();
