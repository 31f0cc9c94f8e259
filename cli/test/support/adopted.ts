/** Registries of the console, and the projects that adopt writes of them. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { CrApi } from '../../src/cloud/cr-api';
import { connectionTo } from './cloud';
import { environment } from './commands';
import { install } from './installation';
import { type Ended, globalRegistryCommand } from './process';

const ROOT = join(__dirname, '..', '..', '..');

/** The app of a project, without what npm puts around it. */
export const APP = ['--app', `node ${require.resolve('tsx/cli')} bin/app.ts`];
export const GERMANY = { region: 'eu-central-1', instanceId: 'cri-0000000000000001' };
export const HANGZHOU = { region: 'cn-hangzhou', instanceId: 'cri-0000000000000002' };

/** Runs the command at a simulator. */
export const at =
  (simulator: Simulator, cwd: string) =>
  (...parameters: string[]): Promise<Ended> =>
    globalRegistryCommand([...parameters, '--endpoint', simulator.endpoint], { cwd, env: environment(simulator) });

/** What npm would install. */
export function installIn(project: string): void {
  install(project, ['@alicloud/ros-cdk-core', '@types/node', 'constructs', 'tsx', 'typescript']);
  symlinkSync(ROOT, join(project, 'node_modules', 'ros-cdk-global-registry'));
}

/** Germany copies a namespace and a repository to Hangzhou, by rules of the console. */
export async function consoleWorld(importableTypes?: 'all' | readonly string[]): Promise<Simulator> {
  const simulator = await startSimulator({ importableTypes: importableTypes as never });
  const cr = new CrApi(connectionTo(simulator));
  const names = ['prod', 'base'];
  simulator.addRegistry({ ...GERMANY, name: 'acme', namespaces: names });
  simulator.addRegistry({ ...HANGZHOU, name: 'acme', edition: 'Basic', namespaces: names });
  for (const { region, instanceId } of [GERMANY, HANGZHOU]) {
    await cr.call('CreateRepository', region, {
      ...{ InstanceId: instanceId, RepoNamespaceName: 'base', RepoName: 'alpine' },
      ...{ RepoType: 'PUBLIC', Summary: 'The base', Detail: 'Two\nlines', TagImmutability: true },
    });
  }
  const rule = (SyncRuleName: string, more: object) =>
    cr.call('CreateRepoSyncRule', GERMANY.region, {
      ...{ InstanceId: GERMANY.instanceId, SyncRuleName, SyncTrigger: 'PASSIVE', TagFilter: 'v.*' },
      ...{ TargetRegionId: HANGZHOU.region, TargetInstanceId: HANGZHOU.instanceId, ...more },
    });
  await rule('to China', { SyncScope: 'NAMESPACE', NamespaceName: 'prod', TargetNamespaceName: 'prod' });
  const alpine = { RepoName: 'alpine', TargetRepoName: 'alpine', NamespaceName: 'base', TargetNamespaceName: 'base' };
  await rule('alpine', { SyncScope: 'REPO', ...alpine });
  await simulator.pushImage({ ...GERMANY, namespace: 'prod', repository: 'api', tag: 'v1' });
  return simulator;
}
