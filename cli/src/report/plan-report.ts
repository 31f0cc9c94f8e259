import type { Leftovers } from '../deployment/orphans';
import type { ResourceChange } from '../domain/diff';
import { isRepaired } from '../domain/drift';
import type { DeclaredStack } from '../domain/model';
import type { Action, PlannedStack } from '../domain/plan';
import { holdsImages } from '../domain/resource-types';
import type { Colours } from '../session/output';
import { driftData, driftLine } from './drift-report';
import { departureTexts, leftoversData, leftoversTexts } from './leftovers-report';
import { columns, count, paragraph } from './text';

const SIGNS = { add: '+', change: '~', remove: '-', retain: '=' } as const;
const ACTION_SIGNS: Readonly<Record<Action, string>> = {
  create: '+',
  update: '~',
  unchanged: '.',
  refused: '!',
  unknown: '?',
};

/** How many stacks meet each fate. */
export function summaryOf(plan: readonly PlannedStack[]): Record<Action, number> {
  const summary: Record<Action, number> = { create: 0, update: 0, unchanged: 0, refused: 0, unknown: 0 };
  for (const { action } of plan) {
    summary[action]++;
  }
  return summary;
}

/** The plan as text: wave by wave, stack by stack, resource by resource. */
export function planText(plan: readonly PlannedStack[], colours: Colours): string {
  const waves = [...new Set(plan.map(({ wave }) => wave))];
  const sections = waves.map(wave => {
    const stacks = plan.filter(planned => planned.wave === wave);
    return [colours.bold(`Wave ${wave}`), ...stacks.map(planned => stackText(planned, colours))].join('\n');
  });
  return [...sections, summaryText(plan)].join('\n\n');
}

function stackText(planned: PlannedStack, colours: Colours): string {
  const { stack, action, note, problems, sections } = planned;
  const colour = colourOf(action, colours);
  const head = `  ${colour(`${ACTION_SIGNS[action]} ${stack.name}`)}  ${stack.region}  ${colour(action)}`;
  const lines = [head];
  if (note) {
    lines.push(paragraph(note, 6));
  }
  if (planned.changes.length > 0) {
    lines.push(
      columns(
        planned.changes.map(change => changeRow(change, colours)),
        6,
      ),
    );
  }
  if (sections.length > 0) {
    lines.push(`      ~ ${sections.join(', ')}`);
  }
  if (planned.losses.length > 0) {
    const lost = planned.losses.map(({ logicalId }) => logicalId).join(', ');
    lines.push(colours.red(paragraph(`DELETES IMAGES: ${lost}`, 6)));
  }
  for (const drift of planned.drift.filter(({ remedy }) => remedy.kind !== 'refuse')) {
    lines.push(driftLine(drift, colours, 6));
  }
  for (const problem of problems) {
    lines.push(paragraph(problem, 6));
  }
  return lines.join('\n');
}

function changeRow(change: ResourceChange, colours: Colours): string[] {
  const colour = { add: colours.green, change: colours.yellow, remove: colours.red, retain: colours.cyan }[change.kind];
  return [colour(SIGNS[change.kind]), change.logicalId, change.type, detail(change)];
}

function detail(change: ResourceChange): string {
  if (change.kind === 'retain') {
    return 'retained, leaves the stack';
  }
  if (change.kind === 'remove') {
    return holdsImages(change.type) ? 'DELETED with its images' : 'removed';
  }
  const names = change.properties.map(({ name }) => name).join(', ');
  return change.kind === 'change' ? names || 'settings' : '';
}

function colourOf(action: Action, colours: Colours): (text: string) => string {
  const byAction = {
    create: colours.green,
    update: colours.yellow,
    unchanged: colours.dim,
    refused: colours.red,
    unknown: colours.red,
  };
  return byAction[action];
}

function summaryText(plan: readonly PlannedStack[]): string {
  const { create, update, unchanged, refused, unknown } = summaryOf(plan);
  const regions = new Set(plan.map(({ stack }) => stack.region)).size;
  const parts = [`${create} to create`, `${update} to update`, `${unchanged} unchanged`];
  if (refused > 0) {
    parts.push(`${refused} refused`);
  }
  if (unknown > 0) {
    parts.push(`${unknown} unknown`);
  }
  return `${count(plan.length, 'stack')} in ${count(regions, 'region')}: ${parts.join(', ')}.`;
}

/** A plan with all that stands around it, and what it means for the exit code. */
export interface PlanAnswer {
  readonly text: string;
  readonly data: object;
  /** Left is what no deployment repairs; what it can do, it does. */
  readonly verdict: 'ok' | 'changes' | 'left' | 'failed';
}

/** What plan answers, and deploy shows before it asks. */
export function planAnswer(
  { plan, leftovers }: { readonly plan: readonly PlannedStack[]; readonly leftovers: Leftovers },
  declared: readonly DeclaredStack[],
  prune: boolean,
  colours: Colours,
): PlanAnswer {
  const texts = [
    planText(plan, colours),
    ...departureTexts(leftovers, declared),
    ...leftoversTexts(leftovers, prune ? 'pruned' : 'left', colours),
  ];
  const { create, update, refused, unknown } = summaryOf(plan);
  const changes = create + update + (prune ? leftovers.orphans.length : 0);
  const isLeft = plan.some(({ drift }) => drift.some(one => !isRepaired(one)));
  const verdict = refused + unknown > 0 ? 'failed' : isLeft ? 'left' : changes > 0 ? 'changes' : 'ok';
  return { text: texts.join('\n\n'), data: planData(plan, leftovers), verdict };
}

/** The plan as data; see json-schema/plan.json. */
export function planData(plan: readonly PlannedStack[], leftovers: Leftovers): object {
  return { command: 'plan', summary: summaryOf(plan), stacks: planStacks(plan), ...leftoversData(leftovers) };
}

/** The stacks of a plan as data. */
export function planStacks(plan: readonly PlannedStack[]): object[] {
  return plan.map(
    ({ stack, wave, action, status, note, problems, losses, changes, sections, removesRemains, drift }) => ({
      name: stack.name,
      region: stack.region,
      role: stack.role,
      wave,
      action,
      status: status ?? null,
      note: note ?? null,
      removesRemains,
      problems,
      sections,
      losses,
      drift: drift.map(driftData),
      resources: changes.map(({ kind, logicalId, type, properties }) => ({
        change: kind,
        logicalId,
        type,
        properties: properties.map(({ name, updatable }) => ({ name, updatable: updatable ?? null })),
      })),
    }),
  );
}
