import { fileOf, Repository, siteLink, withLinks } from '../scripts/site/links';
import { Page, PAGES } from '../scripts/site/pages';

const HOST = 'https://github.com/ros-cdk-global-registry/ros-cdk-global-registry';
const RAW = 'https://raw.githubusercontent.com/ros-cdk-global-registry/ros-cdk-global-registry';
const FILES = ['docs/limits.md', 'docs/pictures/waves.svg', 'examples/production.ts'];
const repository: Repository = { isFile: path => FILES.includes(path), isFolder: path => path === 'examples/go' };

const at = (file: string): Page => PAGES.find(page => page.file === file)!;
const fromStart = (target: string, language: 'en' | 'zh' = 'en') =>
  siteLink(language, at('docs/start.md'), target, repository);

describe('a link on the site', () => {
  test.each([
    ['limits.md#what-was-verified', '/limits#what-was-verified'],
    ['how-to/fresh-account.md', '/how-to/fresh-account'],
    ['../cli/README.md', '/deployer'],
    [`${HOST}/blob/main/docs/limits.md`, '/limits'],
    ['pictures/waves.svg', '/pictures/waves.svg'],
    [`${RAW}/main/docs/pictures/waves.svg`, '/pictures/waves.svg'],
    ['../examples/production.ts', `${HOST}/blob/main/examples/production.ts`],
    ['../examples/go', `${HOST}/tree/main/examples/go`],
    ['https://www.alibabacloud.com/help', 'https://www.alibabacloud.com/help'],
    ['#3-deploy', '/start#3-deploy'],
  ])('%s leads to %s', (target, route) => {
    expect(fromStart(target)).toBe(route);
  });

  test('keeps to the language of the reader, translated or not', () => {
    expect(fromStart('../languages.md', 'zh')).toBe('/zh/languages');
    expect(siteLink('zh', at('docs/limits.md'), 'start.md', repository)).toBe('/zh/start');
  });

  test('leads from a page to itself in another language', () => {
    expect(siteLink('en', at('README.md'), `${HOST}/blob/main/README.zh-CN.md`, repository)).toBe('/zh/');
    expect(siteLink('zh', at('README.md'), `${HOST}/blob/main/README.md`, repository)).toBe('/');
  });

  test('refuses to lead to nothing', () => {
    expect(() => fromStart('gone.md')).toThrow(
      'docs/start.md links to gone.md, but the repository holds no such file. Correct the link.',
    );
  });
});

describe('links in Markdown', () => {
  test('are changed in text, tables, pictures and around code, and nowhere in code', () => {
    const page = '[a](b) | [`c`](d) | ![e](f) [![g](h)](i) `[l](m)`\n```md\n[j](k)\n```\n';
    expect(withLinks(page, target => target.toUpperCase())).toBe(
      '[a](B) | [`c`](D) | ![e](F) [![g](H)](I) `[l](m)`\n```md\n[j](k)\n```\n',
    );
  });

  test('name files from where their page lies', () => {
    expect(fileOf('docs/how-to/x.md', '../limits.md#a')).toEqual({ path: 'docs/limits.md', anchor: '#a' });
    expect(fileOf('docs/x.md', '#a')).toEqual({ path: 'docs/x.md', anchor: '#a' });
    expect(fileOf('docs/x.md', 'mailto:a@b.example')).toBeUndefined();
  });
});
