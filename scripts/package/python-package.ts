import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { command } from './command';
import { pacmak } from './pacmak';

/** Takes what jsii-pacmak generates for what it says that it is. */
const STRUCTS = join(__dirname, 'python_structs.py');

/** What builds a source distribution and a wheel, and looks whether an index would take them. */
const BUILDERS = ['build==1.2.2', 'twine==4.0.2', 'importlib-metadata<8'];

/** Generates the package of Python, lets it take a dict where it says so, and builds it into dist/python. */
export function buildPython(root: string, tablet: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'global-registry-python-'));
  try {
    pacmak(root, { target: 'python', outdir: folder, codeOnly: true, tablet });
    const [source, out] = [join(folder, 'python'), join(root, 'dist', 'python')];
    command('python3', [STRUCTS, source], { cwd: root });
    command('python3', ['-m', 'venv', '.venv'], { cwd: folder });
    const python = (...args: string[]) => command(join(folder, '.venv', 'bin', 'python'), args, { cwd: folder });
    python('-m', 'pip', 'install', '--quiet', ...BUILDERS);
    python('-m', 'build', '--outdir', out, source);
    python('-m', 'twine', 'check', join(out, '*'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
