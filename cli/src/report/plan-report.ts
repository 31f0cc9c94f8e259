import type { Leftovers } from '../deployment/orphans';
import type { PricedSubscription } from '../deployment/prices';
import { crowdedGrantees } from '../domain/attachments';
import { isRepaired } from '../domain/drift';
import type { DeclaredStack } from '../domain/model';
import type { Action, PlannedStack } from '../domain/plan';
import type { Colours } from '../session/output';
import type { ExistingState } from '../status/model';
import { type AppStory, originText, storyData, storyTexts } from './app-report';
import { changesText, valuesText } from './change-report';
import { crowdedData, crowdedTexts } from './crowded-report';
import { driftData, driftLine } from './drift-report';
import { unmetData, unmetTexts } from './existing-report';
import { departureTexts, leftoversData, leftoversTexts } from './leftovers-report';
import { nestedData, nestedTexts } from './nested-report';
import { purchaseData, purchaseTexts } from './purchase-report';
import { type Again, count, paragraph } from './text';

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
export function planText(plan: readonly PlannedStack[], again: Again, colours: Colours): string {
  const waves = [...new Set(plan.map(({ wave }) => wave))];
  const sections = waves.map(wave => {
    const stacks = plan.filter(planned => planned.wave === wave);
    return [colours.bold(`Wave ${wave}`), ...stacks.map(planned => stackText(planned, again, colours))].join('\n');
  });
  return [...sections, summaryText(plan)].join('\n\n');
}

function stackText(planned: PlannedStack, again: Again, colours: Colours): string {
  const { stack, action, note, problems, sections } = planned;
  const colour = colourOf(action, colours);
  const head = `  ${colour(`${ACTION_SIGNS[action]} ${stack.name}`)}  ${stack.region}  ${colour(action)}`;
  const lines = [head];
  if (note) {
    lines.push(paragraph(note, 6));
  }
  if (planned.changes.length > 0) {
    lines.push(changesText(planned.changes, 6, colours));
  }
  if (sections.length > 0) {
    lines.push(paragraph(`~ ${sections.join(', ')}`, 6), ...valuesText(planned.parameters, 9));
  }
  if (planned.losses.length > 0) {
    const lost = planned.losses.map(({ logicalId }) => logicalId).join(', ');
    lines.push(colours.red(paragraph(`DELETES IMAGES: ${lost}`, 6)));
  }
  for (const drift of planned.drift.filter(({ remedy }) => remedy.kind !== 'refuse')) {
    lines.push(driftLine(drift, again, colours, 6));
  }
  for (const problem of problems) {
    lines.push(paragraph(problem, 6));
  }
  return lines.join('\n');
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

/** A plan with what was found besides. */
export interface FullPlan {
  readonly plan: readonly PlannedStack[];
  readonly leftovers: Leftovers;
  readonly bought: readonly PricedSubscription[];
  readonly existing: ExistingState;
}

/** Where a plan is made. */
export interface Scene {
  /** What leads there again. */
  readonly again: Again;
  /** Whether nothing is bought, since nothing is for sale there. */
  readonly simulated: boolean;
}

/** What plan answers, and deploy shows before it asks: what must not be overlooked stands last. */
export function planAnswer(
  full: FullPlan,
  declared: readonly DeclaredStack[],
  story: AppStory,
  prune: boolean,
  { again, simulated }: Scene,
  colours: Colours,
): PlanAnswer {
  const { plan, leftovers, bought, existing } = full;
  const staying = leftovers.orphans.filter(({ readBy }) => !prune || readBy !== undefined);
  const crowded = crowdedGrantees(
    declared,
    staying.map(({ name, region, live }) => ({ name, region, template: live?.template ?? {} })),
  );
  const texts = [
    ...originText(story),
    planText(plan, again, colours),
    ...departureTexts(leftovers, declared, plan),
    ...leftoversTexts(leftovers, prune ? 'pruned' : 'left', again, colours),
    ...unmetTexts(existing.unmet, colours),
    ...purchaseTexts(bought, simulated, colours),
    ...nestedTexts(plan, colours),
    ...storyTexts(story, colours),
    ...crowdedTexts(crowded, prune, colours),
  ];
  const { create, update, refused, unknown } = summaryOf(plan);
  const changes = create + update + (prune ? leftovers.orphans.length : 0);
  const isLeft = existing.unmet.length > 0 || plan.some(({ drift }) => drift.some(one => !isRepaired(one)));
  const isHeld = prune && leftovers.orphans.some(({ live }) => live?.isProtected);
  const isRefused = isHeld || refused + unknown > 0 || existing.unmet.some(({ isFatal }) => isFatal);
  const verdict = isRefused ? 'failed' : isLeft ? 'left' : changes > 0 ? 'changes' : 'ok';
  return {
    text: texts.join('\n\n'),
    data: { ...planData(full, true), ...crowdedData(crowded), ...storyData(story) },
    verdict,
  };
}

/**
 * The plan as data; see json-schema/plan.json.
 *
 * @param values whether values of parameters are told, which a file of a plan does not hold
 */
export function planData({ plan, leftovers, bought, existing }: FullPlan, values: boolean): object {
  return {
    command: 'plan',
    summary: { ...summaryOf(plan), buy: bought.length },
    purchases: { ...purchaseData(bought), nested: nestedData(plan) },
    existing: unmetData(existing.unmet),
    stacks: plan.map(planned => ({
      ...stackData(planned),
      ...(values ? { parameters: planned.parameters } : {}),
    })),
    ...leftoversData(leftovers),
  };
}

function stackData(planned: PlannedStack): object {
  const { stack, wave, action, status, note, problems, losses, changes, sections, removesRemains, drift } = planned;
  return {
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
    resources: changes.map(({ kind, logicalId, type, properties, settings }) => ({
      change: kind,
      logicalId,
      type,
      properties: properties.map(({ name, updatable, values }) => ({ name, updatable: updatable ?? null, values })),
      settings,
    })),
  };
}
