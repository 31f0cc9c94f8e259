import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../src';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
const BLOCKS = [...README.matchAll(/^```js\n([^]*?)^```$/gm)].map(([, code]) => code);

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
  simulator.addRegistry({ region: 'eu-central-1', name: 'acme' });
});
afterAll(() => simulator.close());

/** Runs code in a process of its own, which finds the simulator where the README has it; what it prints. */
function printed(code: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const there = code.replaceAll('127.0.0.1:7070', simulator.endpoint);
    const env = { ...process.env, NODE_OPTIONS: '' };
    execFile(process.execPath, ['-e', there], { cwd: __dirname, env }, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}${stderr}`)) : resolve(stdout.trim()),
    );
  });
}

describe('the README', () => {
  test('has the official clients come in by endpoint and by proxy', async () => {
    expect(BLOCKS).toHaveLength(2);
    // No stack in Hangzhou; one registry in Germany, whose region only the host name tells.
    expect(await Promise.all(BLOCKS.map(printed))).toEqual(['0', '1']);
  });
});
