import { posix } from 'node:path';
import { fileFor, Language, Page, PAGES, routeOf } from './pages';

/** The repository as pages that are read elsewhere name it: on npm, on PyPI, in a registry of Maven. */
export const REPOSITORY = 'https://github.com/ros-cdk-global-registry/ros-cdk-global-registry';
const RAW = 'https://raw.githubusercontent.com/ros-cdk-global-registry/ros-cdk-global-registry/main/';

/** What is known of the files of the repository. */
export interface Repository {
  isFile(path: string): boolean;
  isFolder(path: string): boolean;
}

/** A link that leads to nothing in the repository. */
export class DeadLink extends Error {
  constructor(
    readonly file: string,
    readonly target: string,
  ) {
    super(`${file} links to ${target}, but the repository holds no such file. Correct the link.`);
  }
}

/** Blocks, and code in a line. */
const CODE = /(^ *```[^]*?^ *```|`[^`\n]+`)/m;

/** The Markdown of a page with each link, outside of code, replaced by what `change` makes of its target. */
export function withLinks(markdown: string, change: (target: string) => string): string {
  return markdown
    .split(CODE)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/\]\(([^()\s]+)\)/g, (_all, to) => `](${change(to)})`)))
    .join('');
}

/** The file of the repository that a link names, and the place in it; nothing for links that lead elsewhere. */
export function fileOf(file: string, target: string): { path: string; anchor: string } | undefined {
  const here = target.startsWith(RAW) ? target.slice(RAW.length) : inRepository(target);
  if (here === undefined && /^[a-z]+:/.test(target)) {
    return undefined;
  }
  const [relative, anchor = ''] = (here ?? target).split('#');
  const path = here !== undefined ? relative : relative && posix.join(posix.dirname(file), relative);
  return { path: posix.normalize(path || file).replace(/\/$/, ''), anchor: anchor && `#${anchor}` };
}

function inRepository(target: string): string | undefined {
  return new RegExp(`^${REPOSITORY}/(?:blob|tree)/main/(.*)$`).exec(target)?.[1];
}

/** Where a link of a page leads on the site: to another page, to a picture, or to the repository. */
export function siteLink(language: Language, page: Page, target: string, repository: Repository): string {
  const from = fileFor(language, page)!;
  const file = fileOf(from, target);
  if (file === undefined) {
    return target;
  }
  const { path, anchor } = file;
  const found = PAGES.find(each => each.file === path || each.chinese === path);
  if (found !== undefined) {
    return `${routeOf(languageOf(language, page, path), found.route)}${anchor}`;
  }
  if (path.startsWith('docs/pictures/') && repository.isFile(path)) {
    return `/${path.slice('docs/'.length)}`;
  }
  if (!repository.isFile(path) && !repository.isFolder(path)) {
    throw new DeadLink(from, target);
  }
  return `${REPOSITORY}/${repository.isFile(path) ? 'blob' : 'tree'}/main/${path}${anchor}`;
}

/** Whoever reads goes on in the same language, unless a page leads to itself in another. */
function languageOf(language: Language, { file, chinese }: Page, path: string): Language {
  if (chinese === undefined || (path !== file && path !== chinese)) {
    return language;
  }
  return path === chinese ? 'zh' : 'en';
}
