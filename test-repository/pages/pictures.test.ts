import { readdirSync, readFileSync } from 'node:fs';
import { pictures } from '../../scripts/site/pictures';

test('the pictures are what their sources draw; `npm run pictures` draws them', async () => {
  const drawn = await pictures();
  const kept = readdirSync('docs/pictures').filter(file => file.endsWith('.svg'));
  expect(kept.sort()).toEqual(Object.keys(drawn).sort());
  const stale = kept.filter(file => readFileSync(`docs/pictures/${file}`, 'utf8') !== `${drawn[file].trimEnd()}\n`);
  expect(stale).toEqual([]);
});
