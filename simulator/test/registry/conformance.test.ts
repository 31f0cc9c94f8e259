import { join } from 'node:path';
import { BlobsOnDisk } from '../../src/registry';
import { startRegistry, startRegistryWithLogin, stopAll, temporaryFolder } from './support/registries';
import { conformance, suite } from './support/conformance';

afterEach(stopAll);

const withSuite = suite ? test : test.skip;
const USER = {
  ci: { password: 'secret', may: ({ actions }: { actions: readonly ('pull' | 'push' | 'delete')[] }) => actions },
};

describe('The conformance suite of the OCI distribution specification', () => {
  const open = async () => ({ blobs: await BlobsOnDisk.open(join(temporaryFolder(), 'blobs')) });

  // 1.1 is what the registry promises; 1.1+dev adds canceled uploads, digest headers everywhere and tags by parameter.
  withSuite.each([
    ['1.1', 860],
    ['dev', 986],
  ])('passes at version %s, with nothing skipped', async (version, passed) => {
    const registry = await startRegistry(await open());
    expect(await conformance(registry.host, version)).toEqual({ passed, failed: 0, skipped: 0 });
    expect(registry.reported).toEqual([]);
  });

  // A token for one repository opens no other: with a new one for each request, a blob whose source is not named is not
  // mounted but sent, once by each algorithm, which the suite counts as skipped.
  withSuite.each([
    ['true', { passed: 860, failed: 0, skipped: 0 }],
    ['false', { passed: 854, failed: 0, skipped: 2 }],
  ])('passes with Bearer login, tokens used again: %s', async (cached, counts) => {
    const registry = await startRegistryWithLogin(USER, await open());
    const login = { OCI_USERNAME: 'ci', OCI_PASSWORD: 'secret', OCI_CACHE_AUTH: cached };
    expect(await conformance(registry.host, '1.1', login)).toEqual(counts);
    expect(registry.tokensIssued()).toBeGreaterThan(0);
    expect(registry.reported).toEqual([]);
  });
});
