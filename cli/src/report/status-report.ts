import type { Leftovers } from '../deployment/orphans';
import { isOpen } from '../domain/access';
import type { Colours } from '../session/output';
import {
  type ArrowState,
  type InstanceState,
  type RegistryState,
  type ShownTask,
  type StackState,
  type ThingState,
  blindSpots,
  isComplete,
  isDifferent,
} from '../status/model';
import { findingsData, findingsText } from './drift-report';
import { existingTexts, unmetData, unmetTexts } from './existing-report';
import { leftoversData, leftoversTexts } from './leftovers-report';
import { type Again, columns, commandText, duration, paragraph, size } from './text';

/** What exists against what is declared, as text. */
export function statusText(
  state: RegistryState,
  leftovers: Leftovers,
  now: number,
  again: Again,
  colours: Colours,
): string {
  const parts = [
    section('Stacks', stacksText(state.stacks, colours), colours),
    ...state.instances.map(instance => instanceText(instance, colours)),
    ...state.arrows.map(arrow => arrowText(arrow, now, colours)),
    ...existingTexts(state.existing, new Set(state.instances.map(({ id }) => id)), colours),
    ...leftoversTexts(leftovers, 'left', again, colours),
    ...unmetTexts(state.existing.unmet, colours),
    ...findingsText(state.findings, again, colours),
    verdictText(state, again),
  ];
  return parts.join('\n\n');
}

/** Whether all is in place: what could not be read is not known, and is neither missing nor in place. */
function verdictText(state: RegistryState, again: Again): string {
  if (isComplete(state)) {
    return 'Everything that is declared is in place.';
  }
  const blind = blindSpots(state);
  return [
    ...(isDifferent(state)
      ? [commandText('Something that is declared is missing or differs. What a deployment would do:', again('plan'))]
      : []),
    ...(blind.length > 0
      ? [paragraph(`${blind.join(', ')} could not be read, so it is not known whether all of it is in place.`)]
      : []),
  ].join('\n');
}

const stacksText = (stacks: readonly StackState[], colours: Colours): string =>
  stacks.length === 0
    ? '  none: the app makes nothing'
    : columns(
        stacks.map(stack => stackRow(stack, colours)),
        2,
      );

const section = (title: string, body: string, colours: Colours) => `${colours.bold(title)}\n${body}`;

function stackRow({ stack, status, upToDate, stranger, unreadable }: StackState, colours: Colours): string[] {
  if (unreadable !== undefined) {
    return [stack.name, stack.region, colours.yellow('unknown')];
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
  const { region, name, id, status, edition, internet, unreadable } = instance;
  if (unreadable !== undefined) {
    return section(`Registry ${name ?? id} in ${region}`, paragraph(`unknown: ${unreadable}`, 2), colours);
  }
  const rows = [
    ['instance', id, status === undefined ? colours.red('MISSING') : `${status}${edition ? `, ${edition}` : ''}`],
    ...(internet === undefined ? [] : [['Internet endpoint', ...endpointCells(internet, colours)]]),
    ...thingsOf(instance).flatMap(([kind, things]) =>
      things.map(thing => [kind, thing.name, stateText(thing, colours)]),
    ),
  ];
  return section(`Registry ${name ?? id} in ${region}`, columns(rows, 2), colours);
}

function endpointCells(internet: NonNullable<InstanceState['internet']>, colours: Colours): string[] {
  return isOpen(internet) ? ['on', colours.red('OPEN TO EVERYBODY')] : [internet.isOn ? 'on' : 'off', ''];
}

const thingsOf = ({ namespaces, repositories, entries, vpcs }: InstanceState) =>
  [
    ['namespace', namespaces],
    ['repository', repositories],
    ['access entry', entries],
    ['linked VPC', vpcs],
  ] as const;

function arrowText(arrow: ArrowState, now: number, colours: Colours): string {
  const rows = arrow.rules.map(rule => ['rule', rule.name, stateText(rule, colours)]);
  const tasks = arrow.tasks.map(task => taskRow(task, now, colours));
  const lines = [columns(rows, 2)];
  if (tasks.length > 0) {
    lines.push(columns(tasks, 2));
  }
  if (arrow.unreadable !== undefined) {
    lines.push(paragraph(`unknown: nothing is known of ${arrow.blindIn}. ${arrow.unreadable}`, 2));
  }
  return section(`${arrow.from} -> ${arrow.to}`, lines.join('\n'), colours);
}

function stateText({ state }: ThingState, colours: Colours): string {
  if (state === 'in place') {
    return colours.green(state);
  }
  return state === 'missing' ? colours.red('MISSING') : colours.yellow(state);
}

function taskRow(task: ShownTask, now: number, colours: Colours): string[] {
  const colour = task.status === 'SUCCESS' ? colours.green : task.status === 'ERROR' ? colours.red : colours.yellow;
  const state = `${task.status}${task.issue ? ` (${task.issue})` : ''}`;
  return [
    'copy',
    task.image,
    colour(state),
    task.bytes === undefined ? '?' : size(task.bytes),
    `${duration(now - task.modified.getTime())} ago`,
  ];
}

/** The state as data; see json-schema/status.json. */
export function statusData(state: RegistryState, leftovers: Leftovers): unknown {
  return {
    command: 'status',
    complete: isComplete(state),
    ...leftoversData(leftovers),
    unknown: blindSpots(state),
    findings: findingsData(state.findings),
    existing: unmetData(state.existing.unmet),
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
      declaredEdition: instance.declaredEdition ?? null,
      internetEndpoint: instance.internet?.isOn ?? null,
      openToEverybody: instance.internet === undefined ? null : isOpen(instance.internet),
      namespaces: instance.namespaces.map(thingData),
      repositories: instance.repositories.map(thingData),
      entries: instance.entries.map(thingData),
      vpcs: instance.vpcs.map(thingData),
      unreadable: instance.unreadable ?? null,
    })),
    arrows: state.arrows.map(arrowData),
  };
}

const thingData = ({ name, state, drift }: ThingState): object => ({ name, state, drift });

const arrowData = ({ stack, from, to, rules, tasks, failures, unreadable }: ArrowState): object => ({
  stack: stack.name,
  from,
  to,
  rules: rules.map(thingData),
  failures,
  tasks: tasks.map(task => ({
    id: task.id,
    image: task.image,
    status: task.status,
    issue: task.issue || null,
    bytes: task.bytes ?? null,
    modified: task.modified.toISOString(),
  })),
  unreadable: unreadable ?? null,
});
