import { type Drift, driftText, isRepaired } from '../domain/drift';
import { title } from '../domain/model';
import type { Colours } from '../session/output';
import type { FoundDrift } from '../status/model';
import { type Again, commandText, paragraph } from './text';

/** What somebody changed behind the stacks, stack by stack; nothing where nobody did. */
export function findingsText(findings: readonly FoundDrift[], again: Again, colours: Colours): string[] {
  if (findings.length === 0) {
    return [];
  }
  const stacks = [...new Set(findings.map(({ stack }) => stack))];
  const parts = stacks.flatMap(stack => [
    `  ${title(stack)}`,
    ...findings.filter(finding => finding.stack === stack).map(drift => driftLine(drift, again, colours, 4)),
  ]);
  return [[colours.bold('Changed behind the stacks'), ...parts].join('\n')];
}

/** One drift in a plan: what deploy repairs, and what is left to a person. */
export function driftLine(drift: Drift, again: Again, colours: Colours, indent: number): string {
  const colour = isRepaired(drift) ? colours.yellow : colours.red;
  const next = drift.remedy.kind === 'leave' ? (drift.remedy.next ?? []) : [];
  return [
    colour(paragraph(`! ${driftText(drift)}`, indent)),
    ...next.map(({ why, command }) => commandText(why, again(command), indent + 2)),
  ].join('\n');
}

/** The same as data; see findings in json-schema/. */
export const findingsData = (findings: readonly FoundDrift[]): object[] =>
  findings.map(({ stack, ...drift }) => ({ stack: stack.name, region: stack.region, ...driftData(drift) }));

export const driftData = (drift: Drift): object => ({
  subject: drift.subject,
  difference: drift.what,
  remedy: drift.remedy.kind,
  text: driftText(drift),
});
