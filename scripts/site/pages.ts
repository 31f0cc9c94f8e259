/** The languages that the site is read in; the first is that of pages which nobody translated. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Labels = Readonly<Record<Language, string>>;

/** A page of the site: where it is written, and by which route it is read. */
export interface Page {
  /** The file in the repository that it is made of; none where it is written from the sources when the site is built. */
  readonly file?: string;
  /** The same in Chinese, where somebody translated it. */
  readonly chinese?: string;
  /** Without the slash in front; that of the start page is empty. */
  readonly route: string;
  /** What the list of pages calls it. */
  readonly labels: Labels;
}

/** Pages that stand together in the list. */
export interface Section {
  readonly labels: Labels;
  readonly pages: readonly Page[];
}

const page = (file: string, route: string, en: string, zh: string): Page => ({ file, route, labels: { en, zh } });

/** A page of `docs/`, whose route is its path there. */
const doc = (path: string, en: string, zh: string): Page => page(`docs/${path}.md`, path, en, zh);

const written = (route: string, en: string, zh: string): Page => ({ route, labels: { en, zh } });

const reference = (language: string, name: string): Page => written(`reference/${language}`, name, name);

export const REFERENCES = [
  reference('typescript', 'TypeScript'),
  reference('python', 'Python'),
  reference('java', 'Java'),
  reference('go', 'Go'),
];

export const MESSAGES = written('messages', 'Every message of the deployer', '部署工具的全部报错');

export const SECTIONS: readonly Section[] = [
  {
    labels: { en: 'Start', zh: '开始' },
    pages: [
      { ...page('README.md', '', 'What it is', '简介'), chinese: 'README.zh-CN.md' },
      { ...doc('start', 'Five minutes', '五分钟上手'), chinese: 'docs/zh/start.md' },
      doc('concepts', 'Concepts', '概念'),
      page('examples/README.md', 'examples', 'Examples', '示例'),
    ],
  },
  {
    labels: { en: 'How to', zh: '操作指南' },
    pages: [
      doc('how-to/existing-registry', 'Bring a registry along', '纳入已有实例'),
      doc('how-to/production-access', 'Let production in', '开通生产环境访问'),
      doc('how-to/another-account', 'Replicate to another account', '跨账号同步'),
      doc('how-to/fresh-account', 'Begin in a fresh account', '新账号'),
      doc('how-to/continuous-integration', 'Deploy from CI', '在 CI 中部署'),
      doc('how-to/disaster-drill', 'Drill: promote a replica', '演练：将副本提升为主实例'),
      doc('one-name', 'One name in every region', '各地域统一镜像地址'),
      doc('testing', 'Test your app', '测试应用'),
    ],
  },
  {
    labels: { en: 'Tools', zh: '工具' },
    pages: [
      page('cli/README.md', 'deployer', 'The deployer', '部署工具'),
      page('simulator/README.md', 'simulator', 'The simulator', '模拟器'),
    ],
  },
  {
    labels: { en: 'When it says no', zh: '排错与限制' },
    pages: [
      doc('troubleshooting', 'Troubleshooting', '故障排查'),
      doc('refusals', 'Every refusal', '全部校验报错'),
      MESSAGES,
      doc('limits', 'Limits, and what is verified', '使用限制与验证范围'),
      doc('changes', 'After the first deployment', '首次部署之后'),
      doc('upgrading', 'Upgrading', '升级'),
      page('CHANGELOG.md', 'changelog', 'Changelog', '变更日志'),
    ],
  },
  {
    labels: { en: 'Languages', zh: '编程语言' },
    pages: [
      doc('languages', 'Which, and how', '支持的语言'),
      doc('languages/python', 'Python', 'Python'),
      doc('languages/java', 'Java', 'Java'),
      doc('languages/go', 'Go', 'Go'),
    ],
  },
  {
    labels: { en: 'Reference', zh: '参考' },
    pages: [
      doc('constructs', 'The constructs', '构件'),
      doc('defaults', 'Defaults and outputs', '默认值与输出'),
      ...REFERENCES,
    ],
  },
  {
    labels: { en: 'Contribute', zh: '参与开发' },
    pages: [
      doc('architecture', 'Architecture', '架构'),
      page('CONTRIBUTING.md', 'contributing', 'Contributing', '贡献指南'),
      page('schema/README.md', 'schema', 'The schema', 'Schema 数据'),
      page('bench/README.md', 'bench', 'Measurements', '性能测量'),
      page('bench/peers/README.md', 'bench/peers', 'Beside the others', '与其他工具对比'),
    ],
  },
];

export const PAGES: readonly Page[] = SECTIONS.flatMap(({ pages }) => pages);

/** The file that a page is made of for whoever reads it in a language. */
export function fileFor(language: Language, { file, chinese }: Page): string | undefined {
  return language === 'zh' ? (chinese ?? file) : file;
}

/** The address of a page below the base of the site. */
export function routeOf(language: Language, route: string): string {
  return language === 'en' ? `/${route}` : `/${language}/${route}`;
}
