import { type Unmet, unmetText } from '../domain/existing';
import type { Colours } from '../session/output';
import type { ExistingState, FoundThing } from '../status/model';
import { columns, paragraph } from './text';

/** What the app says is there and is not; nothing where all of it is. */
export const unmetTexts = (unmet: readonly Unmet[], colours: Colours): string[] =>
  unmet.length === 0
    ? []
    : [
        [
          colours.bold('Not there, though the app takes it as it is'),
          ...unmet.map(one => colours.red(paragraph(`! ${unmetText(one)}`, 2))),
        ].join('\n'),
      ];

/** The same as data; see existing in json-schema/. */
export const unmetData = (unmet: readonly Unmet[]): object[] =>
  unmet.map(one => ({ region: one.region, subject: one.subject, difference: one.what, text: unmetText(one) }));

/**
 * What was found of what the app takes as it is, registry by registry and arrow by arrow.
 *
 * @param told ids of registries that are shown with the stacks
 */
export function existingTexts(
  { registries, rules }: ExistingState,
  told: ReadonlySet<string>,
  colours: Colours,
): string[] {
  const stateText = (state: string) =>
    state === 'in place' ? colours.green(state) : state === 'missing' ? colours.red('MISSING') : colours.yellow(state);
  const rows = (kind: string, things: readonly FoundThing[]) =>
    things.map(({ name, state }) => [kind, name, stateText(state)]);
  const shown = registries.map(({ region, id, name, status, edition, namespaces, repositories, unreadable }) => {
    const instance = ['instance', id, status === undefined ? stateText('missing') : `${status}, ${edition}`];
    const all = [
      ...(told.has(id) ? [] : [instance]),
      ...rows('namespace', namespaces),
      ...rows('repository', repositories),
    ];
    const body = unreadable === undefined ? columns(all, 2) : paragraph(`unknown: ${unreadable}`, 2);
    const title = colours.bold(`Existing registry ${name} in ${region}`);
    return unreadable === undefined && all.length === 0 ? [] : [`${title}\n${body}`];
  });
  const arrows = rules.map(({ wanted: { namespace, source, target }, state, names, unreadable }) => {
    const title = colours.bold(`${source.region} -> ${target.region}, by existing rules`);
    const row = ['rule', names.length > 0 ? names.join(', ') : `for ${namespace}`, stateText(state)];
    return `${title}\n${columns([row], 2)}${unreadable === undefined ? '' : `\n${paragraph(`unknown: ${unreadable}`, 2)}`}`;
  });
  return [...shown.flat(), ...arrows];
}
