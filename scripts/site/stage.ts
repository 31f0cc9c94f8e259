import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Repository, siteLink, withLinks } from './links';
import { fileFor, Language, LANGUAGES, Page, PAGES, routeOf, SECTIONS } from './pages';

/** Where the generator finds the pages; nothing in it is written by hand. */
export const STAGE = 'docs/site/.pages';

const UNTRANSLATED = '> 本页尚未翻译，以下为英文原文。';

/** Writes the pages that files are, as the generator reads them: in its folders, with links that hold on the site. */
export function stageFiles(root: string): void {
  const repository = repositoryAt(root);
  for (const language of LANGUAGES) {
    for (const page of PAGES) {
      const file = fileFor(language, page);
      if (file !== undefined) {
        const markdown = readFileSync(join(root, file), 'utf8');
        stagePage(
          root,
          language,
          page,
          withLinks(markdown, target => siteLink(language, page, target, repository)),
        );
      }
    }
  }
  cpSync(join(root, 'docs/site/icon.svg'), join(root, STAGE, 'public/icon.svg'));
  cpSync(join(root, 'docs/pictures'), join(root, STAGE, 'public/pictures'), { recursive: true });
  write(join(root, STAGE, 'sidebar.json'), JSON.stringify(sidebars(), undefined, 2));
}

/** Writes a page that is made of no file, for the readers of every language. */
export function stageWritten(root: string, page: Page, markdown: string): void {
  LANGUAGES.forEach(language => stagePage(root, language, page, markdown));
}

export function clearStage(root: string): void {
  rmSync(join(root, STAGE), { recursive: true, force: true });
}

function stagePage(root: string, language: Language, page: Page, markdown: string): void {
  const translated = language === 'en' || page.chinese !== undefined;
  const text = translated ? markdown : markdown.replace(/^# .*$/m, heading => `${heading}\n\n${UNTRANSLATED}`);
  write(join(root, STAGE, language, `${page.route || 'index'}.md`), text);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The list of pages beside each page, by where the pages of a language begin. */
function sidebars(): Record<string, unknown> {
  return Object.fromEntries(LANGUAGES.map(language => [routeOf(language, ''), list(language)]));
}

function list(language: Language): unknown[] {
  return SECTIONS.map(({ labels, pages }) => ({
    text: labels[language],
    items: pages.map(page => ({ text: page.labels[language], link: routeOf(language, page.route) })),
  }));
}

function repositoryAt(root: string): Repository {
  const at = (path: string) => statSync(join(root, path), { throwIfNoEntry: false });
  return { isFile: path => at(path)?.isFile() ?? false, isFolder: path => at(path)?.isDirectory() ?? false };
}
