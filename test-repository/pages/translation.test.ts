import { withLinks } from '../../scripts/site/links';
import { blocksOf, readPage } from '../support/pages';

const TRANSLATED = [
  ['README.md', 'README.zh-CN.md'],
  ['docs/start.md', 'docs/zh/start.md'],
] as const;

/** Code without what is written for people in it. */
function codeOf(page: string): string[] {
  return blocksOf(page).map(({ language, title, code }) => {
    const bare = code.replace(/\s+# .*$/gm, '').replace(/^\/\*\*.*\*\/\n/gm, '');
    return [language, title, bare].join('\n');
  });
}

/** Links by what they lead to: a translated page for the page that it translates, and from wherever it lies. */
function linksOf(page: string): string[] {
  const found: string[] = [];
  withLinks(readPage(page), target => {
    found.push(target.replace(/docs\/zh\//, 'docs/').replace(/^(?:\.\.\/)+(?:docs\/)?|^docs\//, ''));
    return target;
  });
  return found.filter(target => !/README(\.zh-CN)?\.md$/.test(target) || !target.includes('/main/README'));
}

/** Names in code: props, files, commands. */
const identifiersOf = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, name]) => name);

const withoutBlocks = (page: string): string => readPage(page).replace(/^```.*?^```$/gms, '');

/** Each table as its rows, each row as the names in code of each cell. */
function tablesOf(page: string): string[][][] {
  const rows = [...withoutBlocks(page).matchAll(/^\|(.*)\|$/gm)].map(([, row]) => row.split(/(?<!\\)\|/));
  return rows.map(cells => cells.map(identifiersOf));
}

const headingsOf = (page: string): string[] =>
  [...withoutBlocks(page).matchAll(/^(#+) (?:(\d+)\.)?.*$/gm)].map(([, level, number]) => `${level} ${number ?? ''}`);

describe.each(TRANSLATED)('%s in Chinese', (english, chinese) => {
  test('has the same code, but for its comments', () => {
    expect(codeOf(chinese)).toEqual(codeOf(english));
  });

  test('has comments in Chinese where the English one has comments', () => {
    const comments = (page: string) =>
      blocksOf(page).map(({ code }) => [...code.matchAll(/\s# (.*)$|\/\*\* (.*) \*\//gm)].map(([, a, b]) => a ?? b));
    expect(comments(chinese).map(({ length }) => length)).toEqual(comments(english).map(({ length }) => length));
    expect(
      comments(chinese)
        .flat()
        .filter(comment => !/\p{Script=Han}/u.test(comment)),
    ).toEqual([]);
  });

  test('has the same headings, tables and names in code', () => {
    expect(headingsOf(chinese)).toEqual(headingsOf(english));
    expect(tablesOf(chinese)).toEqual(tablesOf(english));
    expect(identifiersOf(withoutBlocks(chinese)).sort()).toEqual(identifiersOf(withoutBlocks(english)).sort());
  });

  test('leads to the same pages', () => {
    expect(linksOf(chinese).sort()).toEqual(linksOf(english).sort());
  });
});
