import { existsSync } from 'node:fs';
import { Browser, BrowserContextOptions, chromium, Page } from 'playwright-core';
import { Site } from './server';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];

export const DESK: BrowserContextOptions = { viewport: { width: 1400, height: 900 } };
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 } };

/** Describes what needs a browser; without one its tests count as skipped. */
export const describeInBrowser = existsSync(CHROMIUM) ? describe : describe.skip;
if (!existsSync(CHROMIUM)) {
  process.stderr.write(`The site is not looked at in a browser: ${CHROMIUM} is missing.\n`);
}

/** Somebody who reads the site in a browser. */
export class Reader {
  private browser?: Browser;

  constructor(private readonly site: Site) {}

  async begin(): Promise<void> {
    this.browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  }

  async end(): Promise<void> {
    await this.browser?.close();
  }

  /**
   * Opens one page after the other.
   *
   * @returns what went wrong in them, beside what `look` finds
   */
  async read(
    paths: readonly string[],
    options: BrowserContextOptions,
    look: (page: Page, path: string) => Promise<string[] | void>,
  ): Promise<string[]> {
    const context = await this.browser!.newContext(options);
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('pageerror', error => wrong.push(`${page.url()}: ${error.message}`));
    page.on('console', message => message.type() === 'error' && wrong.push(`${page.url()}: ${message.text()}`));
    page.on('response', response => response.status() >= 400 && wrong.push(`${response.url()}: ${response.status()}`));
    try {
      for (const path of paths) {
        await page.goto(this.site.url(path), { waitUntil: 'load' });
        wrong.push(...((await look(page, path)) ?? []));
      }
    } finally {
      await context.close();
    }
    return wrong;
  }
}

/** How wide a page is, with all that stands in it, and how wide each of its pictures came to be. */
export function measure(page: Page): Promise<{ width: number; pictures: number[] }> {
  return page.evaluate(`({
    width: document.documentElement.scrollWidth,
    pictures: Array.from(document.querySelectorAll('.rspress-doc img'), picture => picture.naturalWidth),
  })`);
}

/** Whether what is read is dark on light, or light on dark. */
export async function scheme(page: Page): Promise<'light' | 'dark'> {
  const colours: string[] = await page.evaluate(`[
    getComputedStyle(document.querySelector('.rspress-doc p')).color,
    getComputedStyle(document.body).backgroundColor,
  ]`);
  const [text, ground] = colours.map(colour => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number));
  return sum(text) < sum(ground) ? 'light' : 'dark';
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
