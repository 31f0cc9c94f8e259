/** A page of the site: where it is written, and by which route it is read. */
export interface Page {
  /** The file in the repository that it is made of. */
  readonly file: string;
  /** Without the slash in front; that of the start page is empty. */
  readonly route: string;
  /** What the list of pages calls it. */
  readonly label: string;
}

/** Pages that stand together in the list. */
export interface Section {
  readonly title: string;
  readonly pages: readonly Page[];
}

/** A language that the site is read in. */
export interface Edition {
  readonly lang: 'en' | 'zh';
  readonly label: string;
  readonly description: string;
  readonly sections: readonly Section[];
}

/** A page of `docs/`, whose route is its path there. */
const doc = (path: string, label: string): Page => ({ file: `docs/${path}.md`, route: path, label });

const chinese = (page: Page): Page => ({ ...page, file: page.file.replace('docs/', 'docs/zh/') });

export const ENGLISH: Edition = {
  lang: 'en',
  label: 'English',
  description: 'Container Registry Enterprise Edition in several regions of Alibaba Cloud, replicated, as ROS CDK constructs',
  sections: [
    {
      title: 'Start',
      pages: [
        { file: 'README.md', route: '', label: 'What it is' },
        doc('start', 'Five minutes'),
        doc('concepts', 'Concepts'),
        { file: 'examples/README.md', route: 'examples', label: 'Examples' },
      ],
    },
    {
      title: 'How to',
      pages: [
        doc('how-to/existing-registry', 'Bring a registry along'),
        doc('how-to/production-access', 'Let production in'),
        doc('how-to/another-account', 'Replicate to another account'),
        doc('how-to/fresh-account', 'Begin in a fresh account'),
        doc('how-to/continuous-integration', 'Deploy from CI'),
        doc('how-to/disaster-drill', 'Drill: promote a replica'),
        doc('one-name', 'One name in every region'),
        doc('testing', 'Test your app'),
      ],
    },
    {
      title: 'Tools',
      pages: [
        { file: 'cli/README.md', route: 'deployer', label: 'The deployer' },
        { file: 'simulator/README.md', route: 'simulator', label: 'The simulator' },
      ],
    },
    {
      title: 'When it says no',
      pages: [
        doc('troubleshooting', 'Troubleshooting'),
        doc('refusals', 'Every refusal'),
        doc('limits', 'Limits, and what is verified'),
        doc('changes', 'After the first deployment'),
        doc('upgrading', 'Upgrading'),
        { file: 'CHANGELOG.md', route: 'changelog', label: 'Changelog' },
      ],
    },
    {
      title: 'Languages',
      pages: [
        doc('languages', 'Which, and how'),
        doc('languages/python', 'Python'),
        doc('languages/java', 'Java'),
        doc('languages/go', 'Go'),
      ],
    },
    {
      title: 'Reference',
      pages: [doc('constructs', 'The constructs'), doc('defaults', 'Defaults and outputs')],
    },
    {
      title: 'Contribute',
      pages: [
        doc('architecture', 'Architecture'),
        { file: 'CONTRIBUTING.md', route: 'contributing', label: 'Contributing' },
        { file: 'schema/README.md', route: 'schema', label: 'The schema' },
        { file: 'bench/README.md', route: 'bench', label: 'Measurements' },
      ],
    },
  ],
};

export const CHINESE: Edition = {
  lang: 'zh',
  label: '简体中文',
  description: '用 ROS CDK 构件声明的多地域容器镜像服务企业版：跨地域同步，一次推送，就近拉取',
  sections: [
    {
      title: '开始',
      pages: [
        { file: 'README.zh-CN.md', route: '', label: '简介' },
        chinese(doc('start', '五分钟上手')),
      ],
    },
  ],
};

export const EDITIONS = [ENGLISH, CHINESE] as const;

/** The languages whose reference is written from the assembly when the site is built. */
export const REFERENCES = [
  { language: 'typescript', label: 'TypeScript' },
  { language: 'python', label: 'Python' },
  { language: 'java', label: 'Java' },
  { language: 'go', label: 'Go' },
] as const;

export function pagesOf(edition: Edition): Page[] {
  return edition.sections.flatMap(({ pages }) => pages);
}
