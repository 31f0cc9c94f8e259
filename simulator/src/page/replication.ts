import type { Instance, SyncTask } from '../cr/model';
import { rosTime } from '../runtime/time';
import { type Html, html } from './html';
import { status } from './status';

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
    Object.values(source.rules).map(
      rule =>
        html`<tr>
          <td>${source.region} &#8594; ${rule.targetRegion}</td>
          <td>${rule.name}</td>
          <td>${rule.namespace}${rule.repository && `/${rule.repository}`}</td>
          <td>${rule.repositoryFilter || 'every repository'}, tags ${rule.tagFilter}</td>
          <td>${rule.trigger === 'PASSIVE' ? 'on push' : 'by hand'}</td>
        </tr>`,
    ),
  );
  return html`<section>
    <h2>Arrows</h2>
    <table>
      <thead>
        <tr>
          <th>From and to</th>
          <th>Rule</th>
          <th>What</th>
          <th>Filter</th>
          <th>When</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
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
    .map(
      task =>
        html`<tr>
          <td>${task.from.namespace}/${task.from.repository}:${task.from.tag}</td>
          <td>${task.from.region} &#8594; ${task.to.region}</td>
          <td>${status(task.status)} ${task.issue}</td>
          <td>${progress(task)}</td>
          <td><time>${rosTime(task.modified)}</time></td>
        </tr>`,
    );
  return html`<section>
    <h2>Copies</h2>
    <table>
      <thead>
        <tr>
          <th>Image</th>
          <th>From and to</th>
          <th>Status</th>
          <th>Sent</th>
          <th>Changed</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
}

/** How much was sent of what the image has; layers that were there already are not sent. */
function progress(task: SyncTask): string {
  const sent = task.blobs.reduce((sum, { synced }) => sum + synced, 0);
  return `${sent} of ${task.size} bytes`;
}
