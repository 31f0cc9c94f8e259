import { temporaryFolder } from './registries';
import { goTool, run } from './tools';

/** The suite of the OCI, where it can be had. */
export const suite = goTool('conformance');

/** Runs the suite of the OCI against a registry and gives its own count; it fails where one of its tests does. */
export async function conformance(host: string, version: string, login: Record<string, string> = {}) {
  const printed = await run(suite as string, [], {
    OCI_REGISTRY: host,
    OCI_TLS: 'disabled',
    OCI_REPO1: 'conformance/one',
    OCI_REPO2: 'conformance/two',
    OCI_VERSION: version,
    OCI_RESULTS_DIR: temporaryFolder(),
    ...login,
  });
  const count = (name: string) => Number(new RegExp(`^ +${name}\\.+: +(\\d+)$`, 'm').exec(printed)?.[1]);
  return { passed: count('Pass'), failed: count('FAIL') + count('Error'), skipped: count('Skip') };
}
