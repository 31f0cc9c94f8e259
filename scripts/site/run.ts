import { spawn } from 'node:child_process';
import { existsSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { command } from '../package/command';
import { messagesPage } from './messages';
import { fileFor, LANGUAGES, MESSAGES, PAGES } from './pages';
import { references } from './reference';
import { clearStage, stageFiles, stageWritten } from './stage';

/** Builds or serves the site. */
export async function run(root: string, what: string | undefined): Promise<void> {
  if (what !== 'build' && what !== 'dev') {
    throw new Error(`What to do with the site is "${what}", but it is built or served. Give build or dev.`);
  }
  if (!existsSync(join(root, 'node_modules/@alicloud/ros-cdk-core/.jsii'))) {
    throw new Error(
      'The reference is written from the assemblies, but that of the core is missing. Run npm run build.',
    );
  }
  const site = join(root, 'docs/site');
  install(site);
  clearStage(root);
  stageFiles(root);
  stageWritten(root, MESSAGES, messagesPage(root));
  (await references(root)).forEach(([page, markdown]) => stageWritten(root, page, markdown));
  if (what === 'dev') {
    stageWhenChanged(root);
  }
  await generate(site, what);
}

/** Installs the generator, unless it is there in the versions of the lock file. */
function install(site: string): void {
  const installed = join(site, 'node_modules/.package-lock.json');
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(join(site, 'package-lock.json')).mtimeMs) {
    command('npm', ['ci', '--loglevel=error'], { cwd: site });
  }
}

function stageWhenChanged(root: string): void {
  for (const file of PAGES.flatMap(page => LANGUAGES.flatMap(language => fileFor(language, page) ?? []))) {
    watch(join(root, file), () => {
      try {
        stageFiles(root);
      } catch (error) {
        console.error((error as Error).message);
      }
    });
  }
}

function generate(site: string, what: 'build' | 'dev'): Promise<void> {
  const child = spawn('npm', ['run', '--silent', what], { cwd: site, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('exit', code => (code === 0 ? done() : failed(new Error('The site was not built; why stands above.'))));
  });
}
