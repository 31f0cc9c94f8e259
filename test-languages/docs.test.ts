import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './support';

/** Where each page of a language has its files from: examples, which the tests of that language build and run. */
const FILES = {
  'languages/python.md': { 'germany_hangzhou.py': 'python/germany_hangzhou.py' },
  'languages/java.md': {
    'pom.xml': 'java/pom.xml',
    'src/main/java/example/GermanyHangzhou.java': 'java/src/main/java/example/GermanyHangzhou.java',
  },
  'languages/go.md': { 'go.mod': 'go/go.mod', 'germany-hangzhou/main.go': 'go/germany-hangzhou/main.go' },
};

/** The files that a page tells its reader to write, whole. */
function filesOf(page: string): Record<string, string> {
  const blocks = readFileSync(join(ROOT, 'docs', page), 'utf8').matchAll(/^```\w+ title="(.+?)"\n(.*?)^```$/gms);
  return Object.fromEntries([...blocks].map(([, title, code]) => [title, code]));
}

/** The commands of a page, without those that rehearse. */
function commandsOf(page: string): string {
  const blocks = readFileSync(join(ROOT, page), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms);
  return [...blocks].map(([, code]) => code).join('');
}

describe('the page that begins from an empty folder', () => {
  test.each(Object.entries(FILES))('in %s shows every file of an example that runs, whole', (page, files) => {
    const examples = Object.entries(files).map(([title, example]) => [
      title,
      readFileSync(join(ROOT, 'examples', example), 'utf8'),
    ]);
    expect(filesOf(page)).toEqual(Object.fromEntries(examples));
  });

  test.each(['java', 'go'])('in %s runs it as the examples are run', language => {
    expect(commandsOf(`docs/languages/${language}.md`)).toContain(commandsOf(`examples/${language}/README.md`));
  });
});
