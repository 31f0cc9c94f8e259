import Ajv from 'ajv';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { debianTool, toolFile } from '../../simulator/test/registry/support/tools';
import { temporaryDirectory } from '../../test/support/assembly';

/** The release whose policies are checked. */
const MODULE = 'github.com/kyverno/kyverno@v1.18.2';
const COMMAND = './cmd/cli/kubectl-kyverno';
const CRD = 'config/crds/kyverno/kyverno.io_clusterpolicies.yaml';

type Json = Record<string, unknown>;

/** What Kubernetes would say of a policy before it takes it; undefined where the definition cannot be had. */
export function policyCheck(): ((policy: unknown) => string[]) | undefined {
  const folder = sources();
  if (folder === undefined) {
    process.stderr.write(`The definition of Kyverno's policies is not checked: ${MODULE} cannot be had.\n`);
    return undefined;
  }
  const { spec } = parse(readFileSync(join(folder, CRD), 'utf8'));
  const { schema } = spec.versions.find(({ name }: { name: string }) => name === 'v1');
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
    closed(schema.openAPIV3Schema as Json),
  );
  return policy =>
    validate(policy) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/**
 * Kyverno's command line, if it is installed or was built before. With `BUILD_KYVERNO=1` it is built, for all runs after; that takes
 * some minutes and 3 GB of memory. A test that was asked for so is never skipped.
 */
export function kyvernoCommand(): string | undefined {
  const file = toolFile('kyverno', MODULE);
  if (existsSync(file)) {
    return file;
  }
  return process.env.BUILD_KYVERNO === '1' ? built(file) : debianTool('kyverno');
}

/** Its module replaces others, so it can only be built where its sources are. */
function built(file: string): string {
  const { status, stderr } = spawnSync('go', ['build', '-mod=readonly', '-ldflags=-s -w', '-o', file, COMMAND], {
    cwd: sources(),
    env: { ...process.env, CGO_ENABLED: '0' },
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(`Kyverno's command line was not built: ${stderr}`);
  }
  return file;
}

/** The folder of its sources, read only; undefined where Go or the module cannot be had. */
function sources(): string | undefined {
  const { status, stdout } = spawnSync('go', ['mod', 'download', '-json', MODULE], {
    cwd: temporaryDirectory('kyverno-'),
    encoding: 'utf8',
    timeout: 120_000,
  });
  return status === 0 ? (JSON.parse(stdout) as { Dir: string }).Dir : undefined;
}

/** Kubernetes drops fields that a definition does not name; here each is an error. What is said of metadata is said elsewhere. */
function closed(schema: Json): Json {
  const { properties, items, additionalProperties } = schema as Record<string, Json | undefined>;
  const isOpen = additionalProperties !== undefined || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const inner = Object.entries(properties ?? {}).map(([name, prop]) => [name, closed(prop as Json)]);
  return {
    ...schema,
    ...(items && { items: closed(items) }),
    ...(properties && { properties: Object.fromEntries(inner) }),
    ...(properties && !isOpen && { additionalProperties: false }),
  };
}
