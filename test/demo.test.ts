import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry } from '../lib';
import { readDeployment } from '../scripts/demo/deployment';
import { deploymentText } from '../scripts/demo/text';
import { wavesOf } from '../scripts/demo/waves';
import { newApp } from './support/assembly';

/** The directory into which a declaration is synthesised. */
function synthesised(declare: (app: ros.App) => void): string {
  const app = newApp();
  declare(app);
  return app.synth().directory;
}

/** The registry of examples/germany-hangzhou.ts. */
function germanyHangzhou(app: ros.App): void {
  new GlobalRegistry(app, 'Acme', {
    instanceName: 'acme',
    primary: { region: 'eu-central-1' },
    replicas: [{ region: 'cn-hangzhou' }],
    namespaces: [{ name: 'prod' }],
  });
}

const SMALLEST = `3 stacks in 2 waves

Wave 1, side by side

  acme-cn-hangzhou  (registry, replica) in cn-hangzhou
    DeployRegion   ALIYUN::ROS::Assert    only in cn-hangzhou
    NamespaceProd  ALIYUN::CR::Namespace  prod
    Registry       ALIYUN::CR::Instance   acme, Basic

  acme-eu-central-1  (registry, primary) in eu-central-1
    DeployRegion   ALIYUN::ROS::Assert    only in eu-central-1
    NamespaceProd  ALIYUN::CR::Namespace  prod
    Registry       ALIYUN::CR::Instance   acme, Advanced

Wave 2, once wave 1 is complete

  acme-eu-central-1-to-cn-hangzhou  (replication) in eu-central-1
    DeployRegion         ALIYUN::ROS::Assert       only in eu-central-1
    RuleProd26B3304C     ALIYUN::CR::RepoSyncRule  prod -> cn-hangzhou
    SourceReady6FCC9218  ALIYUN::ROS::Assert       only after acme-eu-central-1
    TargetReady581B1DE6  ALIYUN::ROS::Assert       only after acme-cn-hangzhou

Arrows: what is pushed to the first is copied to the second

  eu-central-1 -> cn-hangzhou  prod

Hosts, once access to the instances is opened

  push to    acme-registry.eu-central-1.cr.aliyuncs.com
             acme-registry-vpc.eu-central-1.cr.aliyuncs.com  inside a VPC
  pull from  acme-registry.eu-central-1.cr.aliyuncs.com
             acme-registry-vpc.eu-central-1.cr.aliyuncs.com  inside a VPC
             acme-registry.cn-hangzhou.cr.aliyuncs.com
             acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com   inside a VPC

Next: deploy with the stock ros-cdk, stack by stack in this order. It deploys to
the region set with "ros-cdk config"; a stack in a wrong region stops at once.
Deploying buys 2 subscriptions.

  cn-hangzhou   ros-cdk deploy acme-cn-hangzhou
  eu-central-1  ros-cdk deploy acme-eu-central-1
  eu-central-1  ros-cdk deploy acme-eu-central-1-to-cn-hangzhou  after wave 1
`;

describe('the demo', () => {
  test('tells a person what the smallest registry deploys', () => {
    const text = deploymentText(readDeployment(synthesised(germanyHangzhou)));
    expect(text).toBe(SMALLEST);
  });

  test('runs by itself on the compiled library', () => {
    if (!existsSync('lib/index.js')) {
      throw new Error('lib/index.js is missing. Run npm run build first.');
    }
    const outdir = mkdtempSync(join(tmpdir(), 'demo-'));
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/demo.ts'], {
      env: { ...process.env, CDK_OUTDIR: outdir },
      encoding: 'utf8',
    });
    expect({ stdout, stderr, status }).toEqual({
      stdout: `examples/germany-hangzhou.ts, synthesised into ${outdir}: ${SMALLEST}`,
      stderr: '',
      status: 0,
    });
  });

  test('keeps to 80 columns', () => {
    const text = deploymentText(readDeployment(synthesised(germanyHangzhou)));
    expect(text.split('\n').filter(line => line.length > 80)).toEqual([]);
  });

  test('puts a stack into the first wave that waits for none of its own', () => {
    const stack = (name: string, ...after: string[]) => ({
      name,
      after,
      region: 'cn-hangzhou',
      role: 'custom' as const,
      resources: [],
      outputs: {},
    });
    const waves = wavesOf([stack('d', 'c', 'a'), stack('c', 'b'), stack('b'), stack('a')]);
    expect(waves.map(wave => wave.map(({ name }) => name))).toEqual([['a', 'b'], ['c'], ['d']]);
  });

  test('tells which repositories are copied, and the hosts of registries that are not deployed', () => {
    const directory = synthesised(
      app =>
        new GlobalRegistry(app, 'Acme', {
          instanceName: 'acme',
          primary: { region: 'eu-central-1' },
          replicas: [
            { region: 'cn-hangzhou' },
            {
              region: 'us-east-1',
              accountId: '1234567890123456',
              existingInstanceId: 'cri-fedcba9876543210',
              instanceName: 'partner',
            },
          ],
          namespaces: [
            { name: 'prod' },
            {
              name: 'base',
              autoCreateRepositories: false,
              repositories: [{ name: 'alpine' }],
              replicateTo: ['us-east-1'],
            },
          ],
        }),
    );
    const text = deploymentText(readDeployment(directory));
    expect(text.slice(text.indexOf('Arrows'), text.indexOf('Next')))
      .toBe(`Arrows: what is pushed to the first is copied to the second

  eu-central-1 -> cn-hangzhou  prod
  eu-central-1 -> us-east-1    base/alpine, prod

Hosts, once access to the instances is opened

  push to    acme-registry.eu-central-1.cr.aliyuncs.com
             acme-registry-vpc.eu-central-1.cr.aliyuncs.com  inside a VPC
  pull from  acme-registry.eu-central-1.cr.aliyuncs.com
             acme-registry-vpc.eu-central-1.cr.aliyuncs.com  inside a VPC
             acme-registry.cn-hangzhou.cr.aliyuncs.com
             acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com   inside a VPC
             partner-registry.us-east-1.cr.aliyuncs.com

`);
  });

  test('leaves out what a deployment does not have', () => {
    const text = deploymentText([
      { name: 'mine', after: [], region: 'cn-hangzhou', role: 'custom', resources: [], outputs: {} },
    ]);
    expect(text).toBe(`1 stack in 1 wave

Wave 1

  mine  (custom) in cn-hangzhou

Next: deploy with the stock ros-cdk, stack by stack in this order. It deploys to
the region set with "ros-cdk config"; a stack in a wrong region stops at once.

  cn-hangzhou  ros-cdk deploy mine
`);
  });

  test('refuses a directory without an assembly', () => {
    const directory = mkdtempSync(join(tmpdir(), 'empty-'));
    expect(() => readDeployment(directory)).toThrow(
      new Error(`${directory} has no manifest.json, so nothing was synthesised into it. Run npm run demo.`),
    );
  });

  test('refuses an assembly without stacks', () => {
    const directory = synthesised(() => undefined);
    expect(() => readDeployment(directory)).toThrow(
      new Error(`${directory} holds no stack. Declare a GlobalRegistry in the app, then run npm run demo.`),
    );
  });

  test('refuses a stack that does not say where it goes', () => {
    const directory = synthesised(app => new ros.Stack(app, 'stray', { env: { region: 'cn-hangzhou' } }));
    expect(() => readDeployment(directory)).toThrow(
      new Error(
        'Stack stray has no metadata "ros-cdk-global-registry:stack", so its region is not known. ' +
          'Put a construct of ros-cdk-global-registry into it, or take it out of the app.',
      ),
    );
  });

  test('refuses an assembly that lost a template', () => {
    const directory = synthesised(germanyHangzhou);
    const file = join(directory, 'acme-cn-hangzhou.template.json');
    rmSync(file);
    expect(() => readDeployment(directory)).toThrow(
      new Error(`${file}, the template of stack acme-cn-hangzhou, is missing. Run npm run demo again.`),
    );
  });
});
