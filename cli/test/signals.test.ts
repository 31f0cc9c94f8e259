import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GERMANY_HANGZHOU, directory, globalRegistry, writeAssembly } from './support/assemblies';
import { globalRegistryCommand } from './support/process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whether a process runs; one that has ended and that nobody has asked about does not. */
function runs(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** The processes that an app names, as `child 42`. */
const childrenIn = (stderr: string): number[] => [...stderr.matchAll(/child (\d+)/g)].map(([, pid]) => Number(pid));

/** Sends signals one after the other as soon as an app has started its processes. */
async function stopped(app: string, wanted: number, ...signals: NodeJS.Signals[]) {
  let sent = 0;
  const ended = await globalRegistryCommand(['graph', '--app', app], {
    cwd: directory(),
    onProgress: (text, child) => {
      const heard = signals.length > 1 ? (text.match(/no, thank you/g)?.length ?? 0) : 0;
      if (childrenIn(text).length === wanted && sent <= heard && sent < signals.length) {
        child.kill(signals[sent++]);
      }
    },
  });
  return { ...ended, left: childrenIn(ended.stderr).filter(runs) };
}

const SLEEPER = 'console.error(`child ${process.pid}`); setInterval(() => 0, 1000);';

describe('a signal while the app runs', () => {
  test.each(SIGNALS)('%s leaves neither the app nor what it has started', async signal => {
    const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(SLEEPER)}], { stdio: 'inherit' }); ${SLEEPER}`;
    const cwd = directory();
    writeFileSync(join(cwd, 'app.js'), script);
    const { code, stdout, stderr, left } = await stopped(`node ${join(cwd, 'app.js')}; true`, 2, signal);
    expect(left).toEqual([]);
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toMatch(/Nothing was done\.\n$/);
  });

  test('sent twice ends an app that does not listen', async () => {
    const cwd = directory();
    const deaf = "process.on('SIGTERM', () => console.error('no, thank you'));";
    writeFileSync(join(cwd, 'app.js'), `${deaf} ${SLEEPER}`);
    const { code, left, stderr } = await stopped(`node ${join(cwd, 'app.js')}`, 1, 'SIGTERM', 'SIGTERM');
    expect(stderr).toContain('no, thank you');
    expect([code, left]).toEqual([130, []]);
  });

  test('ends after some seconds an app that does not listen', async () => {
    const cwd = directory();
    writeFileSync(join(cwd, 'app.js'), `process.on('SIGTERM', () => undefined); ${SLEEPER}`);
    const { code, left } = await stopped(`node ${join(cwd, 'app.js')}`, 1, 'SIGTERM');
    expect([code, left]).toEqual([130, []]);
  });
});

describe('a signal while a deployment runs', () => {
  const app = writeAssembly(globalRegistry('eu-central-1', 'cn-hangzhou', 'us-east-1'));
  const parameters = ['deploy', '--yes', '--app', app, '--simulate', '--simulation-speed', '30', '--concurrency', '1'];

  test.each(['SIGTERM', 'SIGHUP'] as const)('%s starts nothing new, waits, and says how to go on', async signal => {
    let sent = false;
    const { code, stdout, stderr } = await globalRegistryCommand(parameters, {
      cwd: directory(),
      onProgress: (text, child) => {
        if (!sent && text.includes('IN_PROGRESS')) {
          sent = child.kill(signal);
        }
      },
    });
    expect(code).toBe(130);
    expect(stderr.replaceAll('\n', ' ')).toContain(
      'Stopping: nothing new is started. Running in ROS: acme-cn-hangzhou; waiting for it.',
    );
    expect(stdout).toContain('Stopped on request. To go on:\n  global-registry deploy --yes --app');
  });
});

test('an app that ends by itself leaves no handler behind: a later signal ends the command as ever', async () => {
  const cwd = directory();
  writeAssembly(GERMANY_HANGZHOU, join(cwd, 'cdk.out'));
  const { code } = await globalRegistryCommand(['plan', '--endpoint', '127.0.0.1:9'], {
    cwd,
    env: { ALIBABA_CLOUD_ACCESS_KEY_ID: 'key-of-nobody', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-of-nobody' },
    onStart: child => void setTimeout(() => child.kill('SIGTERM'), 3_000),
  });
  expect(code).toBeNull();
});
