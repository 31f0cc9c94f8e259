import Ajv from 'ajv';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { temporaryDirectory } from '../../test/support/assembly';

/** The release whose policies are checked; only its sources are fetched, for building its command line takes many minutes. */
const MODULE = 'github.com/kyverno/kyverno@v1.18.2';
const CRD = 'config/crds/kyverno/kyverno.io_clusterpolicies.yaml';

type Json = Record<string, unknown>;

/** What Kubernetes would say of a policy before it takes it; undefined where the definition cannot be had. */
export function policyCheck(): ((policy: unknown) => string[]) | undefined {
  const { status, stdout } = spawnSync('go', ['mod', 'download', '-json', MODULE], {
    cwd: temporaryDirectory('kyverno-'),
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status !== 0) {
    process.stderr.write(`The definition of Kyverno's policies is not checked: ${MODULE} cannot be had.\n`);
    return undefined;
  }
  const { spec } = parse(readFileSync(join((JSON.parse(stdout) as { Dir: string }).Dir, CRD), 'utf8'));
  const { schema } = spec.versions.find(({ name }: { name: string }) => name === 'v1');
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
    closed(schema.openAPIV3Schema as Json),
  );
  return policy =>
    validate(policy) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
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
