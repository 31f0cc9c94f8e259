import { existsSync } from 'node:fs';
import { fileOf, withLinks } from '../../scripts/site/links';
import { PAGES as LISTED } from '../../scripts/site/pages';
import { PAGES, readPage } from '../support/pages';

/** Every link of a page, as it is written. */
function linksOf(page: string): string[] {
  const found: string[] = [];
  withLinks(readPage(page), target => {
    found.push(target);
    return target;
  });
  return found;
}

/** The anchors of a page, as the hosts of repositories and the site make them of headings. */
function anchorsOf(page: string): string[] {
  const text = readPage(page).replace(/^```.*?^```$/gms, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

describe('the pages', () => {
  test.each(PAGES)('of %s lead to files and headings that exist', page => {
    const dead = linksOf(page).filter(target => {
      const file = fileOf(page, target);
      if (file === undefined) {
        return !target.startsWith('https://');
      }
      const { path, anchor } = file;
      return !existsSync(path) || (anchor !== '' && !anchorsOf(path).includes(anchor.slice(1)));
    });
    expect(dead).toEqual([]);
  });

  test('are all on the site, or are read beside the code that they are about', () => {
    const listed = LISTED.flatMap(({ file, chinese }) => [file ?? [], chinese ?? []].flat());
    const beside = PAGES.filter(page => /^examples\/.*\//.test(page));
    expect(PAGES.filter(page => !listed.includes(page) && !beside.includes(page))).toEqual([]);
    expect(listed.filter(file => !existsSync(file))).toEqual([]);
  });
});

describe('the README', () => {
  test('is read in a minute', () => {
    expect(readPage('README.md').split('\n').length).toBeLessThanOrEqual(250);
  });

  test.each(['README.md', 'README.zh-CN.md'])(
    '%s links by whole addresses, which hold on npm and on PyPI too',
    page => {
      expect(linksOf(page).filter(target => !target.startsWith('https://'))).toEqual([]);
    },
  );
});
