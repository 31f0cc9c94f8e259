import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import * as vm from 'node:vm';

const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(match => match[1]);

describe('README', () => {
  test('has code blocks that compile', () => {
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
    'has code block %i that synthesises',
    (_number, block) => {
      const { outputText } = ts.transpileModule(block, {
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
      });
      vm.runInNewContext(outputText, { require, exports: {}, console });
    },
  );
});
