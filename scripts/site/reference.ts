import { basename } from 'node:path';
import { Documentation, Language } from 'jsii-docgen';
import { Page, REFERENCES } from './pages';

/** The reference of the constructs in the words of each language; that of the submodule `cr` is in API.md alone. */
export async function references(root: string): Promise<[Page, string][]> {
  const documentation = await Documentation.forProject(root);
  try {
    const written: [Page, string][] = [];
    for (const page of REFERENCES) {
      const language = Language.fromString(basename(page.route));
      const markdown = await documentation.toMarkdown({ language, allSubmodules: false });
      written.push([page, titled(page.labels.en, markdown.render())]);
    }
    return written;
  } finally {
    await documentation.cleanup();
  }
}

/** Four references of the same would hide everything else from a search. */
function titled(language: string, markdown: string): string {
  return ['---', 'search: false', '---', '', markdown.replace(/^# .*$/m, `# Reference for ${language}`)].join('\n');
}
