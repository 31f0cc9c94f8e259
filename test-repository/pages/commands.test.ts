import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { commandsIn } from '../support/shell';
import { Block, blocksOf, nameOf, PAGES, readPage } from '../support/pages';

/** Programs of others, which the pages name and nothing here can hold to their word. */
const OTHERS = [
  '.',
  'aliyun',
  'cd',
  'cp',
  'docker',
  'go',
  'jq',
  'kubectl',
  'ls',
  'mvn',
  'node',
  'pip',
  'python3',
  'ros-cdk',
  'skopeo',
  'test',
];

/** Where the scripts of `npm run` come from: this repository, or a project that `init` began. */
const SCRIPTS = [
  'package.json',
  'cli/package.json',
  'simulator/package.json',
  'cli/templates/typescript/package.json',
].flatMap(file => Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { scripts: object }).scripts));

/** Each program of ours by the names it is called by, with the file that runs it. */
const OURS: Record<string, string> = {
  'global-registry': 'cli/bin/global-registry.mjs',
  'ros-cdk-global-registry-cli': 'cli/bin/global-registry.mjs',
  'ros-cdk-simulator': 'simulator/bin/ros-cdk-simulator.mjs',
};
/** Names of packages of ours: where one is not installed, npx brings that and nothing of anybody else. */
const SAFE_FOR_NPX = ['ros-cdk-global-registry-cli', 'ros-cdk-simulator'];
const helps = new Map<string, string>();

/** The help of a program, or of a command of it. */
function help(file: string, command: readonly string[]): string {
  const key = [file, ...command].join(' ');
  if (!helps.has(key)) {
    helps.set(key, execFileSync(process.execPath, [file, ...command, '--help'], { encoding: 'utf8' }));
  }
  return helps.get(key)!;
}

/** What is wrong with a command line of ours: a command or an option that its help does not know. */
function unknownWords([program, ...words]: string[]): string[] {
  const file = OURS[program];
  const hasCommands = file.startsWith('cli/');
  const command = hasCommands && !words[0]?.startsWith('-') ? words.slice(0, 1) : [];
  if (command.length > 0 && !new RegExp(`^  ${command[0]} `, 'm').test(help(file, []))) {
    return [`${program} ${command[0]}`];
  }
  const options = words.filter(word => /^--?[a-z]/.test(word)).map(word => word.split('=')[0]);
  const known = help(file, command);
  return options
    .filter(option => !new RegExp(`(?:^|[ ,])${option}(?=[ ,\n])`, 'm').test(known))
    .map(option => `${program} ${option}`);
}

function problemsOf(words: string[]): string[] {
  const [program, ...rest] = words;
  if (program in OURS) {
    return unknownWords(words);
  }
  if (program === 'npx') {
    return SAFE_FOR_NPX.includes(rest[0]) ? unknownWords(rest) : rest[0] === 'tsx' ? [] : [`npx ${rest[0]}`];
  }
  if (program === 'npm') {
    return npmProblems(rest);
  }
  return OTHERS.includes(program) || program.startsWith('.venv/bin/') ? [] : [program];
}

function npmProblems([what, ...rest]: string[]): string[] {
  if (what === 'run') {
    return SCRIPTS.includes(rest[0]) ? [] : [`npm run ${rest[0]}`];
  }
  return ['ci', 'test', 'install'].includes(what) ? [] : [`npm ${what}`];
}

describe('the command lines of the pages', () => {
  beforeAll(() => {
    const missing = ['cli/dist/main.mjs', 'simulator/dist/index.js'].filter(file => !existsSync(file));
    if (missing.length > 0) {
      throw new Error(
        `${missing.join(', ')} is missing, but the programs are asked for help. Run npm run build:workspaces.`,
      );
    }
  });

  test.each(PAGES.flatMap(page => blocksOf(page, 'sh')).map((block: Block) => [nameOf(block), block] as const))(
    'name commands, options and scripts that exist: %s',
    (_name, { code }) => {
      const commands = commandsIn(code);
      expect(commands.length).toBeGreaterThan(0);
      expect(commands.flatMap(problemsOf)).toEqual([]);
    },
  );

  test('let npx never bring the "global-registry" of somebody else, in blocks and in between', () => {
    const guessing = PAGES.filter(page => /npx\s+(-\S+\s+)*global-registry/.test(readPage(page)));
    expect(guessing).toEqual([]);
  });
});
