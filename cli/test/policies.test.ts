import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import type { Map, StackSpec } from './support/assemblies';
import { App, flat } from './support/commands';
import { schemaProblems } from './support/schema';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

/** A stack that gives a role so many policies. */
function granting(name: string, region: string, number: number, role = 'nodes'): StackSpec {
  const Resources = Array.from({ length: number }, (_, index) => {
    const PolicyName = `${name}-${index + 1}`;
    const Statement = [{ Effect: 'Allow', Action: ['cr:Get*'], Resource: ['*'] }];
    const policy = {
      Type: 'ALIYUN::RAM::ManagedPolicy',
      Properties: { PolicyName, PolicyDocument: { Version: '1', Statement }, Roles: [role] },
    };
    return [`Policy${index + 1}`, policy] as const;
  });
  return {
    name,
    template: { ROSTemplateFormatVersion: '2015-09-01', Resources: Object.fromEntries(Resources) },
    purpose: { region, role: 'custom' },
    dependencies: ['roles'],
  };
}

const role = (name = 'nodes'): StackSpec => ({
  name: 'roles',
  template: {
    ROSTemplateFormatVersion: '2015-09-01',
    Resources: {
      Role: {
        Type: 'ALIYUN::RAM::Role',
        Properties: { RoleName: name, AssumeRolePolicyDocument: { Version: '1', Statement: [] } },
      },
    },
  },
  purpose: { region: 'eu-central-1', role: 'custom' },
});

/** A grant that moved to another region, whose stack of before is still there. */
async function moved(before: number, after: number): Promise<App> {
  const app = new App(simulator, [role(), granting('old', 'us-east-1', before)]);
  expect((await app.run('deploy', '--yes')).code).toBe(0);
  app.declare([role(), granting('new', 'eu-central-1', after)]);
  return app;
}

describe('policies of a stack that left the app', () => {
  test('count with those of the app, and are warned of by their names where RAM attaches fewer', async () => {
    const app = await moved(2, 9);
    const { code, stdout } = await app.run('plan');
    const names = Array.from({ length: 9 }, (_, index) => `new-${index + 1}`);
    expect([code, flat(stdout)]).toEqual([
      2,
      expect.stringContaining(
        `warning: The role nodes gets 11 custom policies, but RAM attaches at most 10: ${names.join(', ')} of the app; ` +
          'old-1, old-2 of old (us-east-1), which the app no longer declares. Add --prune, which deletes those stacks, or ask RAM for a higher quota.',
      ),
    ]);
    expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
    const data = JSON.parse((await app.run('plan', '--json')).stdout) as Map;
    expect([schemaProblems('plan', data), data.policies]).toEqual([
      [],
      [
        {
          grantee: 'nodes',
          kind: 'role',
          number: 11,
          most: 10,
          policies: names,
          besides: [{ stack: 'old (us-east-1)', policies: ['old-1', 'old-2'] }],
        },
      ],
    ]);
  });

  test('do not count where that stack is deleted first, as the warning says', async () => {
    const app = await moved(2, 9);
    const prune = ['--prune', '--app-name', '/Acme'];
    expect((await app.run('plan', ...prune)).stdout).not.toContain('custom policies');
    const { code, stderr } = await app.run('deploy', '--yes', ...prune);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('custom policies')]);
  });

  test('are nothing to warn of as long as RAM attaches them all', async () => {
    expect((await (await moved(2, 8)).run('plan')).stdout).not.toContain('custom policies');
  });
});
