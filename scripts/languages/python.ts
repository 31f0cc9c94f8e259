import { join } from 'node:path';

import { command } from '../package/command';
import { artifact, gather, Language } from './project';

/** Programs run by a virtual environment of their own. */
export const python: Language = {
  name: 'Python',
  tools: ['python3'],

  prepare(root, directory, coreRelease) {
    gather(root, 'python', directory);
    const interpreter = join(directory, '.venv', 'bin', 'python');
    command('python3', ['-m', 'venv', '.venv'], { cwd: directory });
    // A release that is asked for is older than what the examples ask for.
    const requirements = coreRelease ? coreOf(coreRelease) : ['-r', 'requirements.txt'];
    command(interpreter, ['-m', 'pip', 'install', '--quiet', wheel(root), ...requirements], { cwd: directory });
    const version = "import importlib.metadata as m; print(m.version('ros-cdk-core'))";
    return {
      core: `${command(interpreter, ['-c', version], { cwd: directory }).trim()} of the registry`,
      start: program => [interpreter, join(directory, `${program.replace(/-/g, '_')}.py`)],
    };
  },
};

function coreOf(release: string): string[] {
  return ['ros-cdk-core', 'ros-cdk-cxapi', 'ros-cdk-assembly-schema'].map(name => `${name}==${release}`);
}

/** The wheel in dist/python. */
export function wheel(root: string): string {
  return artifact(join(root, 'dist', 'python'), /\.whl$/);
}
