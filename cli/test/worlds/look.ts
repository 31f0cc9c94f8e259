import type { Template } from '../../src/domain/model';
import type { Instance } from '../../../simulator/src/cr/model';
import { type Stack, isDeleted } from '../../../simulator/src/ros/model';
import type { Engine } from './engine';
import type { World, WorldRegistry, WorldStack } from './world';

/** All that there is now. */
export function look({ world }: Engine): World {
  return {
    stacks: Object.values(world.stacks)
      .filter(stack => !isDeleted(stack))
      .map(worldStack),
    registries: Object.values(world.instances).map(one => ({
      ...worldRegistry(one),
      failures: Object.values(world.tasks).filter(
        ({ from, status }) => from.instanceId === one.id && status === 'ERROR',
      ).length,
    })),
  };
}

function worldStack({ id, name, region, status, intent, tags, resources }: Stack): WorldStack {
  return {
    id,
    name,
    region,
    status,
    template: JSON.parse(intent.templateBody) as Template,
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    made: Object.values(resources).map(({ logicalId, type, physicalId, properties }) => {
      return { logicalId, type, physicalId, properties: { ...properties } };
    }),
  };
}

function worldRegistry({
  id,
  name,
  region,
  namespaces,
  repositories,
  rules,
  internet,
}: Instance): Omit<WorldRegistry, 'failures'> {
  const settings = Object.values(namespaces).map(({ name: namespace, autoCreate, visibility }) => {
    return [namespace, JSON.stringify({ autoCreate, visibility })];
  });
  return {
    id,
    name,
    region,
    namespaces: Object.fromEntries(settings) as Record<string, string>,
    images: Object.values(repositories).flatMap(repository =>
      Object.keys(repository.tags).map(tag => `${repository.namespace}/${repository.name}:${tag}`),
    ),
    rules: Object.values(rules).map(rule => {
      return {
        id: rule.id,
        name: rule.name,
        target: rule.targetInstanceId,
        to: rule.targetRegion,
        text: JSON.stringify(rule),
      };
    }),
    isOnline: internet.enabled,
    entries: internet.entries.map(({ entry }) => entry),
  };
}
