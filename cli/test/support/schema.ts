import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';

const ajv = new Ajv({ allErrors: true });

/** What is wrong with a document by the schema of its command; nothing, where it is as documented. */
export function schemaProblems(command: string, document: unknown): string[] {
  const file = join(__dirname, '..', '..', 'json-schema', `${command}.json`);
  const validate = ajv.getSchema(command) ?? ajv.compile({ ...JSON.parse(readFileSync(file, 'utf8')), $id: command });
  if (validate(document) === true) {
    return [];
  }
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
