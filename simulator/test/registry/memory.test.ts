import { largeDigest, peakMemory, pullLarge, pushLarge } from './support/large-blobs';
import { compiled, ended, started } from './support/processes';
import { stopAll, temporaryFolder } from './support/registries';

afterAll(stopAll);

/** The bench does it with 2 GB; what grows with the layer shows here too. */
const MEBIBYTES = 512;
const MOST_MEMORY = 150;

test('A large layer passes through in little memory, in both directions', async () => {
  const registry = await started(compiled('one-registry.ts'), temporaryFolder());
  try {
    const [url] = registry.urls;
    const digest = largeDigest(MEBIBYTES);
    await pushLarge(url, 'prod/api', MEBIBYTES, digest);
    expect(await pullLarge(url, 'prod/api', digest)).toBe(MEBIBYTES * 1024 * 1024);
    expect(peakMemory(registry.process.pid as number) ?? 0).toBeLessThan(MOST_MEMORY);
  } finally {
    await ended(registry, 'SIGTERM');
  }
});
