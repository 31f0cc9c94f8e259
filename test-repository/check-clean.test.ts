import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaint, differences } from '../scripts/check-clean/worktree';

/** A git checkout in which API.md and LICENSE are committed and dist/ is ignored. */
function checkout(): string {
  const directory = mkdtempSync(join(tmpdir(), 'checkout-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: directory });
  git('init', '--quiet');
  write(directory, { 'API.md': 'api', LICENSE: 'licence', '.gitignore': '*.log' });
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  return directory;
}

function write(directory: string, files: Record<string, string>): void {
  Object.entries(files).forEach(([name, text]) => writeFileSync(join(directory, name), text));
}

describe('the check for a clean checkout', () => {
  test('is silent where nothing happens', () => {
    const directory = checkout();
    expect(complaint({}, differences(directory)!)).toBeUndefined();
  });

  test('is silent about what is ignored', () => {
    const directory = checkout();
    write(directory, { 'debug.log': 'x' });
    expect(complaint({}, differences(directory)!)).toBeUndefined();
  });

  test('is silent about work in progress', () => {
    const directory = checkout();
    write(directory, { LICENSE: 'changed by hand', 'new.ts': 'new' });
    const before = differences(directory)!;
    expect(Object.keys(before)).toEqual(['LICENSE', 'new.ts']);
    expect(complaint(before, differences(directory)!)).toBeUndefined();
  });

  test('names tracked files that change, whether they were changed before or not', () => {
    const directory = checkout();
    write(directory, { LICENSE: 'changed by hand' });
    const before = differences(directory)!;
    write(directory, { LICENSE: 'changed by a test', 'API.md': 'regenerated' });
    expect(complaint(before, differences(directory)!)).toBe(
      'Testing changed API.md, LICENSE. What is generated belongs in the commit: look at the difference.',
    );
  });

  test('names tracked files that vanish', () => {
    const directory = checkout();
    rmSync(join(directory, 'API.md'));
    expect(complaint({}, differences(directory)!)).toBe(
      'Testing changed API.md. What is generated belongs in the commit: look at the difference.',
    );
  });

  test('names files and links that appear, beside those that change', () => {
    const directory = checkout();
    write(directory, { 'left over.txt': 'x', 'API.md': 'regenerated' });
    symlinkSync('nowhere', join(directory, 'link'));
    expect(complaint({}, differences(directory)!)).toBe(
      'Testing changed API.md. What is generated belongs in the commit: look at the difference.\n' +
        'Testing left left over.txt, link behind. Let it write elsewhere, or name it in .gitignore.',
    );
  });

  test('cannot tell outside a git checkout', () => {
    expect(differences(mkdtempSync(join(tmpdir(), 'no-checkout-')))).toBeUndefined();
  });

  test('refuses to guess where git cannot read the checkout', () => {
    const directory = mkdtempSync(join(tmpdir(), 'broken-'));
    write(directory, { '.git': 'nothing that git knows' });
    expect(() => differences(directory)).toThrow('fatal: invalid gitfile format');
  });
});
