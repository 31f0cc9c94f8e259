import type { World } from '../runtime/world';
export function renderPage(world: World): string {
  return `<!doctype html><title>ROS simulator</title><p>${Object.keys(world.stacks).length} stacks</p>`;
}
