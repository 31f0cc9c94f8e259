import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { preProcessFile } from 'typescript';

const CLI = join(__dirname, '..');
const SRC = join(CLI, 'src');

/** The room of a file by its path in src/. */
const roomOf = (file: string): string => (file.includes(sep) ? file.split(sep)[0] : 'main');

/** What each room may import from, as the README says. */
const allowed = new Map(
  [
    ...readFileSync(join(CLI, 'README.md'), 'utf8').matchAll(/^\| `([a-z]+)(?:\/|\.ts)` +\|.*\| ([a-z, ]*?) *\|$/gm),
  ].map(([, room, others]) => [room, others.split(', ').filter(name => name !== '' && name !== 'nothing')]),
);

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
const imported = (from: string) =>
  preProcessFile(readFileSync(join(SRC, from), 'utf8')).importedFiles.map(({ fileName }) => fileName);
const imports: Import[] = files.flatMap(from =>
  imported(from)
    .filter(name => name.startsWith('.'))
    .map(name => ({ from, to: `${relative(SRC, join(SRC, dirname(from), name))}.ts` })),
);

describe('the source', () => {
  test('has the rooms of the README and no others', () => {
    expect([...allowed.keys()].sort()).toEqual([...new Set(files.map(roomOf))].sort());
  });

  test('imports only from rooms that the README allows, types included', () => {
    const strays = imports.filter(({ from, to }) => {
      const [room, other] = [roomOf(from), roomOf(to)];
      return room !== other && !allowed.get(room)!.includes(other);
    });
    expect(strays).toEqual([]);
  });

  test('has no imports in a circle', () => {
    let left = imports;
    let before: number;
    do {
      before = left.length;
      const importing = new Set(left.map(({ from }) => from));
      const used = new Set(left.map(({ to }) => to));
      left = left.filter(({ from, to }) => importing.has(to) && used.has(from));
    } while (left.length < before);
    expect(left).toEqual([]);
  });

  test('has a domain that imports nothing but itself', () => {
    const domain = files.filter(file => roomOf(file) === 'domain');
    expect(domain.flatMap(imported).filter(name => !name.startsWith('./'))).toEqual([]);
  });
});
