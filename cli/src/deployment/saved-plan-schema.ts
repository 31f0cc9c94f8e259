import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';

/** The package: one folder above where all is bundled, two above the source. */
const PACKAGE = [join(__dirname, '..'), join(__dirname, '..', '..')].find(folder =>
  existsSync(join(folder, 'package.json')),
);
const SCHEMA = join(PACKAGE!, 'json-schema', 'saved-plan.json');

/** What is wrong with a saved plan by its schema. */
export function savedPlanProblems(document: unknown): string[] {
  const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`.trim());
}
