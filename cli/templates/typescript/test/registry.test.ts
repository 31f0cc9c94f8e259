import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ros from '@alicloud/ros-cdk-core';
import { declareRegistry } from '../lib/registry';

/** The resources of a stack, by their names in the template. */
function resourcesOf(stackName: string): Record<string, { Type: string; Properties: Record<string, unknown> }> {
  const app = new ros.App();
  declareRegistry(app);
  return app.synth().getStackByName(stackName).template.Resources;
}

test('Hangzhou has a registry of the same name, and the namespace', () => {
  const { Registry, NamespaceProd } = resourcesOf('acme-cn-hangzhou');
  assert.equal(Registry.Properties.InstanceName, 'acme');
  assert.equal(NamespaceProd.Properties.Namespace, 'prod');
});

test('one rule copies the namespace from Germany', () => {
  const rules = Object.values(resourcesOf('acme-eu-central-1-to-cn-hangzhou')).filter(
    ({ Type }) => Type === 'ALIYUN::CR::RepoSyncRule',
  );
  assert.deepEqual(
    rules.map(({ Properties }) => [Properties.NamespaceName, Properties.TargetRegionId]),
    [['prod', 'cn-hangzhou']],
  );
});
