import { readFileSync } from 'node:fs';
import { generateFacts } from '../scripts/generate-facts';

describe('the generated facts', () => {
  test('are what the schema says now, in every package', async () => {
    for (const [file, text] of Object.entries(await generateFacts())) {
      expect([file, readFileSync(file, 'utf8')]).toEqual([file, text]);
    }
  });
});
