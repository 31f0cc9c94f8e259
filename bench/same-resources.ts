import { CloudAssembly } from '@alicloud/ros-cdk-cxapi';
import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure, Side } from './processes';

/** Each stack by its name, and the stacks that go first. */
export type Stacks = Record<string, { template: { Resources: object }; dependencies: string[] }>;

/**
 * Makes sure that all sides write the same stacks, so that the comparison is fair.
 *
 * @returns how many resources and stacks there are
 */
export function requireSameResources(replicas: number): { resources: number; stacks: number } {
  const library = written('library', replicas);
  for (const side of ['by-hand', 'by-hand-without-traces'] as const) {
    deepStrictEqual(written(side, replicas), library, `${side} does not declare what the library declares`);
  }
  const templates = Object.values(library).map(({ template }) => template);
  const resources = templates.reduce((sum, { Resources }) => sum + Object.keys(Resources).length, 0);
  return { resources, stacks: templates.length };
}

/** What an assembly declares, without the hashes in the names of rules, and with dependencies in one order. */
export function stacksIn(assembly: string): Stacks {
  return Object.fromEntries(
    new CloudAssembly(assembly).stacks.map(stack => [
      stack.stackName,
      {
        template: comparable(readFileSync(join(assembly, stack.templateFile), 'utf8')),
        dependencies: (stack.manifest.dependencies ?? []).filter(id => !id.endsWith('.assets')).sort(),
      },
    ]),
  );
}

function written(side: Side, replicas: number): Stacks {
  let stacks: Stacks = {};
  measure(side, replicas, assembly => (stacks = stacksIn(assembly)));
  return stacks;
}

function comparable(template: string): Stacks[string]['template'] {
  const unhashed = template
    .replace(/(?<="(?:Source|Target)Ready)[0-9A-F]{8}(?=")/g, '00000000')
    .replace(/(?<="RuleTeam\d\d)[0-9A-F]{8}(?=(Id)?")/g, '00000000')
    .replace(/(?<="team\d\d-)[0-9a-f]{8}(?=")/g, '00000000');
  return JSON.parse(unhashed, (key, value) => (key === 'DependsOn' ? [...value].sort() : value));
}
