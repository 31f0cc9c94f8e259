/** What `status` has to say of a world. Pure, and apart from how the deployer finds it out. */
import { same } from '../../src/domain/canonical';
import type { TemplateResource } from '../../src/domain/model';
import { type App, ENTRY, PRIMARY, registryStackOf } from './app';
import { type Wanted, isAsWanted, isOwn, wantedOf } from './orders';
import { NOBODY, type World, type WorldRegistry, type WorldStack, stackTitled, titleOf } from './world';

export interface StackTruth {
  readonly name: string;
  readonly status: string | null;
  readonly upToDate: boolean;
  readonly isStranger: boolean;
  readonly isUnreadable: boolean;
}

/** A rule that ends elsewhere than it should is edited; of one whose target cannot be looked at nothing is known. */
export type RuleTruth = 'in place' | 'edited' | 'missing' | 'unknown';

export interface RegistryTruth {
  readonly exists: boolean;
  /** By their names, whether they are there. */
  readonly namespaces: Readonly<Record<string, boolean>>;
  /** Who is let in or should be, but for where others decide about it. */
  readonly entries: Readonly<Record<string, 'in place' | 'missing' | 'not declared'>>;
  /** Whether nobody is asked who he is. */
  readonly isOpen: boolean;
}

export interface Truth {
  readonly complete: boolean;
  readonly isQuestionable: boolean;
  readonly stacks: readonly StackTruth[];
  /** By the ids of instances; of those in regions that are down nothing can be said. */
  readonly registries: Readonly<Record<string, RegistryTruth | 'unknown'>>;
  /** By the names of declared rules. */
  readonly rules: Readonly<Record<string, RuleTruth>>;
}

export function truthOf(app: App, world: World, down: ReadonlySet<string>): Truth {
  const wanted = wantedOf(app);
  const stacks = wanted.map(one => stackTruth(app, world, one, down));
  const registries = Object.fromEntries(wanted.flatMap(one => registryTruth(app, world, one, down)));
  const rules = Object.fromEntries(wanted.flatMap(one => rulesTruth(app, world, one, down)));
  const complete =
    stacks.every(({ upToDate, isUnreadable }) => upToDate && !isUnreadable) &&
    Object.values(registries).every(
      truth =>
        truth !== 'unknown' &&
        truth.exists &&
        !truth.isOpen &&
        Object.values(truth.namespaces).every(Boolean) &&
        Object.values(truth.entries).every(state => state !== 'missing'),
    ) &&
    Object.values(rules).every(state => state === 'in place');
  const isSet = (registry: WorldRegistry) =>
    app.namespaces.some(({ name, autoCreate }) => {
      const text = registry.namespaces[name];
      return text !== undefined && text.includes('"autoCreate":true') !== autoCreate;
    });
  const isQuestionable = world.registries.some(
    registry =>
      isSet(registry) ||
      registry.entries.includes(ENTRY) !== app.open.includes(registry.region) ||
      (app.open.includes(registry.region) && !registry.isOnline) ||
      (registry.isOnline && registry.entries.length === 0) ||
      registry.entries.some(entry => entry.startsWith('198')) ||
      registry.failures > 0,
  );
  return { complete, isQuestionable, stacks, registries, rules };
}

const regionOf = ({ spec }: Wanted): string => spec.purpose!.region as string;

function stackTruth(app: App, world: World, one: Wanted, down: ReadonlySet<string>): StackTruth {
  const { name } = one.spec;
  if (down.has(regionOf(one))) {
    return { name, status: null, upToDate: false, isStranger: false, isUnreadable: true };
  }
  const stack = stackTitled(world, one.title);
  const isStranger = stack !== undefined && !isOwn(app, stack);
  return {
    name,
    status: stack?.status ?? null,
    upToDate: isAsWanted(app, world, one),
    isStranger,
    isUnreadable: false,
  };
}

const instanceOf = (app: App, world: World, region: string): string | undefined => {
  const stack = stackTitled(world, titleOf({ region, name: registryStackOf(region) }));
  return app.taken[region]?.id ?? madeInstance(stack);
};

const madeInstance = (stack: WorldStack | undefined): string | undefined =>
  stack?.made.find(({ type, physicalId }) => type === 'ALIYUN::CR::Instance' && physicalId !== '')?.physicalId;

const registryIn = (world: World, id: string | undefined): WorldRegistry | undefined =>
  world.registries.find(registry => registry.id === id);

const resourcesOf = ({ spec }: Wanted, type: string): TemplateResource[] =>
  (Object.values(spec.template.Resources) as TemplateResource[]).filter(({ Type }) => Type === type);

function registryTruth(
  app: App,
  world: World,
  one: Wanted,
  down: ReadonlySet<string>,
): [string, Truth['registries'][string]][] {
  const region = regionOf(one);
  const id = one.spec.purpose!.role === 'registry' ? instanceOf(app, world, region) : undefined;
  if (id === undefined || (down.has(region) && app.taken[region] === undefined)) {
    return [];
  }
  const names = resourcesOf(one, 'ALIYUN::CR::Namespace').map(({ Properties }) => String(Properties!.Namespace));
  if (down.has(region)) {
    return [[id, 'unknown']];
  }
  const registry = registryIn(world, id);
  const namespaces = Object.fromEntries(names.map(name => [name, registry?.namespaces[name] !== undefined]));
  const stack = stackTitled(world, one.title);
  const isMade = madeInstance(stack) === id;
  const held = stack !== undefined && isOwn(app, stack) ? entriesIn(stack) : [];
  const entries = entriesTruth(isMade, app.open.includes(region), registry, held);
  const isOpen = registry?.isOnline === true && registry.entries.length === 0;
  return [[id, { exists: registry !== undefined, namespaces, entries, isOpen }]];
}

/** What the deployed stack lets in: nobody but the stack itself takes it away, with its next update. */
const entriesIn = (stack: WorldStack | undefined): unknown[] =>
  Object.values((stack?.template.Resources ?? {}) as Record<string, TemplateResource>)
    .filter(({ Type }) => Type === 'ALIYUN::CR::InstanceEndpointAclPolicy')
    .map(({ Properties }) => Properties?.Entry);

/**
 * Of a registry that no stack of the app made, and into which the app lets nobody, nothing is said.
 *
 * @param isOpened whether the app lets somebody in
 * @param held whom its stack has let in
 */
function entriesTruth(
  isMade: boolean,
  isOpened: boolean,
  registry: WorldRegistry | undefined,
  held: readonly unknown[],
): RegistryTruth['entries'] {
  if (!isMade && !isOpened) {
    return {};
  }
  const there = registry?.entries.filter(entry => entry !== NOBODY) ?? [];
  const strange = there.filter(entry => (!isOpened || entry !== ENTRY) && !held.includes(entry));
  return {
    ...(isOpened ? { [ENTRY]: there.includes(ENTRY) ? ('in place' as const) : ('missing' as const) } : {}),
    ...Object.fromEntries(strange.map(entry => [entry, 'not declared' as const])),
  };
}

function rulesTruth(app: App, world: World, one: Wanted, down: ReadonlySet<string>): [string, RuleTruth][] {
  const source = registryIn(world, instanceOf(app, world, PRIMARY));
  const region = one.spec.purpose!.target?.region as string;
  const target = registryIn(world, instanceOf(app, world, region));
  return resourcesOf(one, 'ALIYUN::CR::RepoSyncRule').map(({ Properties }) => {
    const name = String(Properties!.SyncRuleName);
    const rule = source?.rules.find(other => other.name === name);
    if (down.has(PRIMARY) || (rule !== undefined && down.has(region))) {
      return [name, 'unknown'];
    }
    if (rule === undefined) {
      return [name, 'missing'];
    }
    return [name, target?.id === rule.target ? 'in place' : 'edited'];
  });
}

/** Where a status differs from the truth, in a sentence each. */
export function untruths(told: Told, code: number, truth: Truth): string[] {
  const stacks = told.stacks.map(({ name, status, upToDate, stranger, unreadable }): StackTruth => {
    return { name, status, upToDate, isStranger: stranger !== null, isUnreadable: unreadable !== null };
  });
  const said = (what: string, is: unknown, should: unknown) =>
    same(is, should)
      ? []
      : [`status says of ${what}: ${JSON.stringify(is)}, but the truth is ${JSON.stringify(should)}`];
  return [
    ...said('everything', told.complete, code === 0),
    ...(told.complete === truth.complete || (truth.complete && truth.isQuestionable)
      ? []
      : said('everything', told.complete, truth.complete)),
    ...truth.stacks.flatMap(one =>
      said(
        `the stack ${one.name}`,
        stacks.find(({ name }) => name === one.name),
        one,
      ),
    ),
    ...Object.entries(truth.registries).flatMap(([id, one]) =>
      said(`the registry ${id}`, registryTold(told, id, one), one),
    ),
    ...Object.entries(truth.rules).flatMap(([name, state]) => said(`the rule ${name}`, ruleTold(told, name), state)),
  ];
}

/** What `status --json` gives, as far as it is compared. */
export interface Told {
  readonly complete: boolean;
  readonly stacks: readonly {
    readonly name: string;
    readonly status: string | null;
    readonly upToDate: boolean;
    readonly stranger: string | null;
    readonly unreadable: string | null;
  }[];
  readonly registries: readonly {
    readonly instanceId: string;
    readonly status: string | null;
    readonly namespaces: readonly { readonly name: string; readonly state: string }[];
    readonly entries: readonly { readonly name: string; readonly state: string }[];
    readonly openToEverybody: boolean | null;
    readonly unreadable: string | null;
  }[];
  readonly arrows: readonly { readonly rules: readonly { readonly name: string; readonly state: string }[] }[];
}

function registryTold({ registries }: Told, id: string, truth: RegistryTruth | 'unknown'): unknown {
  const found = registries.find(({ instanceId }) => instanceId === id);
  if (found === undefined || found.unreadable !== null) {
    return found && 'unknown';
  }
  const declared = found.namespaces.filter(({ name }) => truth !== 'unknown' && name in truth.namespaces);
  const namespaces = Object.fromEntries(declared.map(({ name, state }) => [name, state !== 'missing']));
  const entries = Object.fromEntries(found.entries.map(({ name, state }) => [name, state]));
  return { exists: found.status === 'RUNNING', namespaces, entries, isOpen: found.openToEverybody === true };
}

const ruleTold = ({ arrows }: Told, name: string): string | undefined =>
  arrows.flatMap(({ rules }) => rules).find(rule => rule.name === name)?.state;
