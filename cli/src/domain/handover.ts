/**
 * How an output leaves a stack that others read. ROS takes an update back that fails, and a reader can be taken back only while it finds what
 * it read before. So an output stays until nobody reads it any more, and a registry until no rule leads to it.
 */
import { type Kept, keeping, keptText, outputsOf } from './keeping';
import { type LiveStack, type Template, title } from './model';
import { type PlannedStack, refusedWith } from './plan';
import { namesIn } from './references';
import { comesAfter, mayReadAgain, outputsRead } from './readers';

/** A deployed stack that no plan changes, and that may read what others drop. */
export interface Bystander {
  readonly name: string;
  readonly region: string;
  readonly template?: Template;
  /** Why its template could not be read. */
  readonly unreadable?: string;
  /** Whose it is: declared and left out; no longer declared, and maybe read by what is; or not of this app. */
  readonly kind: 'left out' | 'orphan' | 'orphan that is read' | 'other';
}

/** A registry that a stack is to delete, and that rules begin or end at. */
export interface RegistryInUse {
  readonly id: string;
  /** The key of the stack that deletes it. */
  readonly stack: string;
  /** The keys of the stacks whose rules these are, and which lose them. */
  readonly users: readonly string[];
  /** Why rules would be left. */
  readonly problems: readonly string[];
}

/** The outputs that a stack has and is to have no more, or that are to give something else than a resource that is deleted. */
export function droppedOutputs({ action, live, stack }: PlannedStack): string[] {
  if (action !== 'update' || live?.template === undefined) {
    return [];
  }
  const { Resources: before = {} } = live.template;
  const after = outputsOf(stack.template);
  const isDeleted = (id: string) =>
    before[id] !== undefined && before[id].DeletionPolicy !== 'Retain' && stack.template.Resources?.[id] === undefined;
  return Object.entries(outputsOf(live.template))
    .filter(([name, output]) => after[name] === undefined || [...namesIn(output)].some(isDeleted))
    .map(([name]) => name)
    .sort();
}

/** The plan in which nothing goes before nobody needs it any more; where somebody goes on needing it, that is refused. */
export function withHandovers(
  plan: readonly PlannedStack[],
  bystanders: readonly Bystander[],
  registries: readonly RegistryInUse[],
): PlannedStack[] {
  return plan.map(planned => {
    const dropped = droppedOutputs(planned);
    const deleted = registries.filter(({ stack }) => stack === planned.stack.key);
    const problems = [
      ...deleted.flatMap(registry => registry.problems),
      ...dropped.flatMap(output => stillRead(planned, output, plan, bystanders)),
    ];
    if (problems.length > 0) {
      return refusedWith(planned, problems);
    }
    const users = usersAfter(planned, plan);
    const things = [
      ...dropped.map((name): Kept => {
        const kind = outputsOf(planned.stack.template)[name] === undefined ? 'output' : 'value';
        return { kind, name, users: readersOf(planned, name, users) };
      }),
      ...deleted.map(({ id, users: keys }): Kept => {
        return { kind: 'registry', name: id, users: keys.filter(key => users.some(({ stack }) => stack.key === key)) };
      }),
    ].filter(thing => thing.users.length > 0);
    return things.length === 0 ? planned : withKept(planned, things, plan);
  });
}

function withKept(planned: PlannedStack, things: readonly Kept[], plan: readonly PlannedStack[]): PlannedStack {
  const { template, conflicts } = keeping(planned.stack, planned.live!);
  if (conflicts.length > 0) {
    return refusedWith(planned, [
      `It has to keep ${keptText(things)} until ${usersText(things, plan)}, and cannot: ${conflicts.join(' ')} ` +
        'Leave what is needed in the app and deploy, then take it out and deploy again.',
    ]);
  }
  const note = [...(planned.note === undefined ? [] : [planned.note]), ...keepingTexts(things, plan)].join('; ');
  return { ...planned, note, keeping: { things, template } };
}

/** Deployed stacks that have their turn after one; whoever has it before needs nothing of it any more by then. */
function usersAfter({ stack }: PlannedStack, plan: readonly PlannedStack[]): PlannedStack[] {
  const byKey = new Map(plan.map(other => [other.stack.key, other.stack]));
  return plan.filter(
    ({ stack: other, live }) =>
      other.key !== stack.key && mayReadAgain(live) && !comesAfter(stack.key, other.key, byKey),
  );
}

const readersOf = ({ live }: PlannedStack, output: string, users: readonly PlannedStack[]): string[] =>
  users.filter(user => reads(user.live!, live!, output)).map(({ stack }) => stack.key);

const reads = (reader: Pick<LiveStack, 'region' | 'template'>, producer: LiveStack, output: string): boolean =>
  outputsRead(reader, producer).has(output);

/** Why an output cannot be dropped at all: somebody goes on reading it. */
function stillRead(
  { stack, live }: PlannedStack,
  output: string,
  plan: readonly PlannedStack[],
  bystanders: readonly Bystander[],
): string[] {
  const stays = outputsOf(stack.template)[output] !== undefined;
  const declared = plan
    .filter(other => !stays || (mayReadAgain(other.live) && reads(other.live, live!, output)))
    .map(({ stack: other }) => other)
    .filter(({ key }) => key !== stack.key);
  const drops = `It would ${stays ? 'give another value for' : 'drop'} its output ${output}, which`;
  const instead = stays
    ? 'That stack would keep the value of before, whose resource goes. Give the new one an output of another name, and let that stack read it.'
    : 'Keep the output, or let that stack read another one.';
  return [
    ...declared
      .filter(other => reads(other, live!, output))
      .map(other => `${drops} ${title(other)} reads in the app. ${instead}`),
    ...bystanders
      .filter(other => reads(other, live!, output))
      .map(other => `${drops} ${title(other)} still reads${WAYS[other.kind](other)}`),
    ...bystanders.flatMap(other =>
      other.unreadable === undefined
        ? []
        : `${drops} ${title(other)} may read: it could not be looked at: ${other.unreadable} Run this again later, or keep the output.`,
    ),
  ];
}

/** What to do about a stack that no plan changes. */
const WAYS: Readonly<Record<Bystander['kind'], (stack: Bystander) => string>> = {
  'left out': ({ name }) => `, and --only leaves that out. Add --only ${name}.`,
  orphan: () =>
    ', although the app no longer declares it. Add --prune, which deletes that stack first, or keep the output.',
  'orphan that is read': () =>
    ', although the app no longer declares it. Keep the output, deploy with --prune, which deletes that stack, then take the output out.',
  other: () => ', and which is not of this app. Keep the output until that stack no longer reads it.',
};

/** Who needs what is kept, and how: each kind of it with the same users in one text. */
function keepingTexts(things: readonly Kept[], plan: readonly PlannedStack[]): string[] {
  const groups = new Map<string, Kept[]>();
  for (const thing of things) {
    const key = JSON.stringify([thing.kind, thing.users]);
    groups.set(key, [...(groups.get(key) ?? []), thing]);
  }
  return [...groups.values()].map(group => `keeps ${keptText(group)} until ${usersText(group, plan)}`);
}

function usersText(things: readonly Kept[], plan: readonly PlannedStack[]): string {
  const keys = new Set(things.flatMap(({ users }) => users));
  const titles = plan.filter(({ stack }) => keys.has(stack.key)).map(({ stack }) => title(stack));
  const what = things.length === 1 ? 'it' : 'them';
  const one = titles.length === 1;
  const verb = things.every(({ kind }) => kind !== 'registry')
    ? `${one ? 'reads' : 'read'} ${what}`
    : `${one ? 'needs' : 'need'} ${what}`;
  return `${titles.join(', ')} no longer ${verb}`;
}
