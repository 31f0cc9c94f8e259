import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = join(__dirname, '..', '..', 'src', 'registry');

/** A file imports from its own folder, and from those to the left of it. */
const ROOMS = ['protocol', 'tokens', 'blobs', 'content', 'server', 'copy'];
/** Nobody who copies needs a server. */
const APART = [['copy', 'server']];

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
}

const local = (file: string) =>
  importsOf(file)
    .filter(name => name.startsWith('.'))
    .map(name => `${relative(ROOT, resolve(join(ROOT, dirname(file)), name))}.ts`);

const room = (file: string) => file.split('/')[0];

test('imports nothing but itself and what Node.js brings', () => {
  const foreign = files.flatMap(file => importsOf(file).filter(name => !name.startsWith('.')));
  expect(
    foreign.filter(name => !name.startsWith('node:') || !builtinModules.includes(name.replace('node:', ''))),
  ).toEqual([]);
  expect(files.flatMap(local).filter(name => !files.includes(name))).toEqual([]);
});

test('imports run one way between its rooms', () => {
  const wrong = files
    .filter(file => ROOMS.includes(room(file)))
    .flatMap(file => local(file).map(name => [room(file), room(name)]))
    .filter(
      ([from, to]) =>
        ROOMS.indexOf(to) > ROOMS.indexOf(from) || APART.some(([one, other]) => from === one && to === other),
    );
  expect(wrong).toEqual([]);
});

test('no two of its files import each other in a circle', () => {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    expect(path).not.toContain(file);
    if (done.has(file)) {
      return;
    }
    for (const name of local(file)) {
      visit(name, [...path, file]);
    }
    done.add(file);
  };
  files.forEach(file => visit(file, []));
});
