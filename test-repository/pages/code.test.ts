import { join } from 'node:path';
import * as ts from 'typescript';
import * as vm from 'node:vm';
import { parse as parseToml } from 'smol-toml';
import { Block, blocksOf, nameOf, PAGES } from '../support/pages';

const typescript = PAGES.flatMap(page => blocksOf(page, 'ts'));

/** What a block goes on from, on pages whose blocks are read one after the other. */
const BEFORE: Record<string, string> = {
  'simulator/README.md': `import { startSimulator, Simulator } from 'ros-cdk-simulator';
declare const simulator: Simulator;
declare const [region, instanceId, namespace, repository, tag]: string[];
`,
};

/** Blocks that a tool of the language runs: by the tests of the languages, or, in the simulator's page, by hand, as it says there. */
const RUN_ELSEWHERE: Record<string, string[]> = {
  'simulator/README.md': ['js', 'python', 'java', 'go', 'hcl'],
  'docs/languages/python.md': ['python'],
  'docs/languages/java.md': ['java', 'xml'],
  'docs/languages/go.md': ['go'],
};
const HELD_HERE = ['ts', 'sh', 'text', 'toml'];

/** Runs a block; what it prints. */
function printed({ code }: Block): string {
  const lines: string[] = [];
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  vm.runInNewContext(outputText, { require, exports: {}, console: { log: (line: string) => lines.push(line) } });
  return lines.join('');
}

/** Where a block is compiled as: each in a project of its own. */
function fileOf({ title }: Block, i: number): string {
  return join(process.cwd(), 'test-repository', 'compiled-pages', `${i}`, title ?? 'app.ts');
}

/** What stands in every project that the pages go on from. */
const BEGUN = 'lib/registry.ts';

/** The block, after what its page had before, but for what it says itself. */
function whole({ page, code }: Block): string {
  const before = BEFORE[page] ?? '';
  return code.includes('await startSimulator') && code.includes('import ')
    ? code.replace(/^/, 'declare const [region, instanceId, namespace, repository, tag]: string[];\n')
    : `${code.includes('const simulator') ? before.replace(/^declare const simulator.*\n/m, '') : before}${code}`;
}

function complaints(): string[] {
  const config = ts.readConfigFile('tsconfig.dev.json', file => ts.sys.readFile(file)).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const settings: ts.CompilerOptions = {
    ...options,
    module: ts.ModuleKind.ES2022,
    moduleDetection: ts.ModuleDetectionKind.Force,
    noUnusedLocals: false,
    paths: { ...options.paths, 'ros-cdk-simulator': ['./simulator/src/index'] },
  };
  const blocks = new Map(typescript.map((block, i) => [fileOf(block, i), whole(block)]));
  const [begun] = blocksOf('docs/start.md', 'ts');
  const others = typescript.map((block, i) => [fileOf({ ...block, title: BEGUN }, i), begun.code] as const);
  const texts = new Map([...others, ...blocks]);
  const host = ts.createCompilerHost(settings);
  const [readFile, fileExists] = [host.readFile, host.fileExists];
  host.readFile = file => texts.get(file) ?? readFile(file);
  host.fileExists = file => texts.has(file) || fileExists(file);
  // The folders of these files do not exist, and are looked into all the same.
  host.directoryExists = undefined;
  const program = ts.createProgram([...blocks.keys()], settings, host);
  return [...blocks.keys()].flatMap((file, i) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map(({ messageText }) => `${nameOf(typescript[i])}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
  );
}

describe('blocks of code', () => {
  test('are all in languages that something holds to the truth', () => {
    const strangers = PAGES.flatMap(page => blocksOf(page)).filter(
      ({ page, language }) => !HELD_HERE.includes(language) && !RUN_ELSEWHERE[page]?.includes(language),
    );
    expect(strangers.map(nameOf)).toEqual([]);
  });

  test('in TypeScript compile', () => {
    expect(typescript.length).toBeGreaterThan(15);
    expect(complaints()).toEqual([]);
  });

  test.each(
    typescript
      .filter(({ code }) => code.includes('app.synth()') && !code.includes('test('))
      .map(block => [nameOf(block), block]),
  )('synthesise: %s', (_name, block) => {
    printed(block);
  });

  test('about one name show what the code prints', () => {
    const [shown] = blocksOf('docs/one-name.md', 'toml');
    const [first] = blocksOf('docs/one-name.md', 'ts');
    expect(printed(first)).toBe(shown.code);
    expect(parseToml(shown.code)).toHaveProperty('server');
  });

  test('of the start are what `init` writes', () => {
    const [registry] = blocksOf('docs/start.md', 'ts');
    expect(registry.title).toBe(BEGUN);
    expect(registry.code).toBe(ts.sys.readFile('cli/templates/typescript/lib/registry.ts'));
  });
});
