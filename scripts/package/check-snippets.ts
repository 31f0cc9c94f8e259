/** Compiles every code sample of the README, of the API and of the pages in docs/ strictly, and translates it into all languages. */
import { resolve } from 'node:path';

import { translatePages, translateSnippets } from './snippets';

const ROOT = resolve(__dirname, '../..');

try {
  translateSnippets(ROOT);
  translatePages(ROOT);
  console.log('Every code sample compiles and can be translated.');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
