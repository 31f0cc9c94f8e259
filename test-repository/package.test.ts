import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly workspaces?: string[];
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

const manifest = read('.');
const workspaces = manifest.workspaces ?? [];

function read(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
}

/** What npm would publish. */
function packed(): string[] {
  const answer = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [{ files }] = JSON.parse(answer) as { files: { path: string }[] }[];
  return files.map(({ path }) => path).sort();
}

/** The library in one file, and what the compiler declares of each of its sources. */
function compiled(): string[] {
  const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map(file => join('lib', file.slice(0, -'.ts'.length)));
  return ['lib/index.js', ...sources.map(source => `${source}.d.ts`)];
}

describe('the package', () => {
  test('holds the compiled library, its declarations and its documents, and nothing else', () => {
    if (!existsSync('lib/index.js')) {
      throw new Error('lib/index.js is missing, so there is nothing to pack. Run npm run build first.');
    }
    const documents = ['.jsii', 'API.md', 'LICENSE', 'README.md', 'README.zh-CN.md', 'package.json'];
    expect(packed()).toEqual([...documents, ...compiled()].sort());
  });

  test('needs nothing at run time but its peers', () => {
    expect(manifest.dependencies).toBeUndefined();
  });

  test.each(['.', ...workspaces])('names one version of each thing that %s is built with', directory => {
    const { dependencies = {}, devDependencies = {} } = read(directory);
    const versions = Object.entries({ ...dependencies, ...devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('is locked without the host of any registry', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { resolved?: string }>;
    };
    expect(Object.keys(packages).length).toBeGreaterThan(100);
    expect(Object.entries(packages).filter(([, { resolved = '' }]) => resolved.includes('://'))).toEqual([]);
  });
});
