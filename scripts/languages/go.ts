import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { command } from '../package/command';
import { coreVersion, findGoCore, tidy } from '../package/go-module';
import { gather, Language } from './project';

const MODULE = 'github.com/ros-cdk-global-registry/ros-cdk-global-registry-go/globalregistry';

/** Programs compiled against the generated module, and against the core wherever there is one. */
export const go: Language = {
  name: 'Go',
  tools: ['go'],

  prepare(root, directory) {
    gather(root, 'go', directory);
    const core = findGoCore(root, directory, coreVersion(root));
    tidy(directory, { ...core.replacements, [MODULE]: goModule(root) });
    command('go', ['build', '-o', 'bin/', './germany-hangzhou', './many-regions', './bad-names', './bare-core'], {
      cwd: directory,
    });
    const origin = core.origin === 'registry' ? 'of the registry' : 'generated here';
    return { core: `${coreVersion(root)} ${origin}`, start: program => [join(directory, 'bin', program)] };
  },
};

/** The module in dist/go. */
export function goModule(root: string): string {
  const module = join(root, 'dist', 'go', 'globalregistry');
  if (!existsSync(module)) {
    throw new Error(`${module} is missing, but it is what is tested. Run npm run package.`);
  }
  return module;
}
