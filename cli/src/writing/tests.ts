import type { AdoptedApp, AdoptedRegistry, NamespaceSettings } from '../adoption/model';
import { PYTHON } from './python';
import { TYPESCRIPT } from './typescript';

/** What stacks of an app hold of what holds images, one line each: nothing, where all of it stays outside. */
export function held({ registries }: AdoptedApp): string[] {
  return registries.flatMap(heldOf).sort();
}

function heldOf({ instanceName, primary, replicas, namespaces, apart }: AdoptedRegistry): string[] {
  const regions = [primary, ...replicas];
  const inside = (region: string, { name, repositories }: NamespaceSettings, exists: boolean) => [
    ...(exists ? [] : [`${region}: ${name}`]),
    ...repositories
      .filter(({ existingIn }) => !existingIn.includes(region))
      .map(repository => `${region}: ${name}/${repository.name}`),
  ];
  return [
    ...regions
      .filter(({ existingInstanceId }) => existingInstanceId === undefined)
      .map(({ region, instanceName: own }) => `${region}: ${own ?? instanceName}`),
    ...namespaces.flatMap(namespace => {
      const to = namespace.replicateTo ?? replicas.map(({ region }) => region);
      return [primary.region, ...to].flatMap(region =>
        inside(region, namespace, namespace.existingIn.includes(region)),
      );
    }),
    ...apart.flatMap(namespace => inside(namespace.region, namespace, namespace.exists)),
  ];
}

const title = (lines: readonly string[]): string =>
  lines.length === 0
    ? 'nothing that holds images is in a stack'
    : 'what holds images is in its stack, and nothing else';

/** The test of an adopted app in TypeScript. */
export function typescriptTest(app: AdoptedApp): string {
  const lines = held(app);
  const expected = lines.length === 0 ? '[]' : `[\n${lines.map(line => `    ${TYPESCRIPT.text(line)},\n`).join('')}  ]`;
  return `import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ros from '@alicloud/ros-cdk-core';
import { declareRegistry } from '../lib/registry';

interface Resource {
  readonly Properties: { InstanceName?: string; Namespace?: string; RepoNamespace?: string; RepoName?: string };
  readonly Type: string;
}

/** What holds images, with its region: instances, namespaces and repositories that stacks make or have. */
function holdingImages(): string[] {
  const app = new ros.App();
  declareRegistry(app);
  return app.synth().stacks.flatMap(({ template }) => {
    const resources: Resource[] = Object.values(template.Resources);
    const [region] = resources.filter(({ Type }) => Type === 'ALIYUN::ROS::Assert').map(guardedRegion);
    return resources
      .filter(({ Type }) => /^ALIYUN::CR::(Instance|Namespace|Repository)$/.test(Type))
      .map(({ Properties: { InstanceName, Namespace, RepoNamespace, RepoName } }) =>
        \`\${region}: \${InstanceName ?? Namespace ?? \`\${RepoNamespace}/\${RepoName}\`}\`);
  });
}

/** Every stack refuses every region but its own. */
function guardedRegion({ Properties }: Resource): unknown {
  return (Properties as { Values: unknown[] }).Values[1];
}

test('${title(lines)}', () => {
  assert.deepEqual(holdingImages().sort(), ${expected});
});
`;
}

/** The same in Python. */
export function pythonTest(app: AdoptedApp): string {
  const lines = held(app);
  const expected =
    lines.length === 0 ? '[]' : `[\n${lines.map(line => `            ${PYTHON.text(line)},\n`).join('')}        ]`;
  return `import re
import unittest

import ros_cdk_core as ros

from lib.registry import declare_registry


def name_of(properties: dict) -> str:
    name = properties.get("InstanceName") or properties.get("Namespace")
    return name or f"{properties['RepoNamespace']}/{properties['RepoName']}"


def holding_images() -> list:
    """What holds images, with its region: instances, namespaces and repositories that stacks make or have."""
    app = ros.App()
    declare_registry(app)
    found = []
    for stack in app.synth().stacks:
        resources = stack.template["Resources"].values()
        region = next(each["Properties"]["Values"][1] for each in resources if each["Type"] == "ALIYUN::ROS::Assert")
        held = [each for each in resources if re.fullmatch("ALIYUN::CR::(Instance|Namespace|Repository)", each["Type"])]
        found += [f"{region}: {name_of(each['Properties'])}" for each in held]
    return sorted(found)


class Registry(unittest.TestCase):
    def test_${title(lines).replace(/[^a-z]+/g, '_')}(self) -> None:
        self.assertEqual(holding_images(), ${expected})
`;
}
