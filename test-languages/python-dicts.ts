import { spawnSync } from 'node:child_process';

import { Project } from '../scripts/languages/project';
import { reference, scratch, templates } from './support';

/** A program that declares the registry of the example, but for its replicas and namespaces. */
const program = (replicas: string, namespaces: string, more = '') =>
  [
    'import ros_cdk_core as ros',
    'from ros_cdk_global_registry import GlobalRegistry, cr',
    'app = ros.App()',
    'GlobalRegistry(app, "Acme", instance_name="acme", primary={"region": "eu-central-1"},',
    `    replicas=${replicas}, namespaces=${namespaces})`,
    more,
    'app.synth()',
  ].join('\n');

/** Keys that mean nothing: what is wrong, the program, and the class that refuses which key. */
const UNKNOWN = [
  [
    'a key that nothing has',
    program('[{"region": "cn-hangzhou", "nonsense": 12}]', '[]'),
    'ReplicaOptions',
    'nonsense',
  ],
  [
    'a name of JavaScript',
    program('[{"region": "cn-hangzhou", "existingInstanceId": "cri-1"}]', '[]'),
    'ReplicaOptions',
    'existingInstanceId',
  ],
  [
    'a key in a list in a list',
    program('[]', '[{"name": "prod", "repositories": [{"name": "api", "tag": "v1"}]}]'),
    'RepositoryOptions',
    'tag',
  ],
  [
    'a key of a resource',
    program('[]', '[]', 'cr.RosNamespace(ros.Stack(app, "own"), "Own", {"nonsense": 1}, True)'),
    'RosNamespaceProps',
    'nonsense',
  ],
];

/** jsii alone would hand a dict in a list on as it is, and drop what is not written as in JavaScript. */
export function specifyDicts(project: () => Project): void {
  function run(code: string) {
    const outdir = scratch('dicts');
    const [interpreter] = project().start('');
    const env = { ...process.env, CDK_OUTDIR: outdir };
    const { status, stderr } = spawnSync(interpreter, ['-c', code], { env, encoding: 'utf8' });
    return { status, problem: stderr.trimEnd().split('\n').at(-1)!, made: templates(outdir) };
  }

  test('takes dicts, in lists and in tuples, as what they stand for', () => {
    const { status, made } = run(program('({"region": "cn-hangzhou"},)', '[{"name": "prod"}]'));
    expect(status).toBe(0);
    expect(made).toEqual(reference('germany-hangzhou'));
  });

  test('buys no instance that a dict says exists', () => {
    const replica = '{"region": "cn-hangzhou", "existing_instance_id": "cri-abcdefgh12345678"}';
    const { status, made } = run(program(`[${replica}]`, '[{"name": "prod"}]'));
    expect(status).toBe(0);
    expect(made['acme-cn-hangzhou.template.json']).not.toContain('ALIYUN::CR::Instance"');
  });

  test.each(UNKNOWN)('refuses %s', (_what, code, struct, key) => {
    const { status, problem } = run(code);
    expect(status).toBe(1);
    const refusal = `^TypeError: (${struct}\\.)?__init__\\(\\) got an unexpected keyword argument '${key}'`;
    expect(problem).toMatch(new RegExp(refusal));
  });
}
