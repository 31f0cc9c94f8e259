import { DESK, describeInBrowser, measure, PHONE, Reader, scheme } from './reader';
import { Site } from './server';

const site = new Site();
const reader = new Reader(site);

describeInBrowser('in a browser, the site', () => {
  beforeAll(async () => {
    await site.open();
    await reader.begin();
  });
  afterAll(async () => {
    await reader.end();
    await site.close();
  });

  test('needs no scrolling to the side on a phone, shows its pictures, and fails nowhere: page by page', async () => {
    const wrong = await reader.read(site.pages(), PHONE, async (page, path) => {
      const { width, pictures } = await measure(page);
      return [
        ...(width > PHONE.viewport!.width ? [`${path} is ${width} wide`] : []),
        ...(pictures.includes(0) ? [`${path} lacks a picture`] : []),
      ];
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ['', 'fromCidrs', 'Let production in'],
    ['', 'is no longer true, so nothing was deployed', 'Every message of the deployer'],
    ['', 'a registry has no such prop', 'What is refused'],
    ['', 'customized', 'Begin in a fresh account'],
    ['zh/', '同步规则', '五分钟上手'],
    ['zh/', 'fromCidrs', 'Let production in'],
  ])('finds what somebody looks for, and leads there: %s%s', async (path, words, title) => {
    const wrong = await reader.read([path], DESK, async page => {
      await page.locator('.rp-search-button').first().click();
      await page.locator('.rp-search-panel__input').fill(words);
      await page.locator('.rp-search-panel__results').getByText(title, { exact: true }).first().click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    });
    expect(wrong).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('is %s for whoever has it so', async colorScheme => {
    const wrong = await reader.read(['concepts'], { ...DESK, colorScheme }, async page => {
      expect(await scheme(page)).toEqual(colorScheme);
    });
    expect(wrong).toEqual([]);
  });

  test('is turned dark by hand, and stays so', async () => {
    const wrong = await reader.read(['concepts'], { ...DESK, colorScheme: 'light' }, async page => {
      expect(await scheme(page)).toBe('light');
      await page.locator('header .rp-switch-appearance').first().click();
      await page.reload();
      expect(await scheme(page)).toBe('dark');
    });
    expect(wrong).toEqual([]);
  });

  test('leads from a page in one language to it in the other', async () => {
    const wrong = await reader.read(['start'], DESK, async page => {
      await page.getByText('English').first().hover();
      await page.getByRole('link', { name: '简体中文' }).first().click();
      await page.getByRole('heading', { level: 1, name: '五分钟上手' }).waitFor();
    });
    expect(wrong).toEqual([]);
  });
});
