import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import * as vm from 'node:vm';

const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(match => match[1]);
const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.test.ts') && file !== 'readme.test.ts')
  .map(file => readFileSync(join('test', file), 'utf8'))
  .join('\n');

/** The rows of a table below a heading, cell by cell. */
function table(heading: string): string[][] {
  const section = readme.split(`\n## ${heading}\n`)[1].split('\n## ')[0];
  const rows = section.split('\n').filter(line => line.startsWith('| '));
  return rows.slice(2).map(row => row.slice(2, -2).split(' | '));
}

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

  test.each(table('Refusals'))('has a test for what it refuses: %s', (_what, words) => {
    for (const phrase of words.slice(1, -1).split('`, `')) {
      const asserted = [phrase, phrase.replace(/"/g, '\\"')].some(text => tests.includes(text));
      expect([phrase, asserted]).toEqual([phrase, true]);
    }
  });
});
