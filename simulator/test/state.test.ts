import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../src';
import { callRos } from './support/clients';
import { spawned } from './support/spawned';
import { deploy, instance, finished, template } from './support/stacks';

let folder: string;
let stateFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ros-cdk-simulator-'));
  stateFile = join(folder, 'world.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const exited = (process: ChildProcess) => new Promise(resolve => process.once('exit', resolve));

test('survives kill -9 at any moment: nothing that was answered is lost, and operations go on', async () => {
  const answered = new Map<string, string>();
  for (let round = 0; round < 5; round++) {
    const { process, simulator } = await spawned('--state', stateFile);
    const call = callRos(simulator);
    const dead = exited(process);
    setTimeout(() => process.kill('SIGKILL'), 40 + round * 35);
    for (let index = 0; index < 1_000; index++) {
      const name = `s${round}-${index}`;
      try {
        const { StackId } = await call(
          'CreateStack',
          { StackName: name, RegionId: 'cn-hangzhou' },
          { TemplateBody: template({ Wait: { Type: 'ALIYUN::ROS::Sleep', Properties: { CreateDuration: 20 } } }) },
        );
        answered.set(StackId, name);
      } catch {
        if (process.killed) {
          break;
        }
      }
    }
    await dead;
  }
  const after = await startSimulator({ stateFile });
  const known = new Map(after.stacks().map(stack => [stack.id, stack.name]));
  expect(answered.size).toBeGreaterThan(5);
  expect([...answered].filter(([id, name]) => known.get(id) !== name)).toEqual([]);
  for (const id of answered.keys()) {
    expect((await finished(after, id, 'cn-hangzhou')).Status).toBe('CREATE_COMPLETE');
  }
  await after.close();
}, 30_000);

test('is read again after a restart: stacks, registries, operations in the middle', async () => {
  const before = await startSimulator({ stateFile, clock: 'manual' });
  const { StackId } = await callRos(before)(
    'CreateStack',
    { StackName: 'half', RegionId: 'cn-hangzhou' },
    { TemplateBody: template({ Registry: instance('acme') }) },
  );
  await before.advance(30_000);
  await before.close();
  const after = await startSimulator({ stateFile, clock: 'manual' });
  expect(after.now).toBe(before.now);
  expect(after.registries()[0].status).toBe('PENDING');
  await after.advance(30_000);
  expect(await finished(after, StackId, 'cn-hangzhou')).toMatchObject({ Status: 'CREATE_COMPLETE' });
  await after.close();
});

test('is on disk before the answer leaves', async () => {
  const simulator = await startSimulator({ stateFile });
  const stack = await deploy(simulator, 'safe', template({}));
  expect(Object.keys(JSON.parse(readFileSync(stateFile, 'utf8')).stacks)).toEqual([stack.StackId]);
  await simulator.close();
});

test.each([
  ['{"format":1', 'is damaged: it is not JSON. Remove it to start afresh.'],
  ['{"other":true}', 'is not one of this simulator. Choose another file, or remove it to start afresh.'],
])('refuses a state file that holds %s', async (text, message) => {
  writeFileSync(stateFile, text);
  await expect(startSimulator({ stateFile })).rejects.toThrow(new Error(`The state file ${stateFile} ${message}`));
});
