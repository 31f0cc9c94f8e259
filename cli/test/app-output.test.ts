import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GERMANY_HANGZHOU, directory, writeAssembly } from './support/assemblies';
import { flat } from './support/commands';
import { globalRegistryCommand } from './support/process';

const APP = writeAssembly(GERMANY_HANGZHOU);
const SECRET = 'sEcReT-not-for-your-eyes-0123456789';

/** An app that says what a script says, then writes its assembly; what the command passes on of it. */
async function passedOn(script: string, env: Record<string, string> = {}): Promise<string> {
  const cwd = directory();
  const copy = `require('fs').cpSync(${JSON.stringify(APP)}, process.env.CDK_OUTDIR, { recursive: true });`;
  writeFileSync(join(cwd, 'app.js'), `(async () => { ${WAIT} ${script} ${copy} })();`);
  const { stderr, code } = await globalRegistryCommand(['graph', '--app', 'node app.js'], { cwd, env });
  expect(code).toBe(0);
  return stderr;
}

/** What is written before and after it does not come in one piece. */
const WAIT = 'const wait = () => new Promise(resolve => setTimeout(resolve, 60)); const out = process.stdout;';

describe('what an app says', () => {
  test('hides a secret that comes in pieces', async () => {
    const pieces = [...SECRET].map(letter => `out.write(${JSON.stringify(letter)}); await wait();`).slice(0, 6);
    const rest = `out.write(${JSON.stringify(SECRET.slice(6))}); await wait();`;
    const said = await passedOn(`out.write('key '); ${pieces.join(' ')} ${rest} out.write(' end\\n');`, {
      DEPLOY_TOKEN: SECRET,
    });
    expect(said).toBe('key [hidden] end\n');
  });

  test('hides a secret at the end of a line that nothing ends', async () => {
    const said = await passedOn(
      `out.write('key ${SECRET.slice(0, 9)}'); await wait(); out.write('${SECRET.slice(9)}');`,
      {
        NPM_TOKEN: SECRET,
      },
    );
    expect(said).toBe('key [hidden]\n');
  });

  test('hides each line of a key of several lines', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----';
    const said = await passedOn('console.log(process.env.SIGNING_PRIVATE_KEY);', { SIGNING_PRIVATE_KEY: key });
    expect(said).toBe('[hidden]\n');
  });

  test('keeps a character whole that comes in pieces', async () => {
    const script = `const bytes = Buffer.from('Grüße aus 杭州 🚀\\n'); for (const byte of bytes) { out.write(Buffer.of(byte)); await wait(); }`;
    expect(await passedOn(script.replace('await wait();', ''))).toBe('Grüße aus 杭州 🚀\n');
    expect(
      await passedOn(
        `out.write(Buffer.from('杭').subarray(0, 2)); await wait(); out.write(Buffer.from('杭').subarray(2));`,
      ),
    ).toBe('杭\n');
  });

  test('keeps a line whole that is longer than a pipe takes', async () => {
    const said = await passedOn(`out.write('a'.repeat(300_000) + '${SECRET}' + 'b'.repeat(300_000) + '\\n');`, {
      MY_SECRET: SECRET,
    });
    expect(said).toBe(`${'a'.repeat(300_000)}[hidden]${'b'.repeat(300_000)}\n`);
  });

  test('keeps empty lines, spaces at ends, and lines that move back', async () => {
    expect(await passedOn(String.raw`out.write('one  \n\n\n  two\r10 %\r20 %\r\nthree');`)).toBe(
      'one  \n\n\n  two\r10 %\r20 %\r\nthree\n',
    );
  });

  test('keeps lines of both of its streams apart', async () => {
    const script = `out.write('left '); process.stderr.write('right '); await wait(); out.write('one\\n'); await wait(); process.stderr.write('two\\n');`;
    expect(await passedOn(script)).toBe('left one\nright two\n');
  });

  test('is not waited for where the app left something behind that keeps its output open', async () => {
    const script = `require('child_process').spawn('sleep', ['30'], { stdio: 'inherit', detached: true }).unref(); console.log('done');`;
    const begun = Date.now();
    expect(await passedOn(script)).toBe('done\n');
    expect(Date.now() - begun).toBeLessThan(25_000);
  });
});

describe('the key of the simulator', () => {
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'simulator', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'simulator-secret' };

  test('hides nothing but its secret', async () => {
    const said = await passedOn(
      `console.log('the simulator keeps .global-registry/simulator.json, simulator-secret');`,
      env,
    );
    expect(said).toBe('the simulator keeps .global-registry/simulator.json, [hidden]\n');
  });

  test('is not hidden in the sentence that is about it', async () => {
    const cwd = directory();
    const { stderr } = await globalRegistryCommand(['plan', '--app', APP, '--endpoint', 'http://not.here'], {
      cwd,
      env,
    });
    expect(flat(stderr)).toContain('error: --endpoint is "http://not.here", but templates go over plain HTTP');
    const { stdout } = await globalRegistryCommand(['doctor', '--help'], { cwd, env });
    expect(stdout).toContain('use the embedded simulator');
  });
});

describe('a secret that is an ordinary word', () => {
  test('leaves words and names readable that it is a part of', async () => {
    const said = await passedOn(`console.log('acmeprod: deploying acme-registry, deploys: deploy');`, {
      DB_PASSWORD: 'deploy',
      OTHER_SECRET: 'acme',
    });
    expect(said).toBe('acmeprod: deploying acme-registry, deploys: [hidden]\n');
  });

  test('is none where its name says that it is a place', async () => {
    const said = await passedOn(`console.log('read /run/secrets/acme');`, { ACME_PASSWORD_FILE: '/run/secrets/acme' });
    expect(said).toBe('read /run/secrets/acme\n');
  });
});
