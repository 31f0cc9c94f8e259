import { createRequire } from 'node:module';
import { devNull } from 'node:os';

const SCHEMA_PACKAGE = '@alicloud/ros-cdk-assembly-schema';

/**
 * Lets the ROS CDK core check the manifests that it writes and reads, where Node.js keeps it from doing so.
 *
 * The jsonschema 1.5.0 inside the core parses every reference of a schema without `$id` against the base `thismessage::/`.
 * Such a base takes no path, and from 24.20 and 26.7 on Node.js says so: "Invalid URL". With an `$id`, references are
 * whole URLs and the base is never looked at. So the schema of manifests gets one; only where the defect shows when it
 * is tried, hidden from whoever lists or copies the schema, and with no function replaced.
 *
 * @param packages - the packages that lead to the schema, each as the one before it finds it
 * @param from - the file that finds the first of them
 */
export function repairManifestValidation(packages: readonly string[], from = __filename): void {
  if (URL.canParse('/undefined#/definitions/AssemblyManifest', 'thismessage::/')) {
    return;
  }
  const load = attempt(() =>
    packages.reduce((parent, name) => createRequire(parent.resolve(name)), createRequire(from)),
  );
  if (load === undefined || !refusesManifests(load)) {
    return;
  }
  attempt(() =>
    Object.defineProperty(load(`${SCHEMA_PACKAGE}/schema/cloud-assembly.schema.json`), '$id', {
      value: 'ros-cdk:/cloud-assembly.schema.json',
      configurable: true,
      writable: true,
    }),
  );
  if (refusesManifests(load)) {
    throw new Error(complaint(load));
  }
}

/** Whether the smallest manifest fails because of a URL. It is saved to nowhere: the check comes before the writing. */
function refusesManifests(load: NodeJS.Require): boolean {
  try {
    load(SCHEMA_PACKAGE).Manifest.saveAssemblyManifest({}, devNull);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_INVALID_URL';
  }
}

function complaint(load: NodeJS.Require): string {
  const version = attempt(() => load(`${SCHEMA_PACKAGE}/package.json`).version) ?? 'of an unknown version';
  return (
    `Node.js is ${process.versions.node}, but ${SCHEMA_PACKAGE} ${version} checks manifests by way of a URL that ` +
    'Node.js refuses from 24.20 and 26.7 on, so no app of the ROS CDK can be synthesised or deployed. ' +
    'Run Node.js 20, 22 or 24.19, or install another release of @alicloud/ros-cdk-core.'
  );
}

/** What an action gives; undefined where a package has been rearranged and the action is not possible. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
