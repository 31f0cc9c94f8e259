import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Documentation, Language } from 'jsii-docgen';
import { REFERENCES } from './pages';

/** Writes the reference of the constructs in the words of each language; that of the submodule `cr` is in API.md alone. */
export async function writeReference(root: string, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const documentation = await Documentation.forProject(root);
  try {
    for (const { language, label } of REFERENCES) {
      const markdown = await documentation.toMarkdown({ language: Language.fromString(language), allSubmodules: false });
      writeFileSync(join(directory, `${language}.md`), page(label, markdown.render()));
    }
  } finally {
    await documentation.cleanup();
  }
}

/** Four references of the same would hide everything else from a search. */
function page(label: string, markdown: string): string {
  return ['---', 'search: false', '---', '', markdown.replace(/^# .*$/m, `# Reference for ${label}`)].join('\n');
}
