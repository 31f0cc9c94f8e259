import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GlobalRegistry, GlobalRegistryProps } from '../lib';
import { synth } from './support/assembly';

const [SOURCE, TARGET] = ['cri-aaaaaaaaaaaaaaaa', 'cri-bbbbbbbbbbbbbbbb'];

/** The artifacts of an app beside its stacks and its tree. */
function noted(props: Partial<GlobalRegistryProps>): unknown[] {
  const primary = { region: 'eu-central-1', existingInstanceId: SOURCE };
  const { directory } = synth(app => void new GlobalRegistry(app, 'Acme', { instanceName: 'acme', primary, ...props }));
  const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as {
    artifacts: Record<string, { type: string }>;
  };
  return Object.entries(manifest.artifacts).filter(([, { type }]) => type === 'none');
}

const existing = (data: object) => [
  [
    'Acme.existing',
    {
      type: 'none',
      metadata: { '/Acme': [{ type: 'ros-cdk-global-registry:existing', data: { version: 1, ...data } }] },
    },
  ],
];

describe('what a registry takes as it is', () => {
  test('is noted in the manifest, whether a stack is made of it or not', () => {
    const registry = { region: 'eu-central-1', instanceName: 'acme', instanceId: SOURCE };
    expect(noted({ namespaces: [{ name: 'prod', existingIn: ['eu-central-1'] }, { name: 'dev' }] })).toEqual(
      existing({ registries: [{ ...registry, namespaces: ['prod'], repositories: [] }], rules: [] }),
    );
  });

  test('is noted with its rules, in the order of their names', () => {
    const there = ['eu-central-1', 'cn-hangzhou'];
    const namespace = (name: string) => ({ name, existingIn: there, existingRulesTo: ['cn-hangzhou'] });
    const [source, target] = [
      { region: 'eu-central-1', instanceName: 'acme', instanceId: SOURCE },
      { region: 'cn-hangzhou', instanceName: 'acme', instanceId: TARGET },
    ];
    const inside = { namespaces: ['dev', 'prod'], repositories: ['prod/api'] };
    const repositories = [{ name: 'api', existingIn: ['eu-central-1', 'cn-hangzhou'] }, { name: 'web' }];
    expect(
      noted({
        replicas: [{ region: 'cn-hangzhou', existingInstanceId: TARGET }],
        namespaces: [{ ...namespace('prod'), repositories }, namespace('dev')],
      }),
    ).toEqual(
      existing({
        registries: [
          { ...source, ...inside },
          { ...target, ...inside },
        ],
        rules: ['dev', 'prod'].map(name => ({ namespace: name, source, target })),
      }),
    );
  });

  test('is not noted where nothing is, and not of another account', () => {
    expect(noted({ primary: { region: 'eu-central-1' }, namespaces: [{ name: 'prod' }] })).toEqual([]);
    const foreign = { region: 'cn-hangzhou', existingInstanceId: TARGET, accountId: '1234567890123456' };
    expect(noted({ primary: { region: 'eu-central-1' }, replicas: [foreign] })).toEqual([]);
  });
});
