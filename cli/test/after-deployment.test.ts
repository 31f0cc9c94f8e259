import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { GERMANY_HANGZHOU } from './support/assemblies';
import { App, flat, stacksOf } from './support/commands';
import { schemaProblems } from './support/schema';

let simulator: Simulator;
let app: App;
beforeEach(async () => {
  simulator = await startSimulator();
  app = new App(simulator, GERMANY_HANGZHOU);
});
afterEach(() => simulator.close());

const DEPLOYED = ['acme-cn-hangzhou', 'acme-eu-central-1-to-cn-hangzhou', 'acme-eu-central-1'].map(
  name => `${name}: CREATE_COMPLETE`,
);

const UNANSWERED =
  'Container Registry in eu-central-1 could not answer ListRepoSyncRule: ' +
  'The request has failed due to a temporary failure of the server. Run this again later.';

describe('what fails after a deployment', () => {
  test('keeps nobody from its result: copies that cannot be planned', async () => {
    simulator.faults.add({ kind: 'throttle', action: 'ListNamespace' });
    simulator.faults.add({ kind: 'throttle', action: 'ListRepository' });
    simulator.faults.add({ kind: 'unavailable', action: 'ListRepoSyncRule' });
    const { code, stdout, stderr } = await app.run('deploy', '--yes', '--backfill');
    expect(stdout).toMatch(/^3 stacks deployed, 0 unchanged\.\n\neu-central-1 {2}primary/);
    expect(flat(stderr).endsWith(`error: ${UNANSWERED} `)).toBe(true);
    expect([code, stacksOf(simulator)]).toEqual([1, DEPLOYED]);
  });

  test('is told beside it in one document of JSON', async () => {
    simulator.faults.add({ kind: 'unavailable', action: 'ListRepoSyncRule' });
    const { code, stdout } = await app.run('deploy', '--yes', '--backfill', '--json');
    const document = JSON.parse(stdout);
    expect(schemaProblems('deploy', document)).toEqual([]);
    expect(document.stacks).toHaveLength(3);
    expect(document.error).toEqual({ message: UNANSWERED });
    expect(code).toBe(1);
  });

  test('is a file of outputs for which there is no place any more', async () => {
    const path = join(app.directory, 'out', 'outputs.json');
    simulator.faults.add({ kind: 'throttle', action: 'CreateStack', times: 1 });
    const running = app.run('deploy', '--yes', '--outputs-file', path);
    while (simulator.stacks().length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    mkdirSync(path);
    const { code, stdout, stderr } = await running;
    expect(stdout).toMatch(/^3 stacks deployed, 0 unchanged\./);
    expect(flat(stderr)).toContain('outputs.json could not be written: it is a directory.');
    expect(code).toBe(1);
  });
});
