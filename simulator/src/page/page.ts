import type { Instance } from '../cr/model';
import type { ImageState, Ports } from '../images/state';
import { type Output, type Resource, type Stack, type StackEvent, isDeleted } from '../ros/model';
import type { RosState } from '../ros/state';
import { own } from '../runtime/json';
import { findRegion } from '../runtime/regions';
import { rosTime } from '../runtime/time';
import { type Html, html } from './html';
import { arrowCount, arrows, tasks } from './replication';
import { status } from './status';
import { STYLE } from './style';
import { table } from './table';

/** How often a browser asks again, in seconds. */
const REFRESH_SECONDS = 2;
const EVENTS_SHOWN = 12;

/** What exists, as a page to look at: regions with their stacks and registries, arrows, copies. */
export function renderPage(world: RosState & ImageState): string {
  const stacks = Object.values(world.stacks);
  const live = stacks.filter(stack => !isDeleted(stack));
  const instances = Object.values(world.instances);
  const regions = [
    ...new Set([...live.map(stack => stack.region), ...instances.map(instance => instance.region)]),
  ].sort();
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta http-equiv="refresh" content="${REFRESH_SECONDS}" />
        <title>ROS simulator: ${live.length} stacks, ${instances.length} registries</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header>
          <h1>ROS simulator</h1>
          <p>
            Account ${world.accountId}. Simulated time ${rosTime(world.now)} UTC. Read only; updates every
            ${REFRESH_SECONDS} seconds.
          </p>
          <p class="figures">
            ${figure(regions.length, 'region')} ${figure(live.length, 'stack')}
            ${figure(instances.length, 'registry', 'registries')} ${figure(arrowCount(instances), 'arrow')}
            ${figure(Object.keys(world.tasks).length, 'copy', 'copies')}
          </p>
        </header>
        <main>
          ${regions.length === 0 ? html`<p class="empty">Nothing here yet. Create a stack with a client whose endpoint is this address.</p>` : ''}
          ${arrows(instances)} ${tasks(Object.values(world.tasks))}
          ${regions.map(region => regionSection(region, live, instances, world.ports))}
          ${deletedStacks(stacks.filter(isDeleted))}
        </main>
      </body>
    </html> `.text;
}

function figure(count: number, one: string, many = `${one}s`): Html {
  return html`<span><b>${count}</b> ${count === 1 ? one : many}</span>`;
}

function regionSection(
  region: string,
  stacks: readonly Stack[],
  instances: readonly Instance[],
  ports: ImageState['ports'],
): Html {
  const here = stacks.filter(stack => stack.region === region);
  const registries = instances.filter(instance => instance.region === region);
  return html`<section>
    <h2>${region} <small>${findRegion(region)?.localName}</small></h2>
    ${registries.map(instance => registryCard(instance, own(ports, instance.id)))} ${here.map(stackCard)}
  </section>`;
}

function registryCard(instance: Instance, ports?: Ports): Html {
  const repositories = Object.values(instance.repositories);
  const rows = Object.values(instance.namespaces).map(namespace => {
    const inside = repositories.filter(repository => repository.namespace === namespace.name);
    const names = inside.map(repository => repository.name).join(', ') || '-';
    const tags = inside.flatMap(({ name, tags }) => Object.keys(tags).map(tag => `${name}:${tag}`));
    return [namespace.name, `${names}${namespace.autoCreate ? ' (made on push)' : ''}`, tags.join(', ') || '-'];
  });
  return html`<article>
    <h3>Registry ${instance.name} ${status(instance.status)}</h3>
    <p>
      <code>${instance.id}</code> ${instance.edition}, public access
      ${instance.internet.enabled ? `for ${instance.internet.entries.length} entries` : 'off'}, ${instance.vpcs.length}
      VPCs
    </p>
    ${ports && html`<p>From the Internet <code>127.0.0.1:${ports.internet}</code>, from a linked VPC <code>127.0.0.1:${ports.vpc}</code></p>`}
    ${table(['Namespace', 'Repositories', 'Tags'], rows)}
  </article>`;
}

function stackCard(stack: Stack): Html {
  const outputs = stack.outputs.map(
    output => html`<span class="output">${output.key} = <code>${shownOutput(output)}</code></span> `,
  );
  return html`<article>
    <h3>Stack ${stack.name} ${status(stack.status)}</h3>
    <p><code>${stack.id}</code> ${stack.statusReason}</p>
    ${outputs.length > 0 && html`<p>Outputs: ${outputs}</p>`} ${resourceTable(stack)}
    <details open>
      <summary>${stack.events.length} events, the latest first</summary>
      <ol>
        ${stack.events.slice(-EVENTS_SHOWN).reverse().map(eventLine)}
      </ol>
    </details>
  </article>`;
}

function shownOutput({ secret, value }: Output): string {
  return secret ? '******' : typeof value === 'string' ? value : JSON.stringify(value);
}

function resourceTable(stack: Stack): Html {
  const resources = Object.values(stack.resources);
  if (resources.length === 0) {
    return html``;
  }
  const rows = resources.map(resource => [
    resource.logicalId,
    resource.type,
    html`${status(resource.status)} ${drifted(resource)}`,
    html`<code>${resource.physicalId}</code>`,
  ]);
  return table(['Resource', 'Type', 'Status', 'Physical id'], rows);
}

/** What the last detection of drift found of a resource, where it is not as its template says. */
function drifted({ drift }: Resource): Html | undefined {
  return drift?.status === 'MODIFIED' || drift?.status === 'DELETED' ? status(`DRIFT ${drift.status}`) : undefined;
}

function eventLine(event: StackEvent): Html {
  return html`<li>
    <time>${rosTime(event.at)}</time> ${event.logicalId} ${status(event.status)} ${event.statusReason}
  </li>`;
}

function deletedStacks(stacks: readonly Stack[]): Html {
  if (stacks.length === 0) {
    return html``;
  }
  return html`<section>
    <h2>Deleted stacks</h2>
    <p>${stacks.map(stack => html`<span class="output">${stack.name} (${stack.region})</span> `)}</p>
  </section>`;
}
