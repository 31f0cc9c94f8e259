import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { PullConfig } from '../lib';
import { goTool, run } from '../simulator/test/registry/support/tools';
import { newApp, temporaryDirectory } from '../test/support/assembly';
import { kyvernoCommand, policyCheck } from './support/kyverno';
import { PRIMARY_HOST, pulled, VPC_HOST } from '../test/support/pulled';

const DIGEST = `sha256:${'0'.repeat(64)}`;

const registry = pulled(newApp(), {
  namespaces: [
    { name: 'prod', repositories: [{ name: 'api' }] },
    { name: 'tools', autoCreateRepositories: false, repositories: [{ name: 'builder' }] },
    { name: 'tagged', tagsMatching: 'v.*', repositories: [{ name: 'api' }] },
  ],
});

/** What a pod may have twice by the key by which patches of Kubernetes are merged. */
const TWICE = `  hostAliases:
    - ip: 127.0.0.1
      hostnames: [a.local]
    - ip: 127.0.0.1
      hostnames: [b.local]
  containers:
    - name: c
      image: IMAGE
      ports:
        - { containerPort: 80, hostIP: 10.0.0.1 }
        - { containerPort: 80, hostIP: 10.0.0.2 }
      env:
        - { name: A, value: "1" }
        - { name: A, value: "2" }
`;

/** A pod with some images, the first in an init container. */
const pod = ([first, ...images]: readonly string[]) => `apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: default
spec:
  initContainers:
    - name: first
      image: ${first}
  containers:
${images.map((image, i) => `    - name: c${i}\n      image: ${image}\n`).join('')}`;

const imagesOf = ({ spec }: { spec: Record<string, { image: string }[]> }) =>
  [...spec.initContainers, ...spec.containers].map(({ image }) => image);

function folder(files: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory('readers-');
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  return directory;
}

/** What is written in the one manifest, and what a pod in Hangzhou pulls. */
const REWRITTEN = [
  [`${PRIMARY_HOST}/tools/builder:v1`, `${VPC_HOST}/tools/builder:v1`],
  [`${PRIMARY_HOST}/prod/api@${DIGEST}`, `${VPC_HOST}/prod/api@${DIGEST}`],
  [`${PRIMARY_HOST}/prod/api:v1@${DIGEST}`, `${VPC_HOST}/prod/api:v1@${DIGEST}`],
  [`${PRIMARY_HOST}/prod/web`, `${VPC_HOST}/prod/web`],
  [`${PRIMARY_HOST}/tools/builder-next:v1`, `${PRIMARY_HOST}/tools/builder-next:v1`],
  [`${PRIMARY_HOST}/tagged/api:v1`, `${PRIMARY_HOST}/tagged/api:v1`],
  ['nginx', 'nginx'],
];

describe('kustomize', () => {
  const kustomize = goTool('kustomize')!;
  const withKustomize = kustomize ? test : test.skip;

  withKustomize('pulls from the replica what is there, and keeps tags and digests', async () => {
    const component = registry.pullConfig('cn-hangzhou', PullConfig.kustomize({ repositories: ['prod/web'] }));
    const directory = folder({
      'base/pod.yaml': pod(REWRITTEN.map(([written]) => written)),
      'base/kustomization.yaml': 'resources: [pod.yaml]\n',
      'registry/cn-hangzhou/kustomization.yaml': component,
      'overlay/kustomization.yaml': 'resources: [../base]\ncomponents: [../registry/cn-hangzhou]\n',
    });
    const built = parse(await run(kustomize, ['build', join(directory, 'overlay')]));
    expect(imagesOf(built)).toEqual(REWRITTEN.map(([, image]) => image));
  });

  withKustomize('takes a dot in a name for a dot, and for nothing else', async () => {
    const names = ['web.api', 'web_api', 'web-api'];
    const dotted = pulled(newApp(), { namespaces: [{ name: 'prod', repositories: [{ name: 'web.api' }] }] });
    const directory = folder({
      'base/pod.yaml': pod(names.map(name => `${PRIMARY_HOST}/prod/${name}:v1`)),
      'base/kustomization.yaml': 'resources: [pod.yaml]\n',
      'registry/kustomization.yaml': dotted.pullConfig('cn-hangzhou', PullConfig.kustomize()),
      'overlay/kustomization.yaml': 'resources: [../base]\ncomponents: [../registry]\n',
    });
    const built = parse(await run(kustomize, ['build', join(directory, 'overlay')]));
    expect(imagesOf(built)).toEqual([
      `${VPC_HOST}/prod/web.api:v1`,
      `${PRIMARY_HOST}/prod/web_api:v1`,
      `${PRIMARY_HOST}/prod/web-api:v1`,
    ]);
  });

  withKustomize('leaves everything as it is where nothing is to be rewritten', async () => {
    const directory = folder({
      'base/pod.yaml': pod(REWRITTEN.map(([written]) => written)),
      'base/kustomization.yaml': 'resources: [pod.yaml]\n',
      'registry/kustomization.yaml': registry.pullConfig('eu-central-1', PullConfig.kustomize()),
      'overlay/kustomization.yaml': 'resources: [../base]\ncomponents: [../registry]\n',
    });
    const built = parse(await run(kustomize, ['build', join(directory, 'overlay')]));
    expect(imagesOf(built)).toEqual(REWRITTEN.map(([written]) => written));
  });
});

describe('Kyverno', () => {
  const check = policyCheck();
  const kyverno = kyvernoCommand()!;
  const [withDefinition, withKyverno] = [check, kyverno].map(found => (found ? test : test.skip));
  const policies = ['cn-hangzhou', 'us-east-1'].flatMap(region =>
    [undefined, 'registry.acme.example'].map(imageHost =>
      registry.pullConfig(region, PullConfig.kyverno({ imageHost })),
    ),
  );

  withDefinition('takes the policies by the definition that it gives to Kubernetes', () => {
    policies.forEach(policy => expect(check!(parse(policy))).toEqual([]));
    const misspelt = policies[0].replace('background: false', 'backgrund: false');
    expect(check!(parse(misspelt))).toEqual(['/spec must NOT have additional properties']);
  });

  withKyverno('pulls from the replica what is there, and keeps tags and digests', async () => {
    const applied = await apply(policies[0], pod(REWRITTEN.map(([written]) => written)));
    expect(applied).toEqual(REWRITTEN.map(([, image]) => image));
  });

  withKyverno('leaves no image under a name that does not exist', async () => {
    const named = REWRITTEN.map(pair => pair.map(image => image.replace(PRIMARY_HOST, 'registry.acme.example')));
    const applied = await apply(policies[1], pod(named.map(([written]) => written)));
    expect(applied).toEqual(named.map(([, image]) => image.replace('registry.acme.example', PRIMARY_HOST)));
  });

  withKyverno('changes nothing of a pod but the images of the registry', async () => {
    const written = (image: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: shop, namespace: default }\nspec:\n${TWICE.replace('IMAGE', image)}`;
    const { spec } = await podAfter(policies[0], written(`${PRIMARY_HOST}/prod/api:v1`));
    expect(spec).toEqual(parse(written(`${VPC_HOST}/prod/api:v1`)).spec);
    expect((await podAfter(policies[0], written('nginx'))).spec).toEqual(parse(written('nginx')).spec);
  });

  const apply = async (policy: string, resource: string): Promise<string[]> =>
    imagesOf(await podAfter(policy, resource));

  /** A pod after the policy. */
  async function podAfter(policy: string, resource: string) {
    const directory = folder({ 'policy.yaml': policy, 'pod.yaml': resource });
    const [policyFile, podFile, out] = ['policy.yaml', 'pod.yaml', 'out'].map(name => join(directory, name));
    mkdirSync(out);
    const printed = await run(kyverno, ['apply', policyFile, '--resource', podFile, '--output', out]);
    expect(printed).toMatch(/fail: 0, warn: 0, error: 0/);
    const mutated = join(out, 'shop-mutated.yaml');
    const [after] = parseAllDocuments(readFileSync(existsSync(mutated) ? mutated : podFile, 'utf8'));
    return after.toJS();
  }
});
