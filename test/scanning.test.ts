import {
  GlobalRegistryProps,
  MirroredNamespace,
  RegistryInstanceProps,
  ScanRegions,
  ScanRule,
  ScanTrigger,
  ScanType,
} from '../lib';
import { synth } from './support/assembly';
import { acme, instanceIn } from './support/registries';

const SCAN = 'ALIYUN::CR::ScanRule';

const instance = (props: Partial<RegistryInstanceProps>) => synth(app => instanceIn(app, 'cn-hangzhou', props));
const registry = (props: Partial<GlobalRegistryProps>) => synth(app => acme(app, props));

describe('scan rules', () => {
  test('cover the instance, a namespace or a repository', () => {
    const assembly = synth(app => {
      const scanRules = [
        ScanRule.instance(),
        ScanRule.namespace('prod', { trigger: ScanTrigger.MANUAL, tagsMatching: 'v.*' }),
        ScanRule.repository('prod', 'api', { type: ScanType.CONTENTS }),
      ];
      const made = instanceIn(app, 'cn-hangzhou', { scanRules });
      new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [made] }).addRepository({ name: 'api' });
    });
    expect(assembly.allProperties('stack-cn-hangzhou', SCAN)).toEqual([
      expect.objectContaining({
        ScanScope: 'INSTANCE',
        ScanType: 'VUL',
        TriggerType: 'AUTO',
        RepoTagFilterPattern: '.*',
      }),
      expect.objectContaining({
        ScanScope: 'NAMESPACE',
        Namespaces: ['prod'],
        TriggerType: 'MANUAL',
        RepoTagFilterPattern: 'v.*',
      }),
      expect.objectContaining({ ScanScope: 'REPO', Namespaces: ['prod'], RepoNames: ['api'], ScanType: 'SBOM' }),
    ]);
    const [, , repository] = assembly.resources('stack-cn-hangzhou', SCAN);
    expect(repository.DependsOn).toEqual([
      'DeployRegion',
      'RegistryNamespaceProd',
      expect.stringMatching(/^RegistryRepositoryProdApi/),
    ]);
  });

  test('are in every region that has the namespace, or only in some', () => {
    const assembly = registry({
      replicas: [{ region: 'cn-hangzhou' }, { region: 'us-east-1' }],
      namespaces: [{ name: 'china', replicateTo: ['cn-hangzhou'] }],
      scanRules: [
        ScanRule.instance({ regions: ScanRegions.REPLICAS }),
        ScanRule.instance({ regions: ScanRegions.PRIMARY, type: ScanType.CONTENTS }),
        ScanRule.namespace('china'),
      ],
    });
    const rules = (stack: string) =>
      assembly
        .allProperties(stack, SCAN)
        .map(({ ScanScope, ScanType: type }) => `${ScanScope} ${type}`)
        .sort();
    expect(rules('acme-eu-central-1')).toEqual(['INSTANCE SBOM', 'NAMESPACE VUL']);
    expect(rules('acme-cn-hangzhou')).toEqual(['INSTANCE VUL', 'NAMESPACE VUL']);
    expect(rules('acme-us-east-1')).toEqual(['INSTANCE VUL']);
  });

  test('are made anew when they change', () => {
    const ids = (tagsMatching: string) =>
      Object.keys(
        instance({ scanRules: [ScanRule.instance({ tagsMatching })] }).template('stack-cn-hangzhou').Resources,
      );
    expect(ids('a')).not.toEqual(ids('b'));
    expect(ids('a')).toEqual(ids('a'));
  });
});
