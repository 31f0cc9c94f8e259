import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry, GlobalRegistryProps, PublicAccess, PullConfig, SyncRule, SyncTrigger } from '../lib';
import { newApp, synth } from './support/assembly';
import { pulled } from './support/pulled';
import { stackIn } from './support/registries';

const vpcAccess = [{ vpcId: 'vpc-1', vswitchId: 'vsw-1' }];

const text = (region: string, config: PullConfig, props: Partial<GlobalRegistryProps> = {}) =>
  pulled(newApp(), props).pullConfig(region, config);

const CLOSED: Partial<GlobalRegistryProps> = {
  publicAccess: PublicAccess.none(),
  replicas: [{ region: 'cn-hangzhou', vpcAccess }, { region: 'us-east-1' }],
};

describe('hosts.toml of containerd', () => {
  test('is what is written unless something else is asked for', () => {
    const registry = pulled(newApp());
    expect(registry.pullConfig('us-east-1')).toBe(registry.pullConfig('us-east-1', PullConfig.containerd()));
  });

  test('names the VPC host, then the Internet host, then the primary', () => {
    expect(text('us-east-1', PullConfig.containerd())).toBe(`\
# Written from the declaration of acme. Change it there.
# Where nodes in us-east-1 pull acme-registry.eu-central-1.cr.aliyuncs.com from: /etc/containerd/certs.d/acme-registry.eu-central-1.cr.aliyuncs.com/hosts.toml
server = "https://acme-registry.eu-central-1.cr.aliyuncs.com"

[host."https://acme-registry-vpc.us-east-1.cr.aliyuncs.com"]
  capabilities = ["pull", "resolve"]

[host."https://acme-registry.us-east-1.cr.aliyuncs.com"]
  capabilities = ["pull", "resolve"]
`);
  });

  test('says what is not opened, and does not write it', () => {
    expect(text('cn-hangzhou', PullConfig.containerd({ imageHost: 'registry.acme.example' }), CLOSED)).toBe(`\
# Written from the declaration of acme. Change it there.
# Where nodes in cn-hangzhou pull registry.acme.example from: /etc/containerd/certs.d/registry.acme.example/hosts.toml
# No Internet host in cn-hangzhou: the app opens no Internet access there (publicAccess).
# No fallback: the app opens no Internet access to the primary in eu-central-1 (publicAccess).

[host."https://acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com"]
  capabilities = ["pull", "resolve"]
`);
    expect(text('us-east-1', PullConfig.containerd(), CLOSED)).toBe(`\
# Written from the declaration of acme. Change it there.
# Nothing to put before it: nodes in us-east-1 pull acme-registry.eu-central-1.cr.aliyuncs.com as it is, if they reach it.
# No VPC host in us-east-1: the app links no VPC there (vpcAccess).
# No Internet host in us-east-1: the app opens no Internet access there (publicAccess).
# No fallback: the app opens no Internet access to the primary in eu-central-1 (publicAccess).
`);
  });

  test('says whose account opens an instance', () => {
    const foreign = { region: 'us-east-1', existingInstanceId: 'cri-3', accountId: '1234567890123456' };
    expect(text('us-east-1', PullConfig.containerd(), { replicas: [foreign], namespaces: [] })).toBe(`\
# Written from the declaration of acme. Change it there.
# Where nodes in us-east-1 pull acme-registry.eu-central-1.cr.aliyuncs.com from: /etc/containerd/certs.d/acme-registry.eu-central-1.cr.aliyuncs.com/hosts.toml
# No host in us-east-1: the instance there belongs to account 1234567890123456, and what that account opens is not known to the app.
server = "https://acme-registry.eu-central-1.cr.aliyuncs.com"

[host]
`);
  });

  test('lets the region of the primary pull inside its VPC, and push past it', () => {
    const primary = { region: 'eu-central-1', vpcAccess: [{ vpcId: 'vpc-2', vswitchId: 'vsw-2' }] };
    expect(text('eu-central-1', PullConfig.containerd(), { primary })).toBe(`\
# Written from the declaration of acme. Change it there.
# Where nodes in eu-central-1 pull acme-registry.eu-central-1.cr.aliyuncs.com from: /etc/containerd/certs.d/acme-registry.eu-central-1.cr.aliyuncs.com/hosts.toml
server = "https://acme-registry.eu-central-1.cr.aliyuncs.com"

[host."https://acme-registry-vpc.eu-central-1.cr.aliyuncs.com"]
  capabilities = ["pull", "resolve"]
`);
  });

  test('knows a VPC that is linked later, and a replica that is added later', () => {
    const registry = pulled(newApp());
    const singapore = registry.replica('ap-southeast-1');
    singapore.linkVpc({ vpcId: 'vpc-3', vswitchId: 'vsw-3' });
    expect(registry.pullConfig('ap-southeast-1')).toContain(`[host."https://${singapore.registryVpcHost}"]`);
    const tokyo = registry.addReplica({ region: 'ap-northeast-1' });
    expect(registry.pullConfig('ap-northeast-1')).toContain(`[host."https://${tokyo.registryHost}"]`);
  });
});

describe('the registry mirrors of ACK', () => {
  test('are the same hosts in the same order, the registry itself left to the node', () => {
    expect(text('us-east-1', PullConfig.ack())).toBe(`\
# Written from the declaration of acme. Change it there.
# Registry Mirrors of the node pools in us-east-1: one entry, its mirrors in this order
registry: "acme-registry.eu-central-1.cr.aliyuncs.com"
mirrors:
  - https://acme-registry-vpc.us-east-1.cr.aliyuncs.com
  - https://acme-registry.us-east-1.cr.aliyuncs.com
`);
  });

  test('end with the primary where images have a name of their own', () => {
    expect(text('cn-hangzhou', PullConfig.ack({ imageHost: 'registry.acme.example' }))).toBe(`\
# Written from the declaration of acme. Change it there.
# Registry Mirrors of the node pools in cn-hangzhou: one entry, its mirrors in this order
# No Internet host in cn-hangzhou: the app opens no Internet access there (publicAccess).
registry: "registry.acme.example"
mirrors:
  - https://acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com
  - https://acme-registry.eu-central-1.cr.aliyuncs.com
`);
  });
});

const NAMESPACES: Partial<GlobalRegistryProps> = {
  namespaces: [
    { name: 'prod', repositories: [{ name: 'api' }] },
    { name: 'tools', autoCreateRepositories: false, repositories: [{ name: 'builder' }] },
    { name: 'tagged', tagsMatching: 'v.*', repositories: [{ name: 'api' }] },
    { name: 'filtered', repositoriesMatching: 'a.*', repositories: [{ name: 'api' }] },
    { name: 'drafts', trigger: SyncTrigger.MANUAL, repositories: [{ name: 'api' }] },
    { name: 'america', replicateTo: ['us-east-1'], repositories: [{ name: 'api' }] },
  ],
};

describe('what falls back to nothing', () => {
  test('rewrites in pods only what is copied whole and by itself', () => {
    const policy = text('cn-hangzhou', PullConfig.kyverno(), NAMESPACES);
    expect(policy.split('\n').slice(1, 4)).toEqual([
      '# Rewrites acme-registry.eu-central-1.cr.aliyuncs.com in pods of the cluster in cn-hangzhou. There is no fallback.',
      '# Copied to cn-hangzhou whole and by itself: prod, tools/builder. Other images stay with the primary.',
      '# No Internet host in cn-hangzhou: the app opens no Internet access there (publicAccess).',
    ]);
    expect(policy).toContain(
      "regex_replace_all('^acme-registry[.]eu-central-1[.]cr[.]aliyuncs[.]com/(prod/|tools/builder(?:[:@]|$))', element.image, 'acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com/$1')",
    );
  });

  test('knows rules that were added to a replication, and repositories that were added to a namespace', () => {
    const registry = pulled(newApp(), NAMESPACES);
    registry.replications[0].addRule(SyncRule.repository('drafts', 'api'));
    registry.namespaces[1].addRepository({ name: 'linter' });
    expect(registry.pullConfig('cn-hangzhou', PullConfig.kyverno()).split('\n')[2]).toBe(
      '# Copied to cn-hangzhou whole and by itself: drafts/api, prod, tools/builder, tools/linter. Other images stay with the primary.',
    );
  });

  test('says that there is nothing to rewrite', () => {
    expect(text('eu-central-1', PullConfig.kyverno())).toBe(`\
# Written from the declaration of acme. Change it there.
# Nothing to rewrite: pods in eu-central-1 pull acme-registry.eu-central-1.cr.aliyuncs.com as it is, if they reach it.
# No VPC host in eu-central-1: the app links no VPC there (vpcAccess).
`);
  });

  test('leaves with a replica what is copied there and named by its own host, and sends the rest to the primary', () => {
    const props: Partial<GlobalRegistryProps> = {
      namespaces: [{ name: 'prod' }, { name: 'tagged', tagsMatching: 'v.*' }],
      replicas: [{ region: 'us-east-1', publicAccess: PublicAccess.fromCidrs('203.0.113.0/24') }],
    };
    const own = 'acme-registry.us-east-1.cr.aliyuncs.com';
    const policy = text('us-east-1', PullConfig.kyverno({ imageHost: own }), props);
    const rewritten = (image: string) => rewritesOf(policy).reduce((name, [from, to]) => name.replace(from, to), image);
    expect(['prod/api:v1', 'tagged/api:v1'].map(path => rewritten(`${own}/${path}`))).toEqual([
      `${own}/prod/api:v1`,
      'acme-registry.eu-central-1.cr.aliyuncs.com/tagged/api:v1',
    ]);
    expect(rewritten('docker.io/prod/api:v1')).toBe('docker.io/prod/api:v1');
  });

  test('says what stays at a host that does not exist, and which of the repositories that are named', () => {
    const imageHost = 'registry.acme.example';
    const closed = { ...CLOSED, namespaces: [{ name: 'prod' }, { name: 'tagged', tagsMatching: 'v.*' }] };
    const named = PullConfig.kustomize({ imageHost, repositories: ['prod/api', 'tagged/xx'] });
    expect(text('cn-hangzhou', named, closed).split('\n').slice(1, 6)).toEqual([
      '# Rewrites registry.acme.example for cn-hangzhou, repository by repository. There is no fallback.',
      '# Repositories that pushing creates are not known here: name those that you use.',
      '# registry.acme.example is no host of the registry: what is not listed is pulled from nowhere.',
      '# Named, and left at registry.acme.example: tagged/xx.',
      '# Copied to cn-hangzhou whole and by itself: prod.',
    ]);
    const filtered = PullConfig.kustomize({ repositories: ['tagged/api', 'prod/web'] });
    expect(text('cn-hangzhou', filtered, NAMESPACES)).toContain(
      '# Named, and left at acme-registry.eu-central-1.cr.aliyuncs.com: tagged/api.\n',
    );
  });

  test('rewrites repositories one by one with kustomize, also those that are named', () => {
    expect(text('cn-hangzhou', PullConfig.kustomize({ repositories: ['prod/web', 'prod/api'] }), NAMESPACES)).toBe(`\
# Written from the declaration of acme. Change it there.
# Rewrites acme-registry.eu-central-1.cr.aliyuncs.com for cn-hangzhou, repository by repository. There is no fallback.
# Repositories that pushing creates are not known here: name those that you use.
# Copied to cn-hangzhou whole and by itself: prod, tools/builder. Other images stay with the primary.
# No Internet host in cn-hangzhou: the app opens no Internet access there (publicAccess).
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
  - name: "acme-registry[.]eu-central-1[.]cr[.]aliyuncs[.]com/prod/api"
    newName: "acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com/prod/api"
  - name: "acme-registry[.]eu-central-1[.]cr[.]aliyuncs[.]com/prod/web"
    newName: "acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com/prod/web"
  - name: "acme-registry[.]eu-central-1[.]cr[.]aliyuncs[.]com/tools/builder"
    newName: "acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com/tools/builder"
`);
  });
});

/** The patterns of a policy with what takes their place, in the order in which Kyverno applies them. */
function rewritesOf(policy: string): [RegExp, string][] {
  const [expression] = policy.match(/regex_replace_all\(.*\)/)!;
  const patterns = [...expression.matchAll(/regex_replace_all\('([^']*)'/g)].map(
    ([, pattern]) => new RegExp(pattern, 'g'),
  );
  const replacements = [...expression.matchAll(/, '([^']*)'\)/g)].map(([, replacement]) => replacement);
  return patterns.reverse().map((pattern, i) => [pattern, replacements[i]]);
}

describe('a pull secret', () => {
  test('has every host that is opened, and the one by which images are named', () => {
    const secret = text('cn-hangzhou', PullConfig.pullSecret({ username: 'robot' }), CLOSED);
    expect(secret).toBe(`\
# Written from the declaration of acme. Change it there.
# Opens acme in cn-hangzhou, if the user has the same password everywhere (loginPassword).
# No VPC host in eu-central-1: the app links no VPC there (vpcAccess).
# No Internet host in eu-central-1: the app opens no Internet access there (publicAccess).
# No VPC host in us-east-1: the app links no VPC there (vpcAccess).
# No Internet host in us-east-1: the app opens no Internet access there (publicAccess).
apiVersion: v1
kind: Secret
metadata:
  name: acme-registry
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: |
    {
      "auths": {
        "acme-registry.eu-central-1.cr.aliyuncs.com": {
          "username": "robot",
          "password": "\${REGISTRY_PASSWORD}"
        },
        "acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com": {
          "username": "robot",
          "password": "\${REGISTRY_PASSWORD}"
        }
      }
    }
`);
  });

  test('says which account opens what it does not know, also where a deployment decides which account that is', () => {
    const app = newApp();
    const stack = new ros.Stack(app, 'accounts', { env: { region: 'eu-central-1' } });
    const accountId = new ros.RosParameter(stack, 'Account', { type: ros.RosParameterType.STRING }).valueAsString;
    const reasonOf = (id: string, region: string) =>
      new GlobalRegistry(app, `Acme${region}`, {
        instanceName: 'acme',
        stackNamePrefix: region,
        primary: { region: 'eu-central-1' },
        replicas: [{ region, accountId: id, existingInstanceId: 'cri-1' }],
      })
        .pullConfig(region, PullConfig.pullSecret({ username: 'robot' }))
        .split('\n')[4];
    const unknown = 'and what that account opens is not known to the app.';
    expect(reasonOf('1234567890123456', 'us-east-1')).toBe(
      `# No host in us-east-1: the instance there belongs to account 1234567890123456, ${unknown}`,
    );
    expect(reasonOf(accountId, 'us-west-1')).toBe(
      `# No host in us-west-1: the instance there belongs to another account, ${unknown}`,
    );
  });

  test('is the same in every region', () => {
    const registry = pulled(newApp());
    const config = PullConfig.pullSecret({ username: 'robot', password: '{{resolve:kms-secret:registry}}' });
    expect(registry.pullConfig('cn-hangzhou', config)).toBe(registry.pullConfig('eu-central-1', config));
  });
});

describe('the configuration of the passwordless component', () => {
  test('names the instance of the region and the primary', () => {
    const replicas = [{ region: 'cn-hangzhou', existingInstanceId: 'cri-2', vpcAccess }];
    const primary = { region: 'eu-central-1', existingInstanceId: 'cri-1', publicAccess: PublicAccess.anywhere() };
    const registry = pulled(newApp(), { primary, replicas, namespaces: [] });
    expect(registry.pullConfig('cn-hangzhou', PullConfig.acrHelper())).toBe(`\
# Written from the declaration of acme. Change it there.
# The instances that a cluster in cn-hangzhou pulls from without a secret.
# A cluster has one such list: put the instances of other registries beside these.
# Each token opens one instance, so images must be named by its own host, as kyverno and kustomize rewrite them.
# No Internet host in cn-hangzhou: the app opens no Internet access there (publicAccess); what else is open is not known to it, for the instance existed before.
apiVersion: v1
kind: ConfigMap
metadata:
  name: acr-configuration
  namespace: kube-system
data:
  acr-registry-info: |
    - instanceId: "cri-2"
      regionId: "cn-hangzhou"
    - instanceId: "cri-1"
      regionId: "eu-central-1"
`);
  });

  test('holds values of stacks for instances that the app makes, and can be put into an output', () => {
    const assembly = synth(app => {
      const registry = pulled(app);
      const value = registry.pullConfig('us-east-1', PullConfig.acrHelper());
      new ros.RosOutput(stackIn(app, 'us-east-1', 'mine'), 'AcrHelper', { value });
    });
    const { AcrHelper } = assembly.template('mine').Outputs as Record<string, { Value: unknown }>;
    expect(JSON.stringify(AcrHelper.Value)).toContain(
      '"Fn::GetStackOutput":["acme-us-east-1","InstanceId","us-east-1"]',
    );
  });
});
