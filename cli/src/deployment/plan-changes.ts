/** What is no longer as a saved plan says; pure. */
import { changesSince } from '../domain/binding';
import { same } from '../domain/canonical';
import { title } from '../domain/model';
import { type SavedPlan, anew } from './saved-plan';

/** What a plan tells whoever reviews it, as far as it is compared. */
interface Shown {
  readonly stacks?: readonly { readonly name: string; readonly region: string }[];
  readonly purchases?: Purchases;
}

interface Purchases {
  readonly inAdvance?: Readonly<Record<string, number>>;
  readonly subscriptions?: readonly Readonly<Record<string, unknown>>[];
}

/** Refuses a plan that is no longer what a plan made now would be, with what has changed. */
export function refuseOutdated(saved: SavedPlan, now: SavedPlan, file: string, again: string): void {
  const changes = planChanges(saved, now);
  if (changes.length > 0) {
    const list = changes.map(change => `  ${change}`).join('\n');
    throw new Error(`${file} is no longer true, so nothing was deployed:\n${list}\n${anew(again)}`);
  }
}

/** What has changed since a plan was saved, in sentences; nothing where a plan made now would be the same. */
export function planChanges(saved: SavedPlan, now: SavedPlan): string[] {
  const isClear = now.stacks.every(({ action }) => !['refused', 'unknown'].includes(action));
  const changes = [
    ...appChanges(saved, now),
    ...hiddenChanges(saved, now),
    ...stackChanges(saved, now),
    ...(isClear ? purchaseChanges(shownIn(saved).purchases, shownIn(now).purchases) : []),
  ];
  return changes.length > 0 || !isClear ? changes : otherwise(saved, now); // what is refused says so itself
}

const shownIn = ({ plan }: SavedPlan): Shown => plan;

function appChanges(saved: SavedPlan, now: SavedPlan): string[] {
  if (saved.assembly === now.assembly && saved.app === now.app) {
    return [];
  }
  const before = new Map(saved.stacks.map(stack => [title(stack), stack.declared]));
  const after = new Map(now.stacks.map(stack => [title(stack), stack.declared]));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const different = names.filter(name => before.get(name) !== after.get(name));
  return [`The app declares something else${different.length > 0 ? `: ${different.join(', ')}` : ''}.`];
}

/** A value that ROS does not tell is sent or it is not; which one it is stands in no file. */
function hiddenChanges(saved: SavedPlan, now: SavedPlan): string[] {
  const given = new Map(now.stacks.map(stack => [title(stack), stack.hidden]));
  return saved.stacks.flatMap(stack => {
    const after = given.get(title(stack)) ?? [];
    const missing = stack.hidden.filter(name => !after.includes(name));
    const more = after.filter(name => !stack.hidden.includes(name));
    return [
      ...missing.map(
        name => `${title(stack)}: The plan sends a value of ${name}, which no file holds. Give it again, as then.`,
      ),
      ...more.map(name => `${title(stack)}: The plan sends no value of ${name}, and one is given now.`),
    ];
  });
}

/** A repair is planned for what was found then. */
function driftChanges(saved: SavedPlan, now: SavedPlan): string[] {
  const found = new Map(now.stacks.map(stack => [title(stack), stack.drift]));
  return saved.stacks.flatMap(stack => {
    const after = found.get(title(stack)) ?? [];
    const more = after.filter(text => !stack.drift.includes(text));
    const less = stack.drift.filter(text => !after.includes(text));
    return [
      ...more.map(text => `${title(stack)}: Since then: ${text}`),
      ...less.map(text => `${title(stack)}: No longer: ${text}`),
    ];
  });
}

function stackChanges(saved: SavedPlan, now: SavedPlan): string[] {
  const compare = (before: SavedPlan['pruned'], after: SavedPlan['pruned']): string[] => {
    const found = new Map(after.map(stack => [title(stack), stack]));
    return before.flatMap(stack => {
      const changes = changesSince(stack.seen ?? undefined, found.get(title(stack))?.seen ?? undefined);
      return changes.length > 0 ? [`${title(stack)}: ${changes.join(' ')}`] : [];
    });
  };
  const known = new Set(saved.pruned.map(title));
  const more = now.pruned.filter(stack => !known.has(title(stack)));
  return [
    ...compare(saved.stacks, now.stacks),
    ...driftChanges(saved, now),
    ...compare(saved.pruned, now.pruned),
    ...more.map(stack => `${title(stack)}: It is no longer declared, and was not planned to be deleted.`),
  ];
}

/** What is bought is what was approved, and costs what was told; a price that ROS did not tell then, or does not now, is not compared. */
function purchaseChanges(before: Purchases = {}, after: Purchases = {}): string[] {
  const ofWhat = ({ subscriptions = [] }: Purchases) =>
    subscriptions.map(
      ({ monthly: _monthly, inAdvance: _inAdvance, currency: _currency, note: _note, ...what }) => what,
    );
  if (!same(ofWhat(before), ofWhat(after))) {
    return ['It buys other subscriptions.'];
  }
  const prices = (purchases: Purchases) => Object.entries(purchases.inAdvance ?? {});
  const changed = prices(after).filter(([currency, price]) => (before.inAdvance?.[currency] ?? price) !== price);
  return changed.map(
    ([currency, price]) =>
      `What it buys cost ${before.inAdvance![currency].toFixed(2)} ${currency} in advance, and costs ${price.toFixed(2)} ${currency} now.`,
  );
}

/** Whatever else a plan made now would say or do, stack by stack. */
function otherwise(saved: SavedPlan, now: SavedPlan): string[] {
  const parts = ({ stacks, plan }: SavedPlan) => {
    const told = (plan as Shown).stacks ?? [];
    const names = [...new Set([...stacks, ...told].map(title))];
    const of = (name: string) => [stacks, told].map(list => [...list].find(stack => title(stack) === name) ?? null);
    return new Map(names.map(name => [name, of(name)]));
  };
  const [before, after] = [parts(saved), parts(now)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names
    .filter(name => !same(before.get(name), after.get(name)))
    .map(name => `${name}: What the plan says of it is not what would be done.`);
}
