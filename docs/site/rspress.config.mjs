import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { defineConfig } from '@rspress/core';

const PAGES = join(import.meta.dirname, '.pages');
const REPOSITORY = 'https://github.com/ros-cdk-global-registry/ros-cdk-global-registry';
const TITLE = 'ros-cdk-global-registry';

export default defineConfig({
  root: PAGES,
  outDir: join(import.meta.dirname, 'dist'),
  // Where the site lies below its host, such as "/ros-cdk-global-registry/".
  base: env.SITE_BASE ?? '/',
  title: TITLE,
  lang: 'en',
  locales: [
    {
      lang: 'en',
      label: 'English',
      title: TITLE,
      description: 'Container Registry Enterprise Edition in several regions of Alibaba Cloud, as ROS CDK constructs',
    },
    { lang: 'zh', label: '简体中文', title: TITLE, description: '多地域容器镜像服务企业版的 ROS CDK 构件' },
  ],
  icon: '/icon.svg',
  globalStyles: join(import.meta.dirname, 'styles.css'),
  search: { codeBlocks: true },
  // Links name the language that they lead to.
  markdown: { link: { autoPrefix: false, checkAnchors: true } },
  themeConfig: {
    localeRedirect: 'never',
    sidebar: JSON.parse(readFileSync(join(PAGES, 'sidebar.json'), 'utf8')),
    socialLinks: [{ icon: 'github', mode: 'link', content: REPOSITORY }],
  },
});
