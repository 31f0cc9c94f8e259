import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { command } from './command';

/**
 * Compiles every code sample of the README and of the API strictly, translates it into all languages, and returns the file that holds the
 * translations.
 *
 * @throws if a sample does not compile or cannot be translated, with what jsii-rosetta says about it
 */
export function translateSnippets(root: string): string {
  return translate(root, root, 'snippets.tabl.json');
}

/** The same of the pages in `docs/`, which are in no package. Blocks with a title are files of a project, and are compiled with it. */
export function translatePages(root: string): string {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(root, 'dist', 'pages-'));
  try {
    ['node_modules', 'lib'].forEach(path => symlinkSync(join(root, path), join(folder, path)));
    copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
    const { readme: _readme, ...assembly } = JSON.parse(readFileSync(join(root, '.jsii'), 'utf8')) as {
      readme: unknown;
    };
    const markdown = samplesOf(join(root, 'docs')).join('\n');
    writeFileSync(join(folder, '.jsii'), JSON.stringify({ ...assembly, readme: { markdown } }));
    return translate(root, folder, 'pages.tabl.json');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Translates the samples of the assembly in a folder. */
function translate(root: string, folder: string, name: string): string {
  const tablet = join(root, 'dist', name);
  mkdirSync(join(root, 'dist'), { recursive: true });
  const rosetta = join(root, 'node_modules', 'jsii-rosetta', 'bin', 'jsii-rosetta');
  try {
    command(process.execPath, [rosetta, 'extract', '--strict', '--cache', tablet, '--trim-cache', '.jsii'], {
      cwd: folder,
    });
  } finally {
    // What jsii-rosetta leaves beside the assembly says the same once more.
    rmSync(join(folder, '.jsii.tabl.json'), { force: true });
  }
  return tablet;
}

/** The blocks of TypeScript on the pages of a folder that stand by themselves. */
function samplesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md') && !file.startsWith('site'))
    .sort()
    .flatMap(file => [...readFileSync(join(folder, file), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)])
    .map(([, code]) => `\`\`\`ts\n${code.includes('console.') ? CONSOLE : ''}${code}\`\`\`\n`);
}

/** The libraries of jsii-rosetta know no console; a reader sees nothing of it. */
const CONSOLE = '/// !hide\ndeclare const console: { log(text: string): void };\n/// !show\n';
