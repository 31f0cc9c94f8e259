import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { GERMANY_HANGZHOU, declared, registryStack, replicationStack } from '../support/assemblies';
import type { DeclaredStack } from '../../src/domain/model';
import { deployTo, results } from '../support/cloud';
import { flat } from '../support/commands';
import { stockClient } from '../support/stock';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const [PRIMARY, HANGZHOU, RULES] = GERMANY_HANGZHOU;
const stacks = declared([HANGZHOU]);
const changed = declared([registryStack('cn-hangzhou', { autoCreate: false })]);
const both = declared(GERMANY_HANGZHOU);
const STALE = 'It is no longer what the plan saw, so nothing was done with it.';

const only = () => simulator.stacks()[0];
const outcome = async (meanwhile: () => unknown, app = stacks) =>
  flat(results(await deployTo(simulator, app, { meanwhile })).join('\n'));

describe('a stack that is no longer what the plan saw is left alone', () => {
  test('when it was absent, and somebody has made it since', async () => {
    const theirs = () => stockClient(simulator).create('acme-cn-hangzhou', 'cn-hangzhou', changed[0].template);
    expect(await outcome(theirs)).toBe(
      `acme-cn-hangzhou: failed - ${STALE} It did not exist, and is CREATE_COMPLETE now.`,
    );
    expect(simulator.registries()[0].namespaces.prod.autoCreate).toBe(false);
  });

  test('when it is deleted', async () => {
    await deployTo(simulator, stacks);
    expect(await outcome(() => stockClient(simulator).remove(only()), changed)).toBe(
      `acme-cn-hangzhou: failed - ${STALE} It was CREATE_COMPLETE, and does not exist any more.`,
    );
    expect(simulator.stacks()).toEqual([]);
  });

  test.each([
    ['to be changed', changed],
    ['unchanged', stacks],
  ])('when it was planned %s and its template was changed', async (_, app) => {
    await deployTo(simulator, stacks);
    const { Outputs: _outputs, ...template } = stacks[0].template;
    expect(await outcome(() => stockClient(simulator).update(only(), template), app)).toBe(
      `acme-cn-hangzhou: failed - ${STALE} Its status was CREATE_COMPLETE, and is UPDATE_COMPLETE now. Its template was changed: Outputs.`,
    );
    expect(simulator.registries()[0].namespaces.prod.autoCreate).toBe(true);
  });

  test('when it is another stack of the same name', async () => {
    await deployTo(simulator, declared([RULES, PRIMARY, HANGZHOU]));
    const rules = simulator.stacks().find(({ name }) => name === RULES.name)!;
    const again = async () => {
      await stockClient(simulator).remove(rules);
      const { template } = both.find(({ name }) => name === RULES.name)!;
      await stockClient(simulator).create(rules.name, rules.region, template);
    };
    const edited = declared([
      PRIMARY,
      HANGZHOU,
      replicationStack('eu-central-1', 'cn-hangzhou', { rule: 'RuleProd2' }),
    ]);
    expect(await outcome(again, edited)).toContain(`${STALE} It was deleted and made anew.`);
    expect(simulator.arrows().map(({ rule }) => rule.name)).toEqual(['ruleprod-cn-hangzhou']);
  });

  test('when somebody is at work on it', async () => {
    const slow = await startSimulator({ clock: { speed: 200 } });
    await deployTo(slow, stacks);
    const [stack] = slow.stacks();
    slow.faults.add({ kind: 'stuck', resourceType: 'ALIYUN::CR::Namespace', operation: 'UPDATE' });
    const theirs = () =>
      void stockClient(slow)
        .update(stack, changed[0].template)
        .catch(() => undefined);
    const run = await deployTo(slow, stacks, {
      meanwhile: async () => {
        theirs();
        while (slow.stacks()[0].status !== 'UPDATE_IN_PROGRESS') {
          await new Promise(resolve => setTimeout(resolve, 10));
        }
      },
    });
    slow.faults.clear();
    expect(flat(results(run)[0])).toBe(
      `acme-cn-hangzhou: failed - ${STALE} Its status was CREATE_COMPLETE, and is UPDATE_IN_PROGRESS now. Its template was changed: NamespaceProd. ` +
        'Another run, or somebody else, is at work on it.',
    );
    await slow.close();
  });

  test('when what was waited for ended in another way than well', async () => {
    const slow = await startSimulator({ clock: { speed: 200 } });
    slow.faults.add({
      kind: 'fail-resource',
      resourceType: 'ALIYUN::CR::Namespace',
      times: 1,
      code: 'NO',
      message: 'Not today.',
    });
    const begun = stockClient(slow).create('acme-cn-hangzhou', 'cn-hangzhou', stacks[0].template, { rollback: false });
    while (slow.stacks().length === 0) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    expect(results(await deployTo(slow, stacks))).toEqual([
      'acme-cn-hangzhou: failed - CREATE_FAILED: NamespaceProd (ALIYUN::CR::Namespace): NO: Not today.',
    ]);
    await begun;
    expect(slow.stacks()[0].status).toBe('CREATE_FAILED');
    await slow.close();
  });

  test('when it could not be looked at, though it can be now', async () => {
    const id = simulator.faults.add({ kind: 'region-down', region: 'cn-hangzhou' });
    expect(await outcome(() => simulator.faults.remove(id))).toBe(
      'acme-cn-hangzhou: failed - It could not be looked at: The request has failed due to a temporary failure of the server.',
    );
    expect(simulator.stacks()).toEqual([]);
  });

  test('and stops what depends on it, but nothing else', async () => {
    const theirs = () => stockClient(simulator).create('acme-cn-hangzhou', 'cn-hangzhou', changed[0].template);
    expect((await outcome(theirs, both)).replace(STALE, 'STALE')).toBe(
      'acme-cn-hangzhou: failed - STALE It did not exist, and is CREATE_COMPLETE now. ' +
        'acme-eu-central-1-to-cn-hangzhou: skipped - It waits for acme-cn-hangzhou, which failed. acme-eu-central-1: deployed',
    );
  });
});

describe('two deployers at once', () => {
  const BY_ANOTHER = 'well - Another run made it meanwhile, just as it is declared.';
  /** Runs the same twice, and all that comes of it. */
  async function twice(app: readonly DeclaredStack[], before: readonly DeclaredStack[] = []): Promise<string[]> {
    const slow = await startSimulator({ clock: { speed: 200 }, repeatedNames: true });
    await deployTo(slow, before);
    const runs = await Promise.all([deployTo(slow, app), deployTo(slow, app)]);
    expect([slow.stacks().length, slow.registries().length, slow.arrows().length]).toEqual([3, 2, 1]);
    expect(results(await deployTo(slow, app)).filter(line => !line.endsWith(': unchanged'))).toEqual([]);
    await slow.close();
    return runs.flatMap(results).map(line => line.replace(/^\S+: (deployed|unchanged)/, 'well'));
  }

  test('make everything once, and both end well: what one of them is making just as it is declared, the other waits for', async () => {
    expect(new Set(await twice(both))).toEqual(new Set(['well', BY_ANOTHER]));
  });

  test('change everything once, and both end well', async () => {
    const before = declared([PRIMARY, registryStack('cn-hangzhou', { autoCreate: false }), RULES]);
    expect((await twice(both, before)).filter(line => line !== 'well' && line !== BY_ANOTHER)).toEqual([]);
  });

  test('that want different things do not both get them: the later one stops, and says who may be at work', async () => {
    const slow = await startSimulator({ clock: { speed: 200 } });
    const runs = await Promise.all([deployTo(slow, stacks), deployTo(slow, changed)]);
    const lines = runs.flatMap(results).map(flat);
    expect(lines.filter(line => line === 'acme-cn-hangzhou: deployed')).toHaveLength(1);
    expect(
      lines.filter(line => line.startsWith(`acme-cn-hangzhou: failed - ${STALE} It did not exist, and`)),
    ).toHaveLength(1);
    expect(slow.stacks()).toHaveLength(1);
    await slow.close();
  });
});
