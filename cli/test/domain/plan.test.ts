import type { LiveStack, Template } from '../../src/domain/model';
import { type Finding, planStack } from '../../src/domain/plan';
import { shortfallOf, stepsOf } from '../../src/domain/steps';
import { type Map, declared, registryStack, replicationStack } from '../support/assemblies';

const [registry] = declared([registryStack('cn-hangzhou')]);
const plan = (finding: Finding, stack = registry) => planStack(stack, finding);

function live(status: string, template: Template | undefined = registry.template): LiveStack {
  return {
    id: 'id',
    name: registry.name,
    region: registry.region,
    status,
    statusReason: 'why',
    outputs: {},
    parameters: {},
    tags: registry.tags,
    template,
  };
}

/** The registry as it was before, with some properties of one resource different. */
function before(logicalId: string, properties: Map, more: Map = {}): Template {
  const template = structuredClone(registry.template) as Map;
  Object.assign(template.Resources[logicalId].Properties, properties);
  Object.assign(template.Resources[logicalId], more);
  return template as Template;
}

const summary = ({ action, note, changes, sections }: ReturnType<typeof plan>) => ({
  action,
  note,
  changes: changes.map(({ kind, logicalId }) => `${kind} ${logicalId}`),
  sections,
});
const ADDED = ['add DeployRegion', 'add NamespaceProd', 'add Registry'];

describe('the plan for a stack', () => {
  test.each([
    [undefined, 'create', undefined],
    ['DELETE_IN_PROGRESS', 'create', 'waits for DELETE_IN_PROGRESS, then creates it'],
    ['CREATE_ROLLBACK_IN_PROGRESS', 'create', 'waits for CREATE_ROLLBACK_IN_PROGRESS, then creates it'],
    ['CREATE_FAILED', 'create', 'continues the creation that failed'],
    ['CREATE_ROLLBACK_COMPLETE', 'create', 'removes what is left (CREATE_ROLLBACK_COMPLETE), then creates it'],
    ['DELETE_FAILED', 'create', 'removes what is left (DELETE_FAILED), then creates it'],
    ['CREATE_COMPLETE', 'unchanged', undefined],
    ['ROLLBACK_COMPLETE', 'unchanged', undefined],
    ['IMPORT_UPDATE_COMPLETE', 'unchanged', undefined],
    ['UPDATE_FAILED', 'update', 'repairs it after UPDATE_FAILED'],
  ])('in status %s with the declared template is to %s', (status, action, note) => {
    const planned = plan({ live: status === undefined ? undefined : live(status) });
    expect([planned.action, planned.note]).toEqual([action, note]);
  });

  test('that another deployment is busy with is compared when it is at rest', () => {
    const planned = plan({ live: live('UPDATE_IN_PROGRESS', undefined) });
    expect(planned.note).toBe('waits for UPDATE_IN_PROGRESS of another deployment');
  });

  test('that does not exist adds everything', () => {
    expect(summary(plan({})).changes).toEqual(ADDED);
  });

  test('of an arrow that would hold nothing but a guard makes nothing, and leaves one that is there', () => {
    const [arrow] = declared([replicationStack('eu-central-1', 'cn-hangzhou')]);
    const { DeployRegion } = arrow.template.Resources!;
    const bare = { ...arrow, template: { ...arrow.template, Resources: { DeployRegion } } };
    expect(summary(plan({}, bare))).toEqual({
      ...{ action: 'unchanged', note: 'not made: it would hold nothing', changes: [], sections: [] },
    });
    expect(plan({ live: live('CREATE_COMPLETE', arrow.template) }, bare).changes).toEqual([
      expect.objectContaining({ kind: 'remove', logicalId: 'RuleProd' }),
    ]);
  });

  test('refuses what waits for a change set', () => {
    expect(plan({ live: live('REVIEW_IN_PROGRESS') }).problems).toEqual([
      'The stack waits for a change set (REVIEW_IN_PROGRESS). Execute it or delete the stack in the ROS console, then run this again.',
    ]);
  });

  test('refuses a change that deletes a registry, and says what to do instead', () => {
    const planned = plan({ live: live('CREATE_COMPLETE', before('Registry', { InstanceType: 'Advanced' })) });
    expect(planned.action).toBe('refused');
    expect(planned.problems).toEqual([
      'Registry (ALIYUN::CR::Instance) would change InstanceType from "Advanced" to "Basic", which ROS does only by deleting it with all its images. ' +
        'Put the old value back; change editions and renewal in the console, or add a second instance under another name and move the images.',
    ]);
  });

  test('refuses a change that deletes a namespace', () => {
    const planned = plan({ live: live('CREATE_COMPLETE', before('NamespaceProd', { Namespace: 'old' })) });
    expect(planned.problems).toEqual([
      'NamespaceProd (ALIYUN::CR::Namespace) would change Namespace from "old" to "prod", which ROS does only by deleting it with all its images. ' +
        'Put the old value back, or add a second namespace and move the images.',
    ]);
  });

  test('refuses a change that ROS cannot make to what holds no images, and says how it can be made', () => {
    const [rules] = declared([replicationStack('eu-central-1', 'cn-hangzhou')]).slice(-1);
    const old = structuredClone(rules.template) as Map;
    old.Resources.RuleProd.Properties.TagFilter = 'v.*';
    expect(plan({ live: live('CREATE_COMPLETE', old as Template) }, rules).problems).toEqual([
      'RuleProd (ALIYUN::CR::RepoSyncRule) would change TagFilter from "v.*" to ".*", which ROS cannot change in place. ' +
        'Give it another id than RuleProd: the new one is made, the old one removed.',
    ]);
  });

  test('refuses a resource that changes its type', () => {
    const old = before('NamespaceProd', {}, { Type: 'ALIYUN::CR::Repository' });
    expect(plan({ live: live('CREATE_COMPLETE', old) }).problems).toEqual([
      'NamespaceProd would change its type from ALIYUN::CR::Repository to ALIYUN::CR::Namespace, which ROS does only by deleting it. ' +
        'Give the new resource another id.',
    ]);
  });

  test('changes in place what ROS can change', () => {
    const planned = plan({ live: live('CREATE_COMPLETE', before('NamespaceProd', { AutoCreate: false })) });
    expect(summary(planned)).toEqual({ action: 'update', changes: ['change NamespaceProd'], sections: [] });
    expect(planned.changes[0].properties).toEqual([
      { name: 'AutoCreate', updatable: true, values: [{ path: 'AutoCreate', before: false, after: true }] },
    ]);
  });

  test('leaves to ROS what becomes of types that nothing is known of', () => {
    const stack = {
      ...registry,
      template: { Resources: { Bucket: { Type: 'ALIYUN::OSS::Bucket', Properties: { Name: 'b' } } } },
    };
    const old = { Resources: { Bucket: { Type: 'ALIYUN::OSS::Bucket', Properties: { Name: 'a' } } } };
    const planned = plan({ live: live('CREATE_COMPLETE', old) }, stack);
    expect(planned.action).toBe('update');
    expect(planned.changes[0].properties).toEqual([
      { name: 'Name', values: [{ path: 'Name', before: 'a', after: 'b' }] },
    ]);
  });

  test('tells what leaves the stack and lives on from what is deleted, by the policy it was deployed with', () => {
    const old = structuredClone(registry.template) as Map;
    old.Resources.Kept = { Type: 'ALIYUN::CR::Namespace', DeletionPolicy: 'Retain' };
    old.Resources.Lost = { Type: 'ALIYUN::CR::Namespace' };
    expect(summary(plan({ live: live('CREATE_COMPLETE', old as Template) })).changes).toEqual([
      'retain Kept',
      'remove Lost',
    ]);
  });

  test('shows sections that change without any resource changing', () => {
    const old = { ...registry.template, Description: 'before' };
    expect(summary(plan({ live: live('CREATE_COMPLETE', old) })).sections).toEqual(['Description']);
  });

  test('refuses a template that ROS does not take', () => {
    const big = { ...registry, templateBody: 'x'.repeat(524_289) };
    expect(plan({}, big).problems).toEqual([
      'The template has 524289 bytes, but ROS takes at most 524288. Split the stack.',
    ]);
    const resources = Object.fromEntries(
      Array.from({ length: 201 }, (_, index) => [`R${index}`, { Type: 'ALIYUN::ROS::Sleep' }]),
    );
    expect(plan({}, { ...registry, template: { Resources: resources } }).problems).toEqual([
      'The template has 201 resources, but ROS takes at most 200. Split the stack.',
    ]);
    expect(plan({}, { ...registry, template: { Parameters: { Size: { Type: 'Number' } } } }).problems).toEqual([
      'The parameter Size has neither a default nor a value. Add --parameter acme-cn-hangzhou:Size=VALUE, or give it a default.',
    ]);
  });

  test('is unknown where the region does not answer', () => {
    expect(plan({ unreadable: 'It could not be looked at: down' })).toMatchObject({
      action: 'unknown',
      problems: ['It could not be looked at: down'],
    });
  });
});

describe('the steps of a plan', () => {
  const changed = before('NamespaceProd', { AutoCreate: false });
  const steps = (status: string | undefined, template = registry.template) =>
    stepsOf(plan({ live: status === undefined ? undefined : live(status, template) }));

  test.each([
    ['nothing exists', undefined, ['create']],
    ['it is going away', 'DELETE_IN_PROGRESS', ['create']],
    ['its creation failed before', 'CREATE_FAILED', ['continue']],
    ['remains are there', 'CREATE_ROLLBACK_COMPLETE', ['delete', 'create']],
    ['it is there', 'CREATE_COMPLETE', []],
    ['it is there and busy', 'UPDATE_IN_PROGRESS', []],
  ] as const)('when %s', (_, status, expected) => {
    expect(steps(status)).toEqual(expected);
  });

  test('give the tags to what is continued and has them not, since a continued creation takes none', () => {
    const stranger = { ...live('CREATE_FAILED'), tags: {} };
    expect(stepsOf(plan({ live: stranger, takenOver: true }))).toEqual(['continue', 'update']);
  });

  test('update what differs, also after what is waited for', () => {
    expect(steps('CREATE_COMPLETE', changed)).toEqual(['update']);
    expect(steps('UPDATE_IN_PROGRESS', changed)).toEqual(['update']);
  });

  test.each([
    ['create', 'CREATE_COMPLETE', undefined],
    ['create', 'CREATE_FAILED', 'CREATE_FAILED: why'],
    ['create', undefined, 'It was deleted by somebody else while it was being made.'],
    ['continue', 'CREATE_FAILED', 'CREATE_FAILED: why'],
    ['update', 'UPDATE_COMPLETE', undefined],
    ['update', 'ROLLBACK_COMPLETE', 'ROLLBACK_COMPLETE: why'],
    ['delete', undefined, undefined],
    ['delete', 'DELETE_FAILED', 'DELETE_FAILED: why'],
  ] as const)('fall short: %s that ends with %s', (step, status, reason) => {
    expect(shortfallOf(step, status === undefined ? undefined : live(status))).toBe(reason);
  });
});
