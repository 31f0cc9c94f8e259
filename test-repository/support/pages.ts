import { readdirSync, readFileSync } from 'node:fs';

/** A block of code on a page. */
export interface Block {
  readonly page: string;
  /** Counted from one, among all blocks of the page. */
  readonly number: number;
  readonly language: string;
  /** The file that a reader writes it to, where the page names one. */
  readonly title?: string;
  readonly code: string;
}

/** Pages of the repository that people read, without what belongs to the generator of the site. */
export const PAGES = [
  ...['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'cli/README.md', 'simulator/README.md'],
  ...['schema/README.md', ...markdownBelow('bench'), ...markdownBelow('examples'), ...markdownBelow('docs')],
];

export function readPage(page: string): string {
  return readFileSync(page, 'utf8');
}

/** The blocks of a page; those of one language, where it is named. */
export function blocksOf(page: string, language?: string): Block[] {
  const found = [...readPage(page).matchAll(/^```(\w*)(?: title="(.+?)")?\n(.*?)^```$/gms)];
  const blocks = found.map(([, name, title, code], i) => ({ page, number: i + 1, language: name, title, code }));
  return blocks.filter(block => language === undefined || block.language === language);
}

export const nameOf = ({ page, number, title }: Block): string =>
  `${page}, block ${number}${title ? `, ${title}` : ''}`;

function markdownBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter(file => file.endsWith('.md') && !file.startsWith('docs/site/') && !file.includes('/node_modules/'))
    .sort();
}
