import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { command } from './command';

const LANGUAGES = ['python', 'java', 'go', 'csharp'];

/** Writes the reference of the whole API in the words of each language to dist/api; API.md is that of TypeScript. */
export function describeApi(root: string): void {
  const output = join(root, 'dist', 'api');
  mkdirSync(output, { recursive: true });
  const docgen = join(root, 'node_modules', 'jsii-docgen', 'bin', 'jsii-docgen');
  const languages = LANGUAGES.flatMap(language => ['--language', language]);
  command(process.execPath, [docgen, ...languages, '--output', join(output, 'API.md')], { cwd: root });
}
