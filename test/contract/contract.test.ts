import * as fc from 'fast-check';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GlobalRegistry } from '../../lib';
import { Fingerprint, fingerprint, fingerprintOf } from '../support/contract';
import { run } from '../support/examples';
import { registryProps } from '../support/random-registries';

process.env.CDK_DISABLE_STACK_TRACE = '1'; // the core's own traces are most of the time of many small apps

/** What was written when the record was made: `RECORD_CONTRACT=1 npx jest test/contract` makes it anew. */
const FILE = join(__dirname, 'fingerprints.json');
const recording = process.env.RECORD_CONTRACT === '1';
const record: Record<string, Fingerprint> = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};

afterAll(() => {
  if (recording) {
    writeFileSync(FILE, `${JSON.stringify(record, undefined, 2)}\n`);
  }
});

/** Holds what was written against the record; what changes on purpose stands in CHANGELOG.md. */
function holds(name: string, written: Fingerprint): void {
  if (recording) {
    record[name] = written;
  }
  expect({ [name]: written }).toEqual({ [name]: record[name] });
}

const examples = readdirSync('examples')
  .filter(file => file.endsWith('.ts'))
  .map(file => file.slice(0, -3));

describe('templates and manifests are those of the record', () => {
  test.each(examples)('of the example %s, which other languages reproduce', name =>
    holds(`example ${name}`, fingerprint(run(name).directory)),
  );

  // The record holds 500; a tenth of them is enough while one works.
  const count = recording || process.env.CI ? 500 : 50;

  test(`of ${count} random registries`, () => {
    fc.sample(registryProps, { seed: 20261125, numRuns: count }).forEach((props, i) => {
      const written = fingerprintOf(app => {
        new GlobalRegistry(app, 'Acme', props);
      });
      holds(`registry ${i}`, written);
    });
  });
});
