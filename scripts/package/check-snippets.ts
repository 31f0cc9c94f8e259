/** Compiles every code sample of the README and of the documentation strictly, and translates it into all languages. */
import { resolve } from 'node:path';

import { translateSnippets } from './snippets';

try {
  translateSnippets(resolve(__dirname, '../..'));
  console.log('Every code sample compiles and can be translated.');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
