import type { Simulator } from 'ros-cdk-simulator';
import { Star } from './images';
import { TWENTY } from './assemblies';

export const TAGS = 10_000;
const REPOSITORIES = 10;

interface World {
  readonly instances: Record<string, { repositories: Record<string, { tags: Record<string, object> }> }>;
}

/** 10,000 tags in 21 regions. Two hundred thousand pushes would take minutes, so tags are put where pushes put them. */
export async function manyTags(simulator: Simulator): Promise<Star> {
  const star = new Star(simulator, TWENTY);
  for (const at of [star.primary, ...star.replicas]) {
    for (let number = 0; number < REPOSITORIES; number++) {
      await star.push(`prod/app${number}`, 'v0', 'the same everywhere', { at });
    }
  }
  const { world } = Reflect.get(simulator, 'begun') as { world: World };
  for (const { repositories } of Object.values(world.instances)) {
    for (const { tags } of Object.values(repositories)) {
      for (let number = 1; number < TAGS / REPOSITORIES; number++) {
        tags[`v${number}`] = { ...tags.v0 };
      }
    }
  }
  await star.rules();
  return star;
}
