import { Language, Project, runProgram } from '../scripts/languages/project';
import { describeWith, reference, ROOT, scratch, templates } from './support';

/** How many stacks an example has; a comparison of nothing with nothing would always succeed. */
const STACKS = { 'germany-hangzhou': 3, 'many-regions': 13 };

/** What the library says about `test-languages/programs/*` named bad-names, whatever the language. */
const BAD_NAMES = [
  '[Acme] 2 problems:',
  '  replicas[0].region is "Hangzhou", but a region is written as its id, such as "cn-hangzhou" or ' +
    '"eu-central-1". Did you mean "cn-hangzhou"?',
  '  namespaces[0].name is "Prod", but a namespace name has 2 to 30 characters, uses only lowercase letters, ' +
    'digits, hyphens and underscores, and begins and ends with a letter or a digit. Did you mean "prod"?',
].join('\n');

/** What differs between languages. */
export interface Peculiarities {
  /** The first release of the core in the registry of the language that the library works with. */
  readonly oldestCore?: string;

  /** Tests of one language alone. */
  readonly tests?: (project: () => Project) => void;
}

/** What every language has to do alike. */
export function specifyLanguage(language: Language, { oldestCore, tests }: Peculiarities = {}): void {
  describeWith(language.tools, language.name, () => {
    describe('with the ROS CDK core that the examples ask for', () => {
      const project = specifyExamples(language);
      tests?.(project);
    });
    if (oldestCore) {
      describe(`with the oldest ROS CDK core, ${oldestCore}`, () => {
        specifyExamples(language, oldestCore);
      });
    }
  });
}

function specifyExamples(language: Language, coreRelease?: string): () => Project {
  let project: Project;
  beforeAll(() => {
    project = language.prepare(ROOT, scratch(language.name), coreRelease);
    process.stdout.write(`${language.name}: ROS CDK core ${project.core}\n`);
  });

  test.each(Object.entries(STACKS))('%s makes the %i templates of TypeScript, byte for byte', (example, stacks) => {
    const outdir = scratch(example);
    const { status, stderr } = runProgram(project, example, outdir);
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
    const made = templates(outdir);
    expect(Object.keys(made)).toHaveLength(stacks);
    expect(made).toEqual(reference(example));
  });

  test('refuses bad names in the words of the library', () => {
    const { status, stderr } = runProgram(project, 'bad-names', scratch('bad-names'));
    expect(status).not.toBe(0);
    // Go indents the further lines of a panic.
    expect(stderr.replace(/\n\t/g, '\n')).toContain(BAD_NAMES);
  });

  if (coreRelease) {
    test('runs with the release that was asked for', () => {
      expect(project.core).toBe(`${coreRelease} of the registry`);
    });
  }
  return () => project;
}
