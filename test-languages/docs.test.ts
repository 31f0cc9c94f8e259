import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './support';

const EXAMPLES = {
  python: 'examples/python/germany_hangzhou.py',
  java: 'examples/java/src/main/java/example/GermanyHangzhou.java',
  go: 'examples/go/germany-hangzhou/main.go',
};

function lines(text: string): string[] {
  return text.split('\n').flatMap(line => line.trim() || []);
}

describe('docs/languages.md', () => {
  test.each(Object.entries(EXAMPLES))('shows what the %s example does, line by line', (language, example) => {
    const docs = readFileSync(join(ROOT, 'docs/languages.md'), 'utf8');
    const [, block] = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(docs)!;
    const all = lines(readFileSync(join(ROOT, example), 'utf8'));
    const shown = lines(block);
    const from = all.indexOf(shown[0]);
    expect(all.slice(from, from + shown.length)).toEqual(shown);
  });
});
