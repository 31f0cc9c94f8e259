import { dirname, relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { Redactor } from '../cloud/redact';
import { changeTo, paragraph } from '../report/text';
import { Output } from '../session/output';
import { type Language, LANGUAGES, linesToIgnore, packageName, registryName, writeProject } from '../start/project';
import { EXIT } from './run';

/** What to type next, in the order in which it helps. */
const NEXT: Readonly<Record<Language, readonly string[]>> = {
  typescript: ['npm install', 'npm test', 'npm run rehearse'],
  python: [
    'python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt',
    'npm install',
    'npm test',
    'npm run rehearse',
  ],
};

function init(packageRoot: string, version: string, directory: string, language: Language): string {
  if (directory === '') {
    throw new Error('The directory is empty. Name one, or leave it out for this one.');
  }
  const files = writeProject(packageRoot, language, directory, version);
  const into = relative(process.cwd(), directory);
  const missing = linesToIgnore(packageRoot, language, directory);
  const registry = registryName(packageName(resolve(directory)));
  const steps = [...(into === '' ? [] : [changeTo(into)]), ...NEXT[language]];
  return [
    paragraph(`Written to ${directory}: ${files.join(', ')}.`),
    ...(missing.length > 0 ? ['', 'Your .gitignore was kept. Add to it:', ...missing.map(line => `  ${line}`)] : []),
    '',
    'Next:',
    ...steps.map(step => `  ${step}`),
    '',
    paragraph(
      `The rehearsal buys nothing: it deploys to a simulator on this machine. lib/ holds the registry, which is called ${registry}, to be made yours.`,
    ),
  ].join('\n');
}

/** @param packageFile - the manifest of this package */
export function initCommand(packageFile: string, version: string): Command {
  return new Command('init')
    .description('begin a project: an app, a test of it, and what the deployer needs')
    .argument('[directory]', 'where to write it', '.')
    .addOption(new Option('-l, --language <language>', 'what to write it in').choices(LANGUAGES).default('typescript'))
    .addHelpText('after', HELP)
    .action((directory: string, { language }: { language: Language }) => {
      const output = new Output(new Redactor());
      try {
        output.result(init(dirname(packageFile), version, directory, language));
        process.exitCode = EXIT.ok;
      } catch (error) {
        output.progress(paragraph(`error: ${(error as Error).message}`));
        process.exitCode = EXIT.failed;
      }
    });
}

const HELP = `
Examples:
  $ global-registry init acme
  $ global-registry init acme --language python`;
