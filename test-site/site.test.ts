import { LANGUAGES, PAGES, routeOf } from '../scripts/site/pages';
import { BASE, Site } from './server';

const site = new Site();

/** What a page leads to and shows, as whole addresses. */
function targetsOf(page: string): URL[] {
  const found = site.html(page).matchAll(/<(?:a|img|script|link)\b[^>]*?\s(?:href|src)="([^"]*)"/g);
  const here = new URL(`http://site${BASE}${page}`);
  return [...found].map(([, target]) => new URL(target.replaceAll('&amp;', '&'), here));
}

const isOurs = (url: URL): boolean => url.host === 'site';

const anchors = new Map<string, Set<string>>();

/** Whether a page has the place that an address ends in. */
function hasAnchor(page: string, anchor: string): boolean {
  if (!anchors.has(page)) {
    anchors.set(page, new Set([...site.html(page).matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id]) => id)));
  }
  return anchor === '' || anchors.get(page)!.has(anchor);
}

function isDead({ pathname, hash }: URL): boolean {
  const file = site.fileAt(pathname);
  return file === undefined || (file.endsWith('.html') && !hasAnchor(file, decodeURIComponent(hash.slice(1))));
}

describe('the site', () => {
  test('has every page of the list, in each language', () => {
    const listed = LANGUAGES.flatMap(language =>
      PAGES.map(({ route }) => `${routeOf(language, route || 'index').slice(1)}.html`),
    );
    expect(site.pages()).toEqual(listed.sort());
  });

  test('has no link that leads to nothing, and no anchor that is not there', () => {
    const links = site.pages().flatMap(page => targetsOf(page).map(url => ({ page, url })));
    expect(links.length).toBeGreaterThan(1000);
    const dead = links.filter(({ url }) => isOurs(url) && isDead(url));
    expect(dead.map(({ page, url }) => `${page}: ${url.pathname}${url.hash}`)).toEqual([]);
  });

  test('leads to others by HTTPS alone', () => {
    const foreign = site.pages().flatMap(page => targetsOf(page).filter(url => !isOurs(url)));
    expect(foreign.filter(({ protocol }) => protocol !== 'https:').map(String)).toEqual([]);
  });

  test('asks no other host for anything', () => {
    const foreign = site
      .pages()
      .flatMap(page => [...site.html(page).matchAll(/<(?:script|img|link)\b[^>]*?\s(?:href|src)="(https?:[^"]*)"/g)])
      .map(([, url]) => url);
    expect(foreign).toEqual([]);
  });
});
