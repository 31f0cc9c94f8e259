import type { Leftovers } from '../deployment/orphans';
import type { SizedTask } from '../domain/records';
import type { Colours } from '../session/output';
import type { ArrowState, InstanceState, RegistryState, RuleState, StackState } from '../status/model';
import { isComplete } from '../status/model';
import { leftoversData, leftoversTexts } from './leftovers-report';
import { columns, duration, paragraph, size } from './text';

/** What exists against what is declared, as text. */
export function statusText(state: RegistryState, leftovers: Leftovers, now: number, colours: Colours): string {
  const parts = [
    section(
      'Stacks',
      columns(
        state.stacks.map(stack => stackRow(stack, colours)),
        2,
      ),
      colours,
    ),
    ...state.instances.map(instance => instanceText(instance, colours)),
    ...state.arrows.map(arrow => arrowText(arrow, now, colours)),
    ...leftoversTexts(leftovers, 'left', colours),
    isComplete(state)
      ? 'Everything that is declared is in place.'
      : paragraph('Something that is declared is missing or differs. See: global-registry plan'),
  ];
  return parts.join('\n\n');
}

const section = (title: string, body: string, colours: Colours) => `${colours.bold(title)}\n${body}`;

function stackRow({ stack, status, upToDate, stranger, unreadable }: StackState, colours: Colours): string[] {
  if (unreadable !== undefined) {
    return [stack.name, stack.region, colours.red('unknown')];
  }
  if (status === undefined) {
    return [stack.name, stack.region, upToDate ? 'holds nothing yet' : colours.red('MISSING')];
  }
  if (stranger !== undefined) {
    return [stack.name, stack.region, colours.red('NOT OF THIS APP')];
  }
  return [stack.name, stack.region, upToDate ? colours.green(status) : colours.yellow(`${status}, not as declared`)];
}

function instanceText(instance: InstanceState, colours: Colours): string {
  const { region, name, id, status, edition, internet, namespaces, unreadable } = instance;
  if (unreadable !== undefined) {
    return section(`Registry ${name ?? id} in ${region}`, paragraph(unreadable, 2), colours);
  }
  const rows = [
    ['instance', id, status === undefined ? colours.red('MISSING') : `${status}${edition ? `, ${edition}` : ''}`],
    ...(internet === undefined ? [] : [['Internet endpoint', internet ? 'on' : 'off', '']]),
    ...namespaces.map(({ name: namespace, exists }) => [
      'namespace',
      namespace,
      exists ? colours.green('in place') : colours.red('MISSING'),
    ]),
  ];
  return section(`Registry ${name ?? id} in ${region}`, columns(rows, 2), colours);
}

function arrowText(arrow: ArrowState, now: number, colours: Colours): string {
  const rows = arrow.rules.map(rule => ['rule', rule.name, ruleText(rule, colours)]);
  const tasks = arrow.tasks.map(task => taskRow(task, now, colours));
  const drift = arrow.rules.flatMap(({ name, drift: changes }) =>
    changes.map(({ field, declared, actual }) =>
      paragraph(`${name}: ${field} is "${actual}", declared is "${declared}".`, 4),
    ),
  );
  const lines = [columns(rows, 2), ...drift];
  if (tasks.length > 0) {
    lines.push(columns(tasks, 2));
  }
  if (arrow.unreadable !== undefined) {
    lines.push(paragraph(arrow.unreadable, 2));
  }
  return section(`${arrow.from} -> ${arrow.to}`, lines.join('\n'), colours);
}

function ruleText({ state }: RuleState, colours: Colours): string {
  if (state === 'in place') {
    return colours.green(state);
  }
  return state === 'missing' ? colours.red('MISSING') : colours.yellow(state);
}

function taskRow(task: SizedTask, now: number, colours: Colours): string[] {
  const colour = task.status === 'SUCCESS' ? colours.green : task.status === 'ERROR' ? colours.red : colours.yellow;
  const state = `${task.status}${task.issue ? ` (${task.issue})` : ''}`;
  return ['copy', task.image, colour(state), size(task.bytes), `${duration(now - task.modified.getTime())} ago`];
}

/** The state as data; see json-schema/status.json. */
export function statusData(state: RegistryState, leftovers: Leftovers): unknown {
  return {
    command: 'status',
    complete: isComplete(state),
    ...leftoversData(leftovers),
    stacks: state.stacks.map(({ stack, status, upToDate, stranger, unreadable }) => ({
      name: stack.name,
      region: stack.region,
      role: stack.role,
      status: status ?? null,
      upToDate,
      stranger: stranger ?? null,
      unreadable: unreadable ?? null,
    })),
    registries: state.instances.map(instance => ({
      region: instance.region,
      instanceId: instance.id,
      instanceName: instance.name ?? null,
      edition: instance.edition ?? null,
      status: instance.status ?? null,
      internetEndpoint: instance.internet ?? null,
      namespaces: instance.namespaces,
      unreadable: instance.unreadable ?? null,
    })),
    arrows: state.arrows.map(arrowData),
  };
}

const arrowData = ({ stack, from, to, rules, tasks, unreadable }: ArrowState): object => ({
  stack: stack.name,
  from,
  to,
  rules,
  tasks: tasks.map(task => ({
    id: task.id,
    image: task.image,
    status: task.status,
    issue: task.issue || null,
    bytes: task.bytes,
    modified: task.modified.toISOString(),
  })),
  unreadable: unreadable ?? null,
});
