import type { Instance, SyncTask } from '../cr/model';
import { rosTime } from '../runtime/time';
import { type Html, html } from './html';
import { status } from './status';
import { table } from './table';

const TASKS_SHOWN = 30;

export function arrowCount(instances: readonly Instance[]): number {
  return instances.reduce((sum, instance) => sum + Object.keys(instance.rules).length, 0);
}

/** What replicates where. */
export function arrows(instances: readonly Instance[]): Html {
  if (arrowCount(instances) === 0) {
    return html``;
  }
  const rows = instances.flatMap(source =>
    Object.values(source.rules).map(rule => [
      html`${source.region} &#8594; ${rule.targetRegion}`,
      rule.name,
      `${rule.namespace}${rule.repository && `/${rule.repository}`}`,
      `${rule.repositoryFilter || 'every repository'}, tags ${rule.tagFilter}`,
      rule.trigger === 'PASSIVE' ? 'on push' : 'by hand',
    ]),
  );
  return html`<section>
    <h2>Arrows</h2>
    ${table(['From and to', 'Rule', 'What', 'Filter', 'When'], rows)}
  </section>`;
}

/** The copies that were started last, and how far they are. */
export function tasks(all: readonly SyncTask[]): Html {
  if (all.length === 0) {
    return html``;
  }
  const rows = all
    .slice(-TASKS_SHOWN)
    .reverse()
    .map(task => [
      `${task.from.namespace}/${task.from.repository}:${task.from.tag}`,
      html`${task.from.region} &#8594; ${task.to.region}`,
      html`${status(task.status)} ${task.issue}`,
      progress(task),
      html`<time>${rosTime(task.modified)}</time>`,
    ]);
  return html`<section>
    <h2>Copies</h2>
    ${table(['Image', 'From and to', 'Status', 'Sent', 'Changed'], rows)}
  </section>`;
}

/** How much was sent of what the image has; layers that were there already are not sent. */
function progress(task: SyncTask): string {
  const sent = task.blobs.reduce((sum, { synced }) => sum + synced, 0);
  return `${sent} of ${task.size} bytes`;
}
