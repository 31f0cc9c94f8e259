/**
 * Asks whether the names under which the packages are to be published are still free, each by the client that people install with.
 * Ends with 1 if one is taken or nobody could tell: a stranger's package under our name would be run by our users.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

interface Manifest {
  readonly name: string;
  readonly workspaces?: readonly string[];
  readonly jsii: { readonly targets: { readonly python: { distName: string }; readonly go: { moduleName: string } } };
}

type Standing = 'free' | 'taken' | 'unknown';

/** How a client asks for a name, and what it says when there is no package of that name. */
interface Client {
  readonly program: string;
  readonly args: (name: string) => readonly string[];
  readonly absent: RegExp;
}

const NPM: Client = { program: 'npm', args: name => ['view', name, 'name'], absent: /E404/ };
const PYPI: Client = {
  program: 'python3',
  args: name => ['-m', 'pip', 'index', 'versions', name],
  absent: /No matching distribution found/,
};
const GO: Client = {
  program: 'go',
  args: name => ['list', '-m', '-versions', `${name}@latest`],
  absent: /not found|no matching versions|404|invalid version/,
};

function standing({ program, args, absent }: Client, name: string): Standing {
  const { status, stdout, stderr } = spawnSync(program, args(name), { cwd: '/', encoding: 'utf8' });
  if (status === 0) {
    return 'taken';
  }
  return absent.test(`${stdout}${stderr}`) ? 'free' : 'unknown';
}

const read = (folder: string) => JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
const library = read('.');
const packages = [library, ...library.workspaces!.map(read)];
const { python, go } = library.jsii.targets;

const asked: readonly (readonly [where: string, client: Client, name: string])[] = [
  ...packages.map(({ name }) => ['npm', NPM, name] as const),
  ['PyPI', PYPI, python.distName],
  ['Go', GO, go.moduleName],
];
const told = asked.map(([where, client, name]) => ({ where, name, is: standing(client, name) }));
told.forEach(({ where, name, is }) => console.log(`${where.padEnd(4)}  ${name}  ${is}`));
process.exitCode = told.every(({ is }) => is === 'free') ? 0 : 1;
