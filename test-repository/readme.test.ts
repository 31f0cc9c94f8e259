import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import * as vm from 'node:vm';

const oneName = readFileSync('docs/one-name.md', 'utf8');
const blocks = [readFileSync('README.md', 'utf8'), oneName].flatMap(page =>
  [...page.matchAll(/```ts\n(.*?)```/gs)].map(match => match[1]),
);

/** Runs a block; what it prints. */
function printed(block: string): string {
  const lines: string[] = [];
  const { outputText } = ts.transpileModule(block, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  vm.runInNewContext(outputText, { require, exports: {}, console: { log: (line: string) => lines.push(line) } });
  return lines.join('');
}

describe('README and the page about one name', () => {
  test('have code blocks that compile', () => {
    const config = ts.readConfigFile('tsconfig.dev.json', file => ts.sys.readFile(file)).config;
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
    const names = blocks.map((_, i) => join(process.cwd(), 'test', `readme-block-${i}.ts`));
    const host = ts.createCompilerHost(options);
    const [readFile, fileExists] = [host.readFile, host.fileExists];
    host.readFile = file => (names.includes(file) ? blocks[names.indexOf(file)] : readFile(file));
    host.fileExists = file => names.includes(file) || fileExists(file);
    const program = ts.createProgram(names, options, host);
    const complaints = names.flatMap(name => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)));
    expect(complaints.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });

  test.each(blocks.map((block, i) => [i + 1, block] as const))(
    'have code block %i that synthesises',
    (_number, block) => {
      printed(block);
    },
  );

  test('show what the code prints', () => {
    const [, shown] = /```toml\n(.*?)```/s.exec(oneName)!;
    expect(printed(blocks[blocks.length - 1])).toBe(shown);
  });
});
