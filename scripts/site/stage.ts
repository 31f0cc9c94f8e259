import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Repository, routeOf, siteLink, withLinks } from './links';
import { Edition, EDITIONS, Page, pagesOf, REFERENCES } from './pages';

/** Where the generator finds the pages; nothing in it is written by hand. */
export const STAGE = 'docs/site/.pages';

/** Writes the pages as the generator reads them: in its folders, with links that hold on the site. */
export function stage(root: string): void {
  const repository = repositoryAt(root);
  for (const edition of EDITIONS) {
    for (const page of pagesOf(edition)) {
      const markdown = readFileSync(join(root, page.file), 'utf8');
      const text = withLinks(markdown, target => siteLink(edition, page, target, repository));
      write(join(root, STAGE, edition.lang, `${page.route || 'index'}.md`), text);
    }
  }
  cpSync(join(root, 'docs/pictures'), join(root, STAGE, 'public/pictures'), { recursive: true });
  write(join(root, STAGE, 'sidebar.json'), JSON.stringify(sidebars(), undefined, 2));
}

export function clearStage(root: string): void {
  rmSync(join(root, STAGE), { recursive: true, force: true });
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The list of pages beside each page, by the language that it is read in. */
function sidebars(): Record<string, unknown> {
  return Object.fromEntries(EDITIONS.map(edition => [routeOf(edition, { file: '', route: '', label: '' }), list(edition)]));
}

function list(edition: Edition): unknown[] {
  const item = (page: Page) => ({ text: page.label, link: routeOf(edition, page) });
  return edition.sections.map(({ title, pages }) => ({
    text: title,
    items: [...pages.map(item), ...(title === 'Reference' ? references() : [])],
  }));
}

function references(): unknown[] {
  return REFERENCES.map(({ language, label }) => ({ text: label, link: `/reference/${language}` }));
}

function repositoryAt(root: string): Repository {
  const at = (path: string) => statSync(join(root, path), { throwIfNoEntry: false });
  return { isFile: path => at(path)?.isFile() ?? false, isFolder: path => at(path)?.isDirectory() ?? false };
}
