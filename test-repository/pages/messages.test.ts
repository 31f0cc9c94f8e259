import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPage } from '../support/pages';

const SECTIONS = ['When it is planned or deployed', 'When ROS says no'];

/** The sources that speak, with what is filled in as three dots, and the parts of a sentence joined. */
const sources = ['cli/src', 'lib', 'simulator/src']
  .flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .map(file => readFileSync(join(folder, file), 'utf8')),
  )
  .join('\n')
  .replace(/['`] \+\n\s*['`]/g, '')
  .replace(/\\\$/g, '$')
  .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '...');

/** The messages in the first column of the tables of a section. */
function messagesOf(section: string): string[] {
  const text = readPage('docs/troubleshooting.md').split(`## ${section}\n`)[1].split('\n## ')[0];
  const cells = [...text.matchAll(/^\| (.*?) \|/gm)].map(([, cell]) => cell).slice(2);
  return cells.flatMap(cell => [...cell.matchAll(/`([^`]+)`/g)].map(([, message]) => message));
}

describe('troubleshooting', () => {
  test.each(SECTIONS.flatMap(messagesOf))('is about a message that somebody says: %s', message => {
    const parts = message
      .split(/\.\.\./)
      .map(part => part.trim())
      .filter(part => part !== '');
    expect(parts.filter(part => !sources.includes(part))).toEqual([]);
  });
});
