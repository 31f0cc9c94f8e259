import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Browser, BrowserContextOptions, chromium, Page } from 'playwright-core';
import { command } from '../scripts/package/command';
import { LANGUAGES, PAGES, routeOf } from '../scripts/site/pages';
import { Site } from './server';

const ROOT = resolve(__dirname, '..');
const CHROMIUM = '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
const PHONE = { viewport: { width: 390, height: 844 } };
const BASE = '/ros-cdk-global-registry/';

const site = new Site(resolve(ROOT, 'docs/site/dist'), BASE);

beforeAll(async () => {
  command('npm', ['run', 'site'], { cwd: ROOT, env: { SITE_BASE: BASE } });
  await site.open();
});
afterAll(() => site.close());

/** The links and the pictures of a page, as whole paths. */
function targetsOf(page: string): URL[] {
  const found = [...site.html(page).matchAll(/<(?:a|img|script|link)\b[^>]*?\s(?:href|src)="([^"]*)"/g)];
  const here = new URL(`http://site${BASE}${page}`);
  return found.map(([, target]) => new URL(target.replaceAll('&amp;', '&'), here));
}

const isOurs = (url: URL): boolean => url.host === 'site';

describe('the site', () => {
  test('has every page of the lists, in each language', () => {
    const expected = LANGUAGES.flatMap(language =>
      PAGES.map(({ route }) => `${routeOf(language, route || 'index').slice(1)}.html`),
    );
    expect(site.pages()).toEqual(expected.sort());
  });

  test('has no link that leads to nothing, and no anchor that is not there', () => {
    const dead = site.pages().flatMap(page =>
      targetsOf(page)
        .filter(isOurs)
        .filter(url => {
          const file = site.fileAt(url.pathname);
          const anchor = decodeURIComponent(url.hash.slice(1));
          const anchors = anchor === '' || file === undefined ? [] : idsOf(file);
          return file === undefined || (anchor !== '' && !anchors.includes(anchor));
        })
        .map(url => `${page}: ${url.pathname}${url.hash}`),
    );
    expect(dead).toEqual([]);
  });

  test('leads to others by HTTPS alone', () => {
    const plain = site.pages().flatMap(page => targetsOf(page).filter(url => !isOurs(url) && url.protocol !== 'https:'));
    expect(plain.map(String)).toEqual([]);
  });

  test('asks no other host for anything', () => {
    const foreign = site
      .pages()
      .flatMap(page => [...site.html(page).matchAll(/<(?:script|img|link)\b[^>]*?\s(?:href|src)="(https?:[^"]*)"/g)])
      .map(([, url]) => url);
    expect(foreign).toEqual([]);
  });
});

const ids = new Map<string, string[]>();

function idsOf(file: string): string[] {
  if (!ids.has(file)) {
    const html = site.html(file.slice(resolve(ROOT, 'docs/site/dist').length + 1));
    ids.set(file, [...html.matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id]) => id));
  }
  return ids.get(file)!;
}

const describeInBrowser = existsSync(CHROMIUM) ? describe : describe.skip;
if (!existsSync(CHROMIUM)) {
  process.stderr.write(`The site is not looked at in a browser: ${CHROMIUM} is missing.\n`);
}

describeInBrowser('in a browser, the site', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })));
  afterAll(() => browser.close());

  /** Opens a page for somebody; what goes wrong in it fails the test. */
  async function visit(path: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const wrong = complaintsOf(page);
    try {
      await page.goto(site.url(path), { waitUntil: 'networkidle' });
      await look(page);
      expect(wrong).toEqual([]);
    } finally {
      await context.close();
    }
  }

  test('needs no scrolling to the side on a phone, shows its pictures, and fails nowhere: page by page', async () => {
    const context = await browser.newContext(PHONE);
    const page = await context.newPage();
    const wrong = complaintsOf(page);
    for (const path of site.pages()) {
      await page.goto(site.url(path), { waitUntil: 'load' });
      const { width, pictures } = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        pictures: Array.from(document.querySelectorAll<HTMLImageElement>('.rspress-doc img'), it => it.naturalWidth),
      }));
      wrong.push(...(width > PHONE.viewport.width ? [`${path} is ${width} wide`] : []));
      wrong.push(...(pictures.includes(0) ? [`${path} lacks a picture`] : []));
    }
    await context.close();
    expect(wrong).toEqual([]);
  });

  test.each([
    ['', 'fromCidrs', 'Let production in'],
    ['', 'is no longer true, so nothing was deployed', 'Every message of the deployer'],
    ['', 'a registry has no such prop', 'What is refused'],
    ['', 'customized', 'Begin in a fresh account'],
    ['zh/', '同步规则', '五分钟上手'],
    ['zh/', 'fromCidrs', 'Let production in'],
  ])('finds what somebody looks for, and leads there: %s%s', (path, words, title) =>
    visit(path, {}, async page => {
      await page.keyboard.press('Control+k');
      await page.locator('.rp-search-panel__input').fill(words);
      await page.locator('.rp-search-panel__results').getByText(title, { exact: true }).first().click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    }),
  );

  test('is turned dark by hand, and stays so', () =>
    visit('concepts', { colorScheme: 'light', viewport: { width: 1400, height: 900 } }, async page => {
      expect(await brightness(page)).toBe('light');
      await page.locator('header .rp-switch-appearance').first().click();
      await page.reload({ waitUntil: 'networkidle' });
      expect(await brightness(page)).toBe('dark');
    }),
  );

  test('leads from a page in one language to it in the other', () =>
    visit('start', { viewport: { width: 1400, height: 900 } }, async page => {
      await page.getByText('English').first().hover();
      await page.getByRole('link', { name: '简体中文' }).first().click();
      await page.getByRole('heading', { level: 1, name: '五分钟上手' }).waitFor();
    }),
  );

  test.each(['light', 'dark'] as const)('is %s for whoever has it so', async colorScheme => {
    await visit('', { colorScheme }, async page => {
      expect(await brightness(page)).toEqual(colorScheme);
    });
  });
});

/** What goes wrong in a page from now on. */
function complaintsOf(page: Page): string[] {
  const wrong: string[] = [];
  page.on('pageerror', error => wrong.push(`${page.url()}: ${error.message}`));
  page.on('console', message => message.type() === 'error' && wrong.push(`${page.url()}: ${message.text()}`));
  page.on('response', response => response.status() >= 400 && wrong.push(`${response.url()}: ${response.status()}`));
  return wrong;
}

/** Whether what is read is dark on light, or light on dark. */
async function brightness(page: Page): Promise<string> {
  const [text, ground] = await page.evaluate(() => {
    const sum = (colour: string) => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).reduce((all, each) => all + Number(each), 0);
    const { color } = getComputedStyle(document.querySelector('.rspress-doc p')!);
    return [sum(color), sum(getComputedStyle(document.body).backgroundColor)];
  });
  return text < ground ? 'light' : 'dark';
}
