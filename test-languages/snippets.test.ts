import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { translateSnippets } from '../scripts/package/snippets';
import { ROOT, scratch } from './support';

/** The project with another README. */
function withReadme(markdown: string): string {
  const root = scratch('snippets');
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const path of ['package.json', 'lib']) {
    cpSync(join(ROOT, path), join(root, path), { recursive: true });
  }
  const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as object;
  writeFileSync(join(root, '.jsii'), JSON.stringify({ ...assembly, readme: { markdown } }));
  return root;
}

function block(code: string): string {
  return `\`\`\`ts\nimport { GlobalRegistry, SyncRule } from 'ros-cdk-global-registry';\n\n${code}\n\`\`\`\n`;
}

describe('code samples', () => {
  test('are translated into the words of each language', () => {
    const root = withReadme(block("SyncRule.namespace('prod', { tagsMatching: 'v.*' });"));
    const text = readFileSync(translateSnippets(root), 'utf8');
    expect(text).toContain('SyncRule.namespace(\\"prod\\", tags_matching=\\"v.*\\")');
    expect(text).toContain(
      'SyncRule.namespace(\\"prod\\", NamespaceRuleOptions.builder().tagsMatching(\\"v.*\\").build())',
    );
    expect(text).toContain('TagsMatching: jsii.String(\\"v.*\\")');
  });

  test.each([
    ['does not compile', "SyncRule.namespace('prod', { tagMatching: 'v.*' });", "'tagMatching' does not exist"],
    ['cannot be translated', "['a', 'b'].map(name => SyncRule.namespace(name));", '(ArrowFunction) is not supported'],
  ])('are refused where one %s', (_what, code, message) => {
    expect(() => translateSnippets(withReadme(block(code)))).toThrow(message);
  });
});
